import type { BoardChange, BoardView } from '@onhook/contract';
import type { Policy } from '@onhook/core/floor';
import type { PersonId, QueueName, TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { authorizeActor, ofLedTeams, type Actor, type Authorized, type RoleAccess } from '../../platform/access/index.ts';
import type { Bus, FloorChanged, PeopleChanged, ServerEvents, Team, TeamMember } from '../../platform/bus/index.ts';
import { eventText, send, type LiveHub, type LiveMessage, type LiveStream, type Topic } from '../../platform/live/hub.ts';
import { phonesUp, presentAgent, presentBoard, presentQueue } from './views.ts';

export const boardAccess: RoleAccess = {
  about: 'the phone states of a team, as a wallboard shows them',
  allow: { lead: ['team'], 'lead of another team': [] },
};
export const ledTeams = ofLedTeams('lead');

type LedTeams = Authorized<readonly TeamId[], 'lead'>;

export interface BoardParts {
  readonly bus: Bus<ServerEvents>;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly day: CentreDay;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly live: LiveHub;
}

const pushAfterMs = 500;

/** The live topic "board": pushes changes of the teams a lead leads, at most twice a second. */
export class Boards implements Topic {
  readonly name = 'board';
  readonly #parts: BoardParts;
  readonly #open = new Map<LiveStream, readonly TeamId[]>();
  #teams = new Map<TeamId, Team>();
  #memberOf = new Map<PersonId, TeamMember>();
  /** The last pushed view of each agent and queue. What looks the same is not pushed: the moment of a push would show that something happened. */
  readonly #pushed = new Map<string, string>();
  readonly #changedPeople = new Set<PersonId>();
  readonly #changedQueues = new Set<QueueName>();
  #isPushDue = false;
  #phonesUp = false;

  constructor(parts: BoardParts) {
    this.#parts = parts;
    parts.live.addTopic(this);
    parts.bus.subscribe('floor-changed', (changed) => this.#collect(changed));
    parts.bus.subscribe('people-changed', (changed) => this.#setTeams(changed));
  }

  open(actor: Actor, stream: LiveStream): LiveMessage | null {
    const led = authorizeActor(boardAccess, ledTeams, actor);
    if (!led) return null;
    this.#open.set(stream, led.resource);
    return { name: 'board', data: this.view(led) };
  }

  closed(_person: PersonId, stream: LiveStream): void {
    this.#open.delete(stream);
  }

  /** The board as it is now. */
  view({ resource: led }: LedTeams): BoardView {
    const teams = led.flatMap((id) => this.#teams.get(id) ?? []);
    return presentBoard(this.#parts.runtime.floor, teams, this.#moment());
  }

  /** Ends every open board when team members or leads may have changed. Browsers then open a new one with what they may see now. */
  #setTeams({ teams, leadsMayHaveChanged }: PeopleChanged): void {
    const isSame = JSON.stringify(teams) === JSON.stringify([...this.#teams.values()]);
    if (leadsMayHaveChanged || !isSame) this.#parts.live.endStreams(this.name);
    this.#teams = new Map(teams.map((team) => [team.team, team]));
    this.#memberOf = new Map(teams.flatMap((team) => team.members.map((member) => [member.person, member] as const)));
  }

  #collect({ people, lines, queues }: FloorChanged): void {
    if (this.#open.size === 0) return;
    const { floor } = this.#parts.runtime;
    for (const person of people) this.#changedPeople.add(person);
    for (const line of lines) {
      const person = floor.people.get(line);
      if (person !== undefined) this.#changedPeople.add(person);
    }
    for (const queue of queues) this.#changedQueues.add(queue);
    if (this.#isPushDue) return;
    this.#isPushDue = true;
    setTimeout(() => this.#push(), pushAfterMs).unref();
  }

  #moment() {
    const { clock, config, day } = this.#parts;
    const now = clock.now();
    return { now, dayStartAt: day.dayStartOf(now), policy: config.policy };
  }

  #isNews(name: string, view: object): boolean {
    const text = JSON.stringify(view);
    if (this.#pushed.get(name) === text) return false;
    this.#pushed.set(name, text);
    return true;
  }

  #push(): void {
    this.#isPushDue = false;
    const { floor } = this.#parts.runtime;
    const moment = this.#moment();
    const up = phonesUp(floor);
    const byTeam = new Map<TeamId, BoardChange['agents']>();
    for (const person of this.#changedPeople) {
      const member = this.#memberOf.get(person);
      if (!member) continue;
      const agent = { ...presentAgent(floor, member, moment), team: member.team };
      if (!this.#isNews(`agent ${person}`, agent)) continue;
      const agents = byTeam.get(member.team) ?? [];
      agents.push(agent);
      byTeam.set(member.team, agents);
    }
    const queues = [...this.#changedQueues].map((queue) => presentQueue(floor, queue, moment)).filter((queue) => this.#isNews(`queue ${queue.queue}`, queue));
    this.#changedPeople.clear();
    this.#changedQueues.clear();
    for (const [stream, teams] of this.#open) {
      const agents = teams.flatMap((team) => byTeam.get(team) ?? []);
      if (agents.length + queues.length === 0 && up === this.#phonesUp) continue;
      send(stream, eventText('board-change', { serverNow: moment.now, phonesUp: up, agents, gone: [], queues }));
    }
    this.#phonesUp = up;
  }
}
