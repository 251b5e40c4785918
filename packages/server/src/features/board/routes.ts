import { readBoard } from '@onhook/contract';
import { routesOf } from '../../platform/http/route.ts';
import { boardAccess, teamsOfLead, type Boards } from './boards.ts';

const { route } = routesOf<{ readonly boards: Boards }>();

export const boardRoutes = [
  route({
    contract: readBoard,
    access: boardAccess,
    resource: teamsOfLead,
    handler: (authorizedTeams, { deps }) => deps.boards.view(authorizedTeams),
  }),
] as const;
