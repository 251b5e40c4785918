import { feature } from '../../platform/http/feature.ts';
import { Boards, type BoardDeps } from './boards.ts';
import { boardRoutes } from './routes.ts';

export const board = feature({
  name: 'board',
  deps: (services: BoardDeps) => ({ boards: new Boards(services) }),
  routes: boardRoutes,
});
