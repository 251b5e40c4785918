import type { BoardAgent } from '@onhook/contract';
import type { Feed } from './feed.ts';

/** Agents on the board by person; none while the board is not known. */
export const agentsOn = (feed: Feed): ReadonlyMap<string, BoardAgent> =>
  new Map(feed.kind === 'board' ? feed.board.teams.flatMap(({ agents }) => agents.map((agent) => [agent.person, agent] as const)) : []);
