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
import { tiesOf, type NamedTie } from './queries.ts';
import type { Store } from '../../platform/store/index.ts';

export interface CircleParts {
  readonly bus: Bus<ServerEvents>;
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: { readonly policy: Policy };
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly live: Pick<LiveHub, 'isOpen' | 'pushToTopic'>;
  readonly log: Logger;
  readonly store: Store;
}

type Own = Authorized<PersonId, 'own-circle'>;

/** An agent whose browser shows their circle, and gets its changes for some minutes. */
interface Viewer {
  readonly ties: readonly NamedTie[];
  readonly members: ReadonlySet<PersonId>;
  readonly untilAt: number;
  /** The last view that was pushed, as text. */
  pushed: string;
}

const viewerForMs = 5 * 60_000;

/**
 * Tells who is free for a talk, and keeps talk requests. Those are in memory only, so that nothing records who talked with whom.
 * Ties are in the store.
 */
export class Circles {
  readonly #parts: CircleParts;
  readonly #viewers = new Map<PersonId, Viewer>();
  #words: TalkRequests = new Map();

  constructor(parts: CircleParts) {
    this.#parts = parts;
  }

  /** The circle as it is now. Its changes are pushed to the agent's panel for some minutes afterwards. */
  async view(own: Own): Promise<CircleView> {
    this.settle();
    return this.#view(own.resource);
  }

  async createTalkRequest(own: Own, person: PersonId, place: MeetingPlace): Promise<Result> {
    const me = own.resource;
    const { members } = circleOf(me, await tiesOf(this.#parts.store.db, this.#parts.centre, me));
    if (!members.includes(person)) return refused('not-found');
    this.settle();
    if (!this.#isFree(person)) return refused('no-longer-possible');
    const before = this.#words.get(me)?.asked;
    const word = asId<TalkRequestId>(randomUUID());
    this.#words = requestTalk(this.#words, { word, asker: me, asked: person, place }, this.#parts.clock.now());
    await this.refresh(me, person, ...(before ? [before] : []));
    return done();
  }

  async answerWord(own: Own, word: TalkRequestId, answer: 'yes' | 'not-now'): Promise<Result> {
    this.settle();
    const asker = [...this.#words.values()].find((known) => known.word === word)?.asker;
    const answered = answerTalkRequest(this.#words, word, own.resource, answer, this.#parts.clock.now());
    if (answered.kind !== 'answered') return refused(answered.kind);
    this.#words = answered.requests;
    await this.refresh(own.resource, ...(asker ? [asker] : []));
    return done();
  }

  async takeBackWord(own: Own, word: TalkRequestId): Promise<void> {
    const asked = this.#words.get(own.resource)?.asked;
    this.#words = withdrawTalkRequest(this.#words, word, own.resource);
    await this.refresh(own.resource, ...(asked ? [asked] : []));
  }

  /** Pushes the circles of these people, whose ties or talk requests have changed, to the panels they have open. */
  async refresh(...people: PersonId[]): Promise<void> {
    for (const person of people) if (this.#parts.live.isOpen('panel', person)) this.#push(person, await this.#view(person));
  }

  onFloorChanged({ people, lines }: FloorChanged): void {
    if (this.#words.size === 0 && this.#viewers.size === 0) return;
    this.settle();
    const floor = this.#parts.runtime.floor;
    const touched = new Set(people);
    for (const line of lines) {
      const person = floor.people.get(line);
      if (person !== undefined) touched.add(person);
    }
    const now = this.#parts.clock.now();
    for (const [me, { ties, members, untilAt }] of this.#viewers) {
      if (untilAt < now) this.#viewers.delete(me);
      else if ([...touched].some((person) => members.has(person))) this.#push(me, this.#present(me, ties));
    }
  }

  onPanelClosed(person: PersonId): void {
    this.#viewers.delete(person);
    const word = this.#words.get(person);
    if (word?.state === 'asked') {
      this.#words = withdrawTalkRequest(this.#words, word.word, person);
      this.#refreshLater(word.asked);
    }
    this.settle();
  }

  onPeopleChanged(): void {
    this.#refreshLater(...this.#viewers.keys());
  }

  /** Closes talk requests that have expired, or whose two people are no longer both free. */
  settle(): void {
    const before = this.#words;
    if (before.size === 0) return;
    this.#words = closeTalkRequests(before, (person) => this.#isFree(person), this.#parts.clock.now());
    for (const [asker, word] of before) {
      if (this.#words.get(asker) !== word) this.#refreshLater(asker, word.asked);
    }
  }

  #isFree(person: PersonId): boolean {
    const { live, config, clock } = this.#parts;
    const floor = this.#parts.runtime.floor;
    const line = lineInFocus(floor, person);
    if (line === undefined || floor.recoveries.has(person) || !live.isOpen('panel', person)) return false;
    return lineState(floor, config.policy, line, clock.now())?.kind === 'available';
  }

  async #view(me: PersonId): Promise<CircleView> {
    const { store, centre, clock, live } = this.#parts;
    const ties = await tiesOf(store.db, centre, me);
    if (live.isOpen('panel', me)) {
      const members = new Set(circleOf(me, ties).members);
      const pushed = this.#viewers.get(me)?.pushed ?? '';
      this.#viewers.set(me, { ties, members, untilAt: clock.now() + viewerForMs, pushed });
    }
    return this.#present(me, ties);
  }

  #present(me: PersonId, ties: readonly NamedTie[]): CircleView {
    return toCircleView(me, ties, { now: this.#parts.clock.now(), words: this.#words, isFree: (person) => this.#isFree(person) });
  }

  /** Skips a view that has been pushed before: most events on a floor don't change who is free. */
  #push(me: PersonId, view: CircleView): void {
    const viewer = this.#viewers.get(me);
    const text = JSON.stringify({ ...view, serverNow: 0 });
    if (!viewer || viewer.pushed === text) return;
    viewer.pushed = text;
    this.#parts.live.pushToTopic('panel', me, 'circle', view);
  }

  #refreshLater(...people: PersonId[]): void {
    this.refresh(...people).catch((error: unknown) => this.#parts.log.warn({ err: error }, 'a circle could not be read'));
  }
}
