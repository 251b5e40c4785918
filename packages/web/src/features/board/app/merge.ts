import type { BoardAgent, BoardChange, BoardQueue, BoardView } from '@onhook/contract';

type Team = BoardView['teams'][number];

const sameQueue = (a: BoardQueue, b: BoardQueue): boolean =>
  a.waiting === b.waiting &&
  a.longestSince === b.longestSince &&
  a.answered === b.answered &&
  a.abandoned === b.abandoned &&
  a.serviceLevel === b.serviceLevel &&
  a.targetSeconds === b.targetSeconds &&
  a.byHalfHour?.levels.join() === b.byHalfHour?.levels.join();

const mergeTeam = (team: Team, leaving: ReadonlySet<string>, arriving: readonly BoardAgent[]): Team => {
  const replaced = new Map(arriving.map((agent) => [agent.person, agent]));
  if (replaced.size === 0 && !team.agents.some(({ person }) => leaving.has(person))) return team;
  const agents: BoardAgent[] = [];
  for (const agent of team.agents) {
    const next = replaced.get(agent.person);
    if (next) agents.push(next);
    else if (!leaving.has(agent.person)) agents.push(agent);
    replaced.delete(agent.person);
  }
  agents.push(...replaced.values());
  return { ...team, agents };
};

/**
 * Applies a change to a board. Objects that the change does not name keep their identity, so that only changed rows are
 * rendered again. An agent of an unknown team is left out: this lead's next whole board will include the team.
 */
export const mergeBoard = (board: BoardView, change: BoardChange): BoardView => {
  const arriving = new Map<string, BoardAgent[]>();
  // An agent belongs to one team only, so an agent named by a change leaves every other team.
  const leaving = new Set(change.gone);
  const gone = new Set(change.gone);
  for (const { team, ...agent } of change.agents) {
    leaving.add(agent.person);
    if (gone.has(agent.person)) continue;
    const inTeam = arriving.get(team);
    if (inTeam) inTeam.push(agent);
    else arriving.set(team, [agent]);
  }
  const queueChanges = new Map(change.queues.map((queue) => [queue.queue, queue]));
  const queues = board.queues.map((queue) => {
    const next = queueChanges.get(queue.queue);
    queueChanges.delete(queue.queue);
    return next && !sameQueue(queue, next) ? next : queue;
  });
  queues.push(...queueChanges.values());
  const same = queues.length === board.queues.length && queues.every((queue, i) => queue === board.queues[i]);
  return {
    serverNow: change.serverNow,
    phonesUp: change.phonesUp,
    teams: leaving.size === 0 ? board.teams : board.teams.map((team) => mergeTeam(team, leaving, arriving.get(team.team) ?? [])),
    queues: same ? board.queues : queues,
  };
};
