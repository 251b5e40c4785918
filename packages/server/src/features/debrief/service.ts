import type { DebriefView, Given } from '@onhook/contract';
import { circleOf } from '@onhook/core/circle';
import * as debrief from '@onhook/core/debrief';
import { asId, type GiftId, type PersonId, type RequestId, type ShareId, type TeamId } from '@onhook/core/ids';
import type { LiveHub } from '../../platform/live/hub.ts';
import type { Authorized, OnRecord } from '../../platform/access/index.ts';
import { peopleIn, presentDebrief } from './views.ts';
import {
  addNote,
  addRequest,
  answersTo,
  dueRequests,
  findGift,
  findRequest,
  giftsOf,
  holdRequest,
  keepRequest,
  notesOf,
  requestOfNote,
  requestsOf,
  setFollowUpAt,
  unansweredSince,
  type DebriefRequestRow,
} from './queries.ts';
import { endShare, findShare } from '../vault/index.ts';
import { findPerson, leadsOf, namesOf, standingInNow, teamsLedBy, teamsStoodInFor } from '../../platform/organisation/index.ts';
import { tiesOf } from '../circle/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { type GiftParts, Gifts } from './gifts.ts';

interface Parts extends GiftParts {
  readonly policy: debrief.DebriefPolicy;
  readonly live: LiveHub;
}

export type Outcome = 'done' | 'not-found' | 'no-longer-possible';
/** Who gives time, and the teams they lead just now. */
export type Giver = OnRecord<{ readonly person: PersonId; readonly leads: readonly TeamId[] }, 'lead'>;
type Mine = Authorized<PersonId, 'own-requests'>;
type AskedOfMe = Authorized<PersonId, 'asked-of-me'>;

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
const shownForMs = 7 * dayMs;
const mostOpen = 5;
const lookEveryMs = 2000;
/** How long space that is given by itself waits for a line to hold. */
const tryForMs = 10 * 60_000;

/**
 * What agents ask of leads and colleagues: kept, told live to those it is about, and handed on when its time is up.
 */
export class Debriefs {
  readonly #parts: Parts;
  readonly #gifts: Gifts;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#gifts = new Gifts(parts);
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.#parts.log.warn({ err: error }, 'requests could not be handed on'));
    }, lookEveryMs).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  look({ thing: me }: Authorized<PersonId, 'own-debrief'>): Promise<DebriefView> {
    return this.#look(me);
  }

  async ask({ thing: asker }: Mine, wanted: Omit<debrief.NewRequest, 'asker'>, share: ShareId | null): Promise<Outcome> {
    const { store, centre, policy, clock } = this.#parts;
    const now = clock.now();
    const around = await this.#around(asker, wanted.reach);
    if (!around) return 'not-found';
    if (wanted.reach.kind !== 'lead' && wanted.wish.kind === 'space') return 'not-found';
    const known = await findRequest(store.db, centre, wanted.request);
    if (known) return known.asker === asker ? 'done' : 'no-longer-possible';
    const open = (await requestsOf(store.db, centre, asker, now)).filter((row) => row.asker === asker && row.state === 'asked');
    if (open.length >= mostOpen) return 'no-longer-possible';
    const request = debrief.createRequest({ ...wanted, asker }, around, policy, now);
    if (!(await addRequest(store.db, centre, request, share))) {
      // The same, sent again before its first was answered.
      return (await findRequest(store.db, centre, wanted.request))?.asker === asker ? 'done' : 'no-longer-possible';
    }
    await this.#closed(request);
    return 'done';
  }

  takeBack({ thing: asker }: Mine, request: RequestId): Promise<Outcome> {
    return this.#change(request, async (row, trx, now) => {
      if (row.asker !== asker) return 'not-found';
      if (row.state === 'answered') return 'no-longer-possible';
      if (row.share !== null) await endShare(trx, this.#parts.centre, asker, row.share, now);
      return debrief.takeBackRequest(row.body, now);
    });
  }

  see({ thing: me }: AskedOfMe, request: RequestId): Promise<Outcome> {
    return this.#change(request, async (row, _trx, now) => {
      return isAsked(row, me) ? debrief.markSeen(row.body, me, now) : 'not-found';
    });
  }

  async answer({ thing: me }: AskedOfMe, request: RequestId, answer: debrief.RequestAnswer | { readonly kind: 'cannot' }): Promise<Outcome> {
    const { policy } = this.#parts;
    const around = await this.#aroundOf(request);
    return this.#change(request, async (row, _trx, now) => {
      if (!isAsked(row, me)) return 'not-found';
      if (answer.kind === 'cannot') {
        if (row.state !== 'asked') return 'no-longer-possible';
        return debrief.escalate(row.body, me, around, policy, now);
      }
      const answered = debrief.answerRequest(row.body, me, answer, now);
      return answered.kind === 'answered' ? answered.request : answered.kind;
    });
  }

  followUp({ thing: me }: Authorized<PersonId, 'own-debrief'>, request: RequestId, at: number | null): Promise<Outcome> {
    const { centre } = this.#parts;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return 'not-found';
      if (!debrief.participants(row.body)?.includes(me)) return 'no-longer-possible';
      await setFollowUpAt(trx, centre, request, at);
      return row.body;
    });
  }

  /** What one of the two has sealed for the other; a share of anything else, or of anybody else's, is not there. */
  note({ thing: me }: Authorized<PersonId, 'own-debrief'>, request: RequestId, share: ShareId): Promise<Outcome> {
    const { centre } = this.#parts;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return 'not-found';
      const two = debrief.participants(row.body);
      if (!two?.includes(me)) return 'no-longer-possible';
      const sealed = await findShare(trx, centre, share);
      const isForOther = sealed?.sender === me && sealed.recipient !== me && two.includes(sealed.recipient);
      if (!isForOther || sealed.purpose !== 'debrief-note' || sealed.sealed === null) return 'not-found';
      const notes = await notesOf(trx, centre, [request]);
      if (notes.some((one) => one.share === share)) return row.body;
      if (notes.length >= debrief.maxNotes || (await requestOfNote(trx, centre, share)) !== undefined) return 'no-longer-possible';
      await addNote(trx, centre, request, share);
      return row.body;
    });
  }

  async takeBackNote({ thing: me }: Authorized<PersonId, 'own-debrief'>, share: ShareId): Promise<Outcome> {
    const { store, centre } = this.#parts;
    const request = await requestOfNote(store.db, centre, share);
    if (request === undefined) return 'not-found';
    return this.#change(request, async (row, trx, now) => ((await endShare(trx, centre, me, share, now)) ? row.body : 'not-found'));
  }

  /** @param record writes it down for who is given it, in the same transaction */
  async give({ thing: { person: me, leads } }: Giver, id: RequestId, gift: GiftId, what: Given, record: (about: PersonId, trx: Db) => Promise<void>): Promise<Outcome> {
    const { store, centre } = this.#parts;
    const row = await findRequest(store.db, centre, id);
    if (!row || !isAsked(row, me) || !(await this.#mayGive(leads, row))) return 'not-found';
    const known = await findGift(store.db, centre, gift);
    if (known) return known.given_by === me && known.request === id ? 'done' : 'no-longer-possible';
    if (!debrief.mayGiveFor(row.body, me)) return 'no-longer-possible';
    if (!(await this.#gifts.give(row.body, { gift, what, by: me }, (trx) => record(row.asker, trx)))) return 'no-longer-possible';
    await this.#tell(row.body);
    if (what.kind === 'off-queue') await this.#gifts.settleQueues();
    return 'done';
  }

  async takeBackGift({ thing: { person: me } }: Giver, id: GiftId, record: (about: PersonId, trx: Db) => Promise<void>): Promise<Outcome> {
    const { store, centre } = this.#parts;
    const gift = await findGift(store.db, centre, id);
    if (!gift || gift.given_by !== me) return 'not-found';
    if (gift.taken_back_at !== null) return 'done';
    if (!(await this.#gifts.takeBack(gift, (trx) => record(gift.person, trx)))) return 'no-longer-possible';
    if (gift.off_queue) await this.#gifts.settleQueues();
    const row = await findRequest(store.db, centre, gift.request);
    if (row) await this.#tell(row.body);
    return 'done';
  }

  /** Hands on what has waited its time. */
  async sweep(): Promise<void> {
    const { store, centre, clock, runtime, policy } = this.#parts;
    if (runtime.status !== 'running') return;
    await this.#gifts.settleQueues();
    for (const request of await dueRequests(store.db, centre, clock.now())) {
      const around = await this.#aroundOf(request);
      await this.#change(request, async (row, _trx, now) => debrief.escalate(row.body, null, around, policy, now));
    }
    // What stopped, or could not be done, between the one and the other.
    for (const { body } of await unansweredSince(store.db, centre, clock.now() - tryForMs)) await this.#giveByItself(body);
  }

  async #look(me: PersonId): Promise<DebriefView> {
    const { store, centre, clock } = this.#parts;
    const now = clock.now();
    const rows = await requestsOf(store.db, centre, me, now - shownForMs);
    const gifts = await giftsOf(store.db, centre, rows.map(({ request }) => request));
    const names = await namesOf(store.db, centre, peopleIn(rows, gifts));
    const notes = await notesOf(store.db, centre, rows.map(({ request }) => request));
    const answers = await answersTo(store.db, centre, rows.flatMap(({ share }) => share ?? []));
    const leads = await leadsOf(store.db, centre, me);
    const away = new Set((await standingInNow(store.db, centre, now)).map(({ lead }) => lead));
    const ties = await tiesOf(store.db, centre, me);
    const { members } = circleOf(me, ties);
    const circleNames = await namesOf(store.db, centre, members);
    const led = new Set([...(await teamsLedBy(store.db, centre, me)), ...(await teamsStoodInFor(store.db, centre, me, now))]);
    const askers = new Map<PersonId, TeamId | null>();
    for (const { asker } of rows) askers.set(asker, (await findPerson(store.db, centre, asker))?.team ?? null);
    return presentDebrief(
      rows,
      {
        leads: leads.map((lead) => ({ ...lead, away: away.has(lead.person) })),
        circle: members.map((person) => ({ person, name: circleNames.get(person) ?? '' })),
      },
      {
        now,
        me,
        names,
        gifts,
        answers,
        notes,
        queuesOf: (asker) => this.#gifts.queuesOf(asker),
        mayGive: (asker) => {
          const team = askers.get(asker);
          return team != null && led.has(team);
        },
      },
    );
  }

  /** Null: this cannot be asked of them. */
  async #around(asker: PersonId, reach: debrief.Audience): Promise<debrief.Candidates | null> {
    const { store, centre, clock } = this.#parts;
    const { members } = circleOf(asker, await tiesOf(store.db, centre, asker));
    if (reach.kind === 'circle') return { ...nobody, circle: members };
    if (reach.kind === 'colleague') return members.includes(reach.person) ? nobody : null;
    const leads = (await leadsOf(store.db, centre, asker)).map(({ person }) => person);
    if (!leads.includes(reach.person)) return null;
    const standing = await standingInNow(store.db, centre, clock.now());
    const standInsOf = (of: readonly PersonId[]): PersonId[] => standing.filter(({ lead }) => of.includes(lead)).map(({ person }) => person);
    const others = leads.filter((person) => person !== reach.person);
    return { circle: [], standIns: standInsOf([reach.person]), otherLeads: [...others, ...standInsOf(others)] };
  }

  /** Looked up before anything is held: an embedded database has one connection, and a transaction has it. */
  async #aroundOf(id: RequestId): Promise<debrief.Candidates> {
    const row = await findRequest(this.#parts.store.db, this.#parts.centre, id);
    return (row && (await this.#around(row.asker, row.body.reach))) ?? nobody;
  }

  async #mayGive(leads: readonly TeamId[], { asker, body }: DebriefRequestRow): Promise<boolean> {
    const team = (await findPerson(this.#parts.store.db, this.#parts.centre, asker))?.team;
    return body.reach.kind === 'lead' && team != null && leads.includes(team);
  }

  async #change(
    id: RequestId,
    decide: (row: DebriefRequestRow, trx: Db, now: number) => Promise<debrief.Request | Exclude<Outcome, 'done'>>,
  ): Promise<Outcome> {
    const { store, centre, clock } = this.#parts;
    const now = clock.now();
    const decided = await store.db.transaction().execute(async (trx) => {
      const row = await holdRequest(trx, centre, id);
      if (!row) return 'not-found' as const;
      const after = await decide(row, trx, now);
      if (typeof after !== 'string' && after !== row.body) await keepRequest(trx, centre, after);
      return typeof after === 'string' ? after : { before: row.body, after };
    });
    if (typeof decided === 'string') return decided;
    if (decided.before.state === 'asked') await this.#closed(decided.after);
    else await this.#tell(decided.after);
    return 'done';
  }

  async #closed(request: debrief.Request): Promise<void> {
    await this.#tell(request);
    if (!(await this.#giveByItself(request))) this.#parts.log.warn('space that nobody answered could not be given yet: there is no line to hold');
  }

  /** Where nobody was left to ask, what policy allows of the space is given by itself. False: there is no line to hold. */
  async #giveByItself(asked: debrief.Request): Promise<boolean> {
    const { store, centre, clock, day, policy } = this.#parts;
    const { request, state, wish } = asked;
    if (state !== 'unanswered' || wish.kind !== 'space' || policy.spaceByItselfMs === 0) return true;
    const gift = asId<GiftId>(`by-itself-${request}`);
    if (await findGift(store.db, centre, gift)) return true;
    const now = clock.now();
    const hourEndsAt = day.hourOf(now) === day.hourOf(now + hourMs) ? now : now + hourMs - ((now - day.dayStartOf(now)) % hourMs);
    const ms = Math.min(debrief.spaceMs(wish.space, now, hourEndsAt), policy.spaceByItselfMs);
    if (!(await this.#gifts.hold(asked, { gift, kind: 'break', ms, by: null }))) return false;
    await this.#tell(asked);
    return true;
  }

  /** Tells everybody whom it is about, and has a browser of ours open. */
  async #tell({ asker, asked }: debrief.Request): Promise<void> {
    const { live, log } = this.#parts;
    for (const person of new Set([asker, ...asked.map((one) => one.person)])) {
      if (!live.isListening(person)) continue;
      try {
        live.say(person, 'debrief', await this.#look(person));
      } catch (error) {
        log.warn({ err: error }, 'a request could not be shown');
      }
    }
  }
}

const nobody: debrief.Candidates = { standIns: [], otherLeads: [], circle: [] };

const isAsked = ({ body }: DebriefRequestRow, person: PersonId): boolean =>
  body.state !== 'taken-back' && body.asked.some((one) => one.person === person && one.declinedAt === null);
