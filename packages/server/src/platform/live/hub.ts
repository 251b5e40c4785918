import type { ServerResponse } from 'node:http';
import type { BoardChange, LiveMessages } from '@onhook/contract';
import type { LineId, PersonId, QueueName, TeamId } from '@onhook/core/ids';
import type { FloorState, Policy } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import type { Changes } from '../../centre/runtime.ts';
import type { Authorized } from '../access/index.ts';
import { phonesUp, presentAgent, presentBoard, presentQueue, type TeamMember } from '../../features/board/views.ts';
import { presentPanel } from '../../features/recovery/views.ts';

export interface Team {
  readonly team: TeamId;
  readonly name: string;
  readonly members: readonly TeamMember[];
}

export interface HubParts {
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly policy: Policy;
  readonly floor: () => FloorState;
  /** A panel has been opened by somebody who had none open. */
  panelOpened?(person: PersonId): void;
  /** The last panel of this person has been closed, or its connection was lost. */
  panelClosed?(person: PersonId): void;
}

type Stream = Pick<ServerResponse, 'write' | 'end' | 'writableNeedDrain' | 'destroy'>;

const boardEveryMs = 500;

const frame = <Name extends keyof LiveMessages>(name: Name, data: LiveMessages[Name]): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Pushes to browsers what they may see, when it has changed: panels at once, boards at most twice a second. */
export class LiveHub {
  readonly #parts: HubParts;
  readonly #panels = new Map<PersonId, { readonly name: string; readonly streams: Set<Stream> }>();
  readonly #boards = new Map<Stream, readonly TeamId[]>();
  readonly #listening = new Map<PersonId, Set<Stream>>();
  #teams = new Map<TeamId, Team>();
  #teamOf = new Map<PersonId, TeamMember>();
  readonly #changedPeople = new Set<PersonId>();
  readonly #changedQueues = new Set<QueueName>();
  #boardTimer: NodeJS.Timeout | null = null;
  #phonesUp = false;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  /**
   * Boards are closed, and opened anew by their browsers, when who is in which team or who leads may have changed; panels
   * when their person is no agent any more.
   */
  setPeople(teams: readonly Team[], agents: ReadonlySet<PersonId>, leadsMayHaveChanged: boolean): void {
    for (const [person, { streams }] of this.#panels) {
      if (!agents.has(person)) for (const stream of streams) stream.end();
    }
    const isSame = JSON.stringify(teams) === JSON.stringify([...this.#teams.values()]);
    if (leadsMayHaveChanged || !isSame) for (const stream of this.#boards.keys()) stream.end();
    this.#teams = new Map(teams.map((team) => [team.team, team]));
    this.#teamOf = new Map(teams.flatMap((team) => team.members.map((member) => [member.person, member] as const)));
  }

  get streams(): number {
    let count = this.#boards.size;
    for (const panel of this.#panels.values()) count += panel.streams.size;
    return count;
  }

  /** Whatever this person has before them on this stream, they are told what is for them. */
  listens(person: PersonId, stream: Stream): void {
    this.#listening.set(person, (this.#listening.get(person) ?? new Set()).add(stream));
  }

  isListening(person: PersonId): boolean {
    return this.#listening.has(person);
  }

  /** Pushes to every stream of this person, panel or page. */
  say<Name extends keyof LiveMessages>(person: PersonId, name: Name, data: LiveMessages[Name]): void {
    const text = frame(name, data);
    for (const stream of this.#listening.get(person) ?? []) send(stream, text);
  }

  openPanel(own: Authorized<PersonId, 'own-panel'>, name: string, stream: Stream): void {
    const person = own.thing;
    const known = this.#panels.get(person);
    if (known) known.streams.add(stream);
    else this.#panels.set(person, { name, streams: new Set([stream]) });
    stream.write(this.#panelFrame(person, name));
    if (!known) this.#parts.panelOpened?.(person);
  }

  openBoard(lead: Authorized<readonly TeamId[], 'lead'>, stream: Stream): void {
    this.#boards.set(stream, lead.thing);
    stream.write(frame('board', this.board(lead)));
  }

  closed(person: PersonId, stream: Stream): void {
    this.#boards.delete(stream);
    const streams = this.#listening.get(person);
    streams?.delete(stream);
    if (streams?.size === 0) this.#listening.delete(person);
    const panel = this.#panels.get(person);
    if (!panel?.streams.delete(stream) || panel.streams.size > 0) return;
    this.#panels.delete(person);
    this.#parts.panelClosed?.(person);
  }

  isOpen(person: PersonId): boolean {
    return this.#panels.has(person);
  }

  /** Pushes to every panel that this person has open. */
  tell<Name extends keyof LiveMessages>(person: PersonId, name: Name, data: LiveMessages[Name]): void {
    const text = frame(name, data);
    for (const stream of this.#panels.get(person)?.streams ?? []) send(stream, text);
  }

  /** Ends every stream of one person: their session is over. */
  signedOut(stream: Stream & Pick<ServerResponse, 'writableEnded'>): void {
    if (stream.writableEnded) return;
    stream.write(frame('signed-out', {}));
    stream.end();
  }

  board(lead: Authorized<readonly TeamId[], 'lead'>) {
    const teams = lead.thing.flatMap((id) => this.#teams.get(id) ?? []);
    return presentBoard(this.#parts.floor(), teams, this.#place());
  }

  panel(own: Authorized<PersonId, 'own-panel'>, name: string) {
    return presentPanel(this.#parts.floor(), { person: own.thing, name }, this.#place());
  }

  publish(touched: Changes): void {
    for (const person of touched.people) {
      const panel = this.#panels.get(person);
      if (panel) {
        const text = this.#panelFrame(person, panel.name);
        for (const stream of panel.streams) send(stream, text);
      }
      this.#changedPeople.add(person);
    }
    const floor = this.#parts.floor();
    for (const line of touched.lines) this.#noteLine(floor, line);
    for (const queue of touched.queues) this.#changedQueues.add(queue);
    if (this.#boards.size === 0) {
      this.#changedPeople.clear();
      this.#changedQueues.clear();
    } else this.#boardTimer ??= setTimeout(() => this.#pushBoards(), boardEveryMs);
  }

  stop(): void {
    if (this.#boardTimer) clearTimeout(this.#boardTimer);
    for (const { streams } of this.#panels.values()) for (const stream of streams) stream.end();
    for (const stream of this.#boards.keys()) stream.end();
  }

  #noteLine(floor: FloorState, line: LineId): void {
    const person = floor.people.get(line);
    if (person !== undefined) this.#changedPeople.add(person);
  }

  #place() {
    const now = this.#parts.clock.now();
    return { now, dayStartAt: this.#parts.day.dayStartOf(now), policy: this.#parts.policy };
  }

  #panelFrame(person: PersonId, name: string): string {
    return frame('panel', presentPanel(this.#parts.floor(), { person, name }, this.#place()));
  }

  #pushBoards(): void {
    this.#boardTimer = null;
    const floor = this.#parts.floor();
    const place = this.#place();
    const up = phonesUp(floor);
    const byTeam = new Map<TeamId, BoardChange['agents']>();
    for (const person of this.#changedPeople) {
      const member = this.#teamOf.get(person);
      if (!member) continue;
      const agents = byTeam.get(member.team) ?? [];
      agents.push({ ...presentAgent(floor, member, place), team: member.team });
      byTeam.set(member.team, agents);
    }
    const queues = [...this.#changedQueues].map((queue) => presentQueue(floor, queue, place));
    this.#changedPeople.clear();
    this.#changedQueues.clear();
    for (const [stream, teams] of this.#boards) {
      const agents = teams.flatMap((team) => byTeam.get(team) ?? []);
      if (agents.length + queues.length === 0 && up === this.#phonesUp) continue;
      send(stream, frame('board-change', { serverNow: place.now, phonesUp: up, agents, gone: [], queues }));
    }
    this.#phonesUp = up;
  }
}

/** A reader that has stopped reading is let go of; it gets the whole picture when it comes back. */
const send = (stream: Stream, text: string): void => {
  if (stream.writableNeedDrain) stream.destroy();
  else stream.write(text);
};
