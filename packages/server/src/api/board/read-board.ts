import { readBoard } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { serve } from '../../http/serve.ts';
import { floorOfOwnTeams } from '../../policies/index.ts';

export const boardApi = (app: FastifyInstance, context: AppContext): void => {
  serve(app, context, readBoard, floorOfOwnTeams, (lead) => context.live.board(lead));
};
