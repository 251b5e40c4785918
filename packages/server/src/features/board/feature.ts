import { feature } from '../../platform/http/feature.ts';
import { Boards, type BoardParts } from './boards.ts';
import { boardRoutes } from './routes.ts';

export const board = feature({
  name: 'board',
  deps: (services: BoardParts) => ({ boards: new Boards(services) }),
  routes: boardRoutes,
});
