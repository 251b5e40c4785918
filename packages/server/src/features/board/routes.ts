import { readBoard } from '@onhook/contract';
import { routesOf } from '../../platform/http/route.ts';
import { boardAccess, ledTeams, type Boards } from './boards.ts';

const { route } = routesOf<{ readonly boards: Boards }>();

export const boardRoutes = [
  route({
    contract: readBoard,
    access: boardAccess,
    resource: ledTeams,
    handler: (led, { deps }) => deps.boards.view(led),
  }),
] as const;
