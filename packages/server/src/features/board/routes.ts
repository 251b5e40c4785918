import { readBoard } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, serve } from '../../platform/http/serve.ts';
import { floorOfOwnTeams } from '../../platform/access/index.ts';

export const boardApi = (doors: Doors, context: AppContext): void => {
  serve(doors, context, readBoard, floorOfOwnTeams, (lead) => context.live.board(lead));
};
