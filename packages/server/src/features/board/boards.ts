import type { BoardChange, BoardView } from '@onhook/contract';
import type { Policy } from '@onhook/core/floor';
import type { PersonId, QueueName, TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { authorizeActor, ofLedTeams, type Actor, type Authorized, type RoleAccess } from '../../platform/access/index.ts';
import type { Bus, FloorChanged, PeopleChanged, ServerEvents, Team, TeamMember } from '../../platform/bus/index.ts';
import { eventText, send, type LiveHub, type LiveMessage, type LiveStream, type Topic } from '../../platform/live/hub.ts';
import { allFeedsUp, presentAgent, presentBoard, presentQueue } from './views.ts';

export const boardAccess: RoleAccess = {
  about: 'the phone states of a team, as a wallboard shows them',
  allow: { lead: ['team'], 'lead of another team': [] },
};
/** Authorizes a lead for the teams that they lead. */
export const teamsOfLead = ofLedTeams('lead');

type AuthorizedTeams = Authorized<readonly TeamId[], 'lead'>;

export interface BoardDeps {
  readonly bus: Bus<ServerEvents>;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly day: CentreDay;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly live: LiveHub;
}

const pushDelayMs = 500;

/** The live topic "board": pushes changes of the teams a lead leads, at most twice a second. */
export class Boards implements Topic {
  readonly name = 'board';
  readonly #deps: BoardDeps;
  readonly #openStreams = new Map<LiveStream, readonly TeamId[]>();
  #teams = new Map<TeamId, Team>();
  #memberOf = new Map<PersonId, TeamMember>();
  /** Last pushed view of each agent and queue, as JSON. An unchanged view is not pushed: even an empty push would reveal that something happened. */
  readonly #pushed = new Map<string, string>();
  readonly #changedPeople = new Set<PersonId>();
  readonly #changedQueues = new Set<QueueName>();
  #isPushDue = false;
  #phonesUp = false;

  constructor(deps: BoardDeps) {
    this.#deps = deps;
    deps.live.addTopic(this);
    deps.bus.subscribe('floor-changed', (changed) => this.#collect(changed));
    deps.bus.subscribe('people-changed', (changed) => this.#setTeams(changed));
  }

  open(actor: Actor, stream: LiveStream): LiveMessage | null {
    const authorized = authorizeActor(boardAccess, teamsOfLead, actor);
    if (!authorized) return null;
    this.#openStreams.set(stream, authorized.resource);
    return { name: 'board', data: this.view(authorized) };
  }

  closed(_person: PersonId, stream: LiveStream): void {
    this.#openStreams.delete(stream);
  }

  /** Presents the board as it is now. */
  view({ resource: teamIds }: AuthorizedTeams): BoardView {
    const teams = teamIds.flatMap((id) => this.#teams.get(id) ?? []);
    return presentBoard(this.#deps.runtime.floor, teams, this.#context());
  }

  /** Ends every open board when team members or leads may have changed. The browsers connect again and get the board of their present teams. */
  #setTeams({ teams, leadsMayHaveChanged }: PeopleChanged): void {
    const isSame = JSON.stringify(teams) === JSON.stringify([...this.#teams.values()]);
    if (leadsMayHaveChanged || !isSame) this.#deps.live.endStreams(this.name);
    this.#teams = new Map(teams.map((team) => [team.team, team]));
    this.#memberOf = new Map(teams.flatMap((team) => team.members.map((member) => [member.person, member] as const)));
  }

  #collect({ people, lines, queues }: FloorChanged): void {
    if (this.#openStreams.size === 0) return;
    const { floor } = this.#deps.runtime;
    for (const person of people) this.#changedPeople.add(person);
    for (const line of lines) {
      const person = floor.people.get(line);
      if (person !== undefined) this.#changedPeople.add(person);
    }
    for (const queue of queues) this.#changedQueues.add(queue);
    if (this.#isPushDue) return;
    this.#isPushDue = true;
    setTimeout(() => this.#push(), pushDelayMs).unref();
  }

  #context() {
    const { clock, config, day } = this.#deps;
    const now = clock.now();
    return { now, dayStartAt: day.dayStartOf(now), policy: config.policy };
  }

  /** Stores the view as pushed. False when the last pushed view is the same. */
  #rememberIfChanged(name: string, view: object): boolean {
    const text = JSON.stringify(view);
    if (this.#pushed.get(name) === text) return false;
    this.#pushed.set(name, text);
    return true;
  }

  #push(): void {
    this.#isPushDue = false;
    const { floor } = this.#deps.runtime;
    const context = this.#context();
    const up = allFeedsUp(floor);
    const byTeam = new Map<TeamId, BoardChange['agents']>();
    for (const person of this.#changedPeople) {
      const member = this.#memberOf.get(person);
      if (!member) continue;
      const agent = { ...presentAgent(floor, member, context), team: member.team };
      if (!this.#rememberIfChanged(`agent ${person}`, agent)) continue;
      const agents = byTeam.get(member.team) ?? [];
      agents.push(agent);
      byTeam.set(member.team, agents);
    }
    const queues = [...this.#changedQueues].map((queue) => presentQueue(floor, queue, context)).filter((queue) => this.#rememberIfChanged(`queue ${queue.queue}`, queue));
    this.#changedPeople.clear();
    this.#changedQueues.clear();
    for (const [stream, teams] of this.#openStreams) {
      const agents = teams.flatMap((team) => byTeam.get(team) ?? []);
      if (agents.length + queues.length === 0 && up === this.#phonesUp) continue;
      send(stream, eventText('board-change', { serverNow: context.now, phonesUp: up, agents, gone: [], queues }));
    }
    this.#phonesUp = up;
  }
}
