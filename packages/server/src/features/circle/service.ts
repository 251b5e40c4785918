import { randomUUID } from 'node:crypto';
import type { CircleView } from '@onhook/contract';
import { answerTalkRequest, requestTalk, circleOf, closeTalkRequests, withdrawTalkRequest, type TalkRequestAnswered, type MeetingPlace, type TalkRequests } from '@onhook/core/circle';
import { asId, type CentreId, type PersonId, type TalkRequestId } from '@onhook/core/ids';
import type { FloorState, Policy } from '@onhook/core/floor';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { Changes } from '../../centre/runtime.ts';
import type { LiveHub } from '../../platform/live/hub.ts';
import type { Authorized } from '../../platform/access/index.ts';
import { presentCircle } from './views.ts';
import { lineState } from '../recovery/views.ts';
import { tiesOf, type NamedTie } from './queries.ts';
import type { Store } from '../../platform/store/index.ts';

interface Parts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly store: Store;
  readonly live: LiveHub;
  readonly floor: () => FloorState;
  readonly log: Logger;
}

type Own = Authorized<PersonId, 'own-circle'>;

/** Somebody who has their circle before them. */
interface Looking {
  readonly ties: readonly NamedTie[];
  readonly members: ReadonlySet<PersonId>;
  readonly untilAt: number;
  told: string;
}

const lookingForMs = 5 * 60_000;
const settleEveryMs = 1000;

/**
 * Who is free for a word, and who asks whom for one. Words live here in memory and nowhere else: who talked with whom is
 * not on record. Ties are in the store.
 */
export class Circles {
  readonly #parts: Parts;
  readonly #looking = new Map<PersonId, Looking>();
  #words: TalkRequests = new Map();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads it, and goes on telling for some minutes when it changes. */
  async look(own: Own): Promise<CircleView> {
    this.#settle();
    return this.#look(own.thing);
  }

  async askForWord(own: Own, person: PersonId, place: MeetingPlace): Promise<{ readonly kind: 'asked' | 'not-found' | 'no-longer-possible' }> {
    const me = own.thing;
    const { members } = circleOf(me, await tiesOf(this.#parts.store.db, this.#parts.centre, me));
    if (!members.includes(person)) return { kind: 'not-found' };
    this.#settle();
    if (!this.#isFree(person)) return { kind: 'no-longer-possible' };
    const before = this.#words.get(me)?.asked;
    const word = asId<TalkRequestId>(randomUUID());
    this.#words = requestTalk(this.#words, { word, asker: me, asked: person, place }, this.#parts.clock.now());
    this.#timer ??= setInterval(() => this.#settle(), settleEveryMs).unref();
    await this.refresh(me, person, ...(before ? [before] : []));
    return { kind: 'asked' };
  }

  async answerWord(own: Own, word: TalkRequestId, answer: 'yes' | 'not-now'): Promise<TalkRequestAnswered['kind']> {
    this.#settle();
    const asker = [...this.#words.values()].find((known) => known.word === word)?.asker;
    const answered = answerTalkRequest(this.#words, word, own.thing, answer, this.#parts.clock.now());
    if (answered.kind !== 'answered') return answered.kind;
    this.#words = answered.requests;
    await this.refresh(own.thing, ...(asker ? [asker] : []));
    return 'answered';
  }

  async takeBackWord(own: Own, word: TalkRequestId): Promise<void> {
    const asked = this.#words.get(own.thing)?.asked;
    this.#words = withdrawTalkRequest(this.#words, word, own.thing);
    await this.refresh(own.thing, ...(asked ? [asked] : []));
  }

  /** Their ties or words have changed: tells those who have a panel open. */
  async refresh(...people: PersonId[]): Promise<void> {
    for (const person of people) if (this.#parts.live.isOpen(person)) this.#tell(person, await this.#look(person));
  }

  floorChanged({ people, lines }: Changes): void {
    if (this.#words.size === 0 && this.#looking.size === 0) return;
    this.#settle();
    const floor = this.#parts.floor();
    const touched = new Set(people);
    for (const line of lines) {
      const person = floor.people.get(line);
      if (person !== undefined) touched.add(person);
    }
    const now = this.#parts.clock.now();
    for (const [me, { ties, members, untilAt }] of this.#looking) {
      if (untilAt < now) this.#looking.delete(me);
      else if ([...touched].some((person) => members.has(person))) this.#tell(me, this.#present(me, ties));
    }
  }

  panelClosed(person: PersonId): void {
    this.#looking.delete(person);
    const word = this.#words.get(person);
    if (word?.state === 'asked') {
      this.#words = withdrawTalkRequest(this.#words, word.word, person);
      this.#refreshLater(word.asked);
    }
    this.#settle();
  }

  peopleChanged(): void {
    this.#refreshLater(...this.#looking.keys());
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  #isFree(person: PersonId): boolean {
    const { live, policy, clock } = this.#parts;
    const floor = this.#parts.floor();
    const line = floor.lines.get(person);
    if (line === undefined || floor.recoveries.has(person) || !live.isOpen(person)) return false;
    return lineState(floor, policy, line, clock.now())?.kind === 'available';
  }

  #settle(): void {
    const before = this.#words;
    if (before.size === 0) return;
    this.#words = closeTalkRequests(before, (person) => this.#isFree(person), this.#parts.clock.now());
    if (this.#words.size === 0 && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    for (const [asker, word] of before) {
      if (this.#words.get(asker) !== word) this.#refreshLater(asker, word.asked);
    }
  }

  async #look(me: PersonId): Promise<CircleView> {
    const { store, centre, clock, live } = this.#parts;
    const ties = await tiesOf(store.db, centre, me);
    if (live.isOpen(me)) {
      const members = new Set(circleOf(me, ties).members);
      const told = this.#looking.get(me)?.told ?? '';
      this.#looking.set(me, { ties, members, untilAt: clock.now() + lookingForMs, told });
    }
    return this.#present(me, ties);
  }

  #present(me: PersonId, ties: readonly NamedTie[]): CircleView {
    return presentCircle(me, ties, { now: this.#parts.clock.now(), words: this.#words, isFree: (person) => this.#isFree(person) });
  }

  /** Says nothing twice: a floor has many events that change nobody's freedom. */
  #tell(me: PersonId, view: CircleView): void {
    const looking = this.#looking.get(me);
    const text = JSON.stringify({ ...view, serverNow: 0 });
    if (!looking || looking.told === text) return;
    looking.told = text;
    this.#parts.live.tell(me, 'circle', view);
  }

  #refreshLater(...people: PersonId[]): void {
    this.refresh(...people).catch((error: unknown) => this.#parts.log.warn({ err: error }, 'a circle could not be read'));
  }
}
