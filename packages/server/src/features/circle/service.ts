import { randomUUID } from 'node:crypto';
import type { CircleView } from '@onhook/contract';
import { answerTalkRequest, circleOf, closeTalkRequests, requestTalk, withdrawTalkRequest, type MeetingPlace, type TalkRequests } from '@onhook/core/circle';
import { asId, type CentreId, type PersonId, type TalkRequestId } from '@onhook/core/ids';
import { lineInFocus, type Policy } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { CentreRuntime } from '../../centre/runtime.ts';
import type { Bus, FloorChanged, ServerEvents } from '../../platform/bus/index.ts';
import type { LiveHub } from '../../platform/live/hub.ts';
import type { Authorized } from '../../platform/access/index.ts';
import { done, refused, type Result } from '../../platform/result.ts';
import { toCircleView } from './views.ts';
import { lineState } from '../recovery/index.ts';
import { circleLinksOf, type NamedCircleLink } from './queries.ts';
import type { Store } from '../../platform/store/index.ts';

export interface CircleServiceDeps {
  readonly bus: Bus<ServerEvents>;
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly live: Pick<LiveHub, 'isOpen' | 'pushToTopic'>;
  readonly log: Logger;
  readonly store: Store;
}

type OwnCircle = Authorized<PersonId, 'own-circle'>;

/** An agent whose panel showed their circle within the last minutes, and gets its changes. */
interface Viewer {
  readonly links: readonly NamedCircleLink[];
  readonly members: ReadonlySet<PersonId>;
  readonly untilAt: number;
  /** The last pushed view, as JSON. */
  pushed: string;
}

const viewerMs = 5 * 60_000;

/**
 * Presents who is free for a talk, and runs talk requests. Talk requests are in memory only, so that no record shows who talked with
 * whom. Circle links are in the database.
 */
export class Circles {
  readonly #deps: CircleServiceDeps;
  readonly #viewers = new Map<PersonId, Viewer>();
  #talkRequests: TalkRequests = new Map();

  constructor(deps: CircleServiceDeps) {
    this.#deps = deps;
  }

  /** Presents the circle as it is now. For some minutes afterwards its changes are pushed to the agent's panel. */
  async view(own: OwnCircle): Promise<CircleView> {
    this.closeTalkRequests();
    return this.#view(own.resource);
  }

  async createTalkRequest(own: OwnCircle, person: PersonId, place: MeetingPlace): Promise<Result> {
    const me = own.resource;
    const { members } = circleOf(me, await circleLinksOf(this.#deps.store.db, this.#deps.centre, me));
    if (!members.includes(person)) return refused('not-found');
    this.closeTalkRequests();
    if (!this.#isFree(person)) return refused('no-longer-possible');
    const previous = this.#talkRequests.get(me)?.asked;
    const word = asId<TalkRequestId>(randomUUID());
    this.#talkRequests = requestTalk(this.#talkRequests, { word, asker: me, asked: person, place }, this.#deps.clock.now());
    await this.refresh(me, person, ...(previous ? [previous] : []));
    return done();
  }

  async answerTalkRequest(own: OwnCircle, word: TalkRequestId, answer: 'yes' | 'not-now'): Promise<Result> {
    this.closeTalkRequests();
    const asker = [...this.#talkRequests.values()].find((request) => request.word === word)?.asker;
    const answered = answerTalkRequest(this.#talkRequests, word, own.resource, answer, this.#deps.clock.now());
    if (answered.kind !== 'answered') return refused(answered.kind);
    this.#talkRequests = answered.requests;
    await this.refresh(own.resource, ...(asker ? [asker] : []));
    return done();
  }

  async withdrawTalkRequest(own: OwnCircle, word: TalkRequestId): Promise<void> {
    const asked = this.#talkRequests.get(own.resource)?.asked;
    this.#talkRequests = withdrawTalkRequest(this.#talkRequests, word, own.resource);
    await this.refresh(own.resource, ...(asked ? [asked] : []));
  }

  /** Pushes their circle to those of these people who have a panel open. */
  async refresh(...people: PersonId[]): Promise<void> {
    for (const person of people) if (this.#deps.live.isOpen('panel', person)) this.#push(person, await this.#view(person));
  }

  onFloorChanged({ people, lines }: FloorChanged): void {
    if (this.#talkRequests.size === 0 && this.#viewers.size === 0) return;
    this.closeTalkRequests();
    const floor = this.#deps.runtime.floor;
    const changedPeople = new Set(people);
    for (const line of lines) {
      const person = floor.people.get(line);
      if (person !== undefined) changedPeople.add(person);
    }
    const now = this.#deps.clock.now();
    for (const [me, { links, members, untilAt }] of this.#viewers) {
      if (untilAt < now) this.#viewers.delete(me);
      else if ([...changedPeople].some((person) => members.has(person))) this.#push(me, this.#present(me, links));
    }
  }

  onPanelClosed(person: PersonId): void {
    this.#viewers.delete(person);
    const request = this.#talkRequests.get(person);
    if (request?.state === 'asked') {
      this.#talkRequests = withdrawTalkRequest(this.#talkRequests, request.word, person);
      this.#refreshLater(request.asked);
    }
    this.closeTalkRequests();
  }

  onPeopleChanged(): void {
    this.#refreshLater(...this.#viewers.keys());
  }

  /** Closes talk requests that have expired, and those in which one of the two people is no longer free. */
  closeTalkRequests(): void {
    const before = this.#talkRequests;
    if (before.size === 0) return;
    this.#talkRequests = closeTalkRequests(before, (person) => this.#isFree(person), this.#deps.clock.now());
    for (const [asker, request] of before) {
      if (this.#talkRequests.get(asker) !== request) this.#refreshLater(asker, request.asked);
    }
  }

  #isFree(person: PersonId): boolean {
    const { live, config, clock } = this.#deps;
    const floor = this.#deps.runtime.floor;
    const line = lineInFocus(floor, person);
    if (line === undefined || floor.recoveries.has(person) || !live.isOpen('panel', person)) return false;
    return lineState(floor, config.policy, line, clock.now())?.kind === 'available';
  }

  async #view(me: PersonId): Promise<CircleView> {
    const { store, centre, clock, live } = this.#deps;
    const links = await circleLinksOf(store.db, centre, me);
    if (live.isOpen('panel', me)) {
      const members = new Set(circleOf(me, links).members);
      const pushed = this.#viewers.get(me)?.pushed ?? '';
      this.#viewers.set(me, { links, members, untilAt: clock.now() + viewerMs, pushed });
    }
    return this.#present(me, links);
  }

  #present(me: PersonId, links: readonly NamedCircleLink[]): CircleView {
    return toCircleView(me, links, { now: this.#deps.clock.now(), talkRequests: this.#talkRequests, isFree: (person) => this.#isFree(person) });
  }

  /** Pushes a view unless it equals the last one: most events of the floor do not change who is free. */
  #push(me: PersonId, view: CircleView): void {
    const viewer = this.#viewers.get(me);
    const text = JSON.stringify({ ...view, serverNow: 0 });
    if (!viewer || viewer.pushed === text) return;
    viewer.pushed = text;
    this.#deps.live.pushToTopic('panel', me, 'circle', view);
  }

  #refreshLater(...people: PersonId[]): void {
    this.refresh(...people).catch((error: unknown) => this.#deps.log.warn({ err: error }, 'a circle could not be pushed'));
  }
}
