import type { DebriefView, Given } from '@onhook/contract';
import { circleOf } from '@onhook/core/circle';
import * as debrief from '@onhook/core/debrief';
import { asId, type TimeGrantId, type PersonId, type RequestId, type ShareId, type TeamId } from '@onhook/core/ids';
import type { Audited, Authorized } from '../../platform/access/index.ts';
import type { LiveHub } from '../../platform/live/hub.ts';
import { done, refused, type NotDone, type Result } from '../../platform/result.ts';
import { peopleIn, toDebriefView } from './views.ts';
import {
  addNote,
  addRequest,
  answersTo,
  dueRequests,
  findTimeGrant,
  findRequest,
  timeGrantsOf,
  lockRequest,
  saveRequest,
  notesOf,
  requestOfNote,
  requestsOf,
  setFollowUpAt,
  unansweredSince,
  type DebriefTimeGrantRow,
  type DebriefRequestRow,
} from './queries.ts';
import { endShare, findShare } from '../vault/index.ts';
import { findPerson, leadsOf, namesOf, standingInNow, teamsLedBy, teamsStoodInFor } from '../../platform/organisation/index.ts';
import { tiesOf } from '../circle/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { type TimeGrantParts, TimeGrants } from './time-grants.ts';

export interface DebriefParts extends TimeGrantParts {
  readonly config: { readonly debrief: debrief.DebriefPolicy };
  readonly live: Pick<LiveHub, 'isListening' | 'pushToPerson'>;
}

/** A request between the actor and others, found and checked by its route; every change reads it again under lock. */
type Found<As extends string> = Authorized<DebriefRequestRow, As>;

/** A note with its request and the person who sealed it. */
export interface FoundNote {
  readonly share: ShareId;
  readonly request: RequestId;
  readonly sender: PersonId;
}

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
const shownForMs = 7 * dayMs;
const mostOpen = 5;
/** Longest time that a time grant by policy waits for a line to pause. */
const tryForMs = 10 * 60_000;

/** Stores the requests of agents to leads and colleagues, pushes them to the people involved, and escalates unanswered ones. */
export class Debriefs {
  readonly #parts: DebriefParts;
  readonly #gifts: TimeGrants;

  constructor(parts: DebriefParts) {
    this.#parts = parts;
    this.#gifts = new TimeGrants(parts);
  }

  view({ resource: me }: Authorized<PersonId, 'own-debrief'>): Promise<DebriefView> {
    return this.#viewOf(me);
  }

  find(request: RequestId): Promise<DebriefRequestRow | undefined> {
    return findRequest(this.#parts.store.db, this.#parts.centre, request);
  }

  findTimeGrant(gift: TimeGrantId): Promise<DebriefTimeGrantRow | undefined> {
    return findTimeGrant(this.#parts.store.db, this.#parts.centre, gift);
  }

  async findNote(share: ShareId): Promise<FoundNote | null> {
    const { store, centre } = this.#parts;
    const request = await requestOfNote(store.db, centre, share);
    const sender = (await findShare(store.db, centre, share))?.sender;
    return request === undefined || sender === undefined ? null : { share, request, sender };
  }

  async ask({ resource: asker }: Authorized<PersonId, 'own-requests'>, wanted: Omit<debrief.NewRequest, 'asker'>, share: ShareId | null): Promise<Result> {
    const { store, centre, clock } = this.#parts;
    const { debrief: policy } = this.#parts.config;
    const now = clock.now();
    const around = await this.#around(asker, wanted.reach);
    if (!around) return refused('not-found');
    if (wanted.reach.kind !== 'lead' && wanted.wish.kind === 'space') return refused('not-found');
    const known = await findRequest(store.db, centre, wanted.request);
    if (known) return known.asker === asker ? done() : refused('no-longer-possible');
    const open = (await requestsOf(store.db, centre, asker, now)).filter((row) => row.asker === asker && row.state === 'asked');
    if (open.length >= mostOpen) return refused('no-longer-possible');
    const request = debrief.createRequest({ ...wanted, asker }, around, policy, now);
    if (!(await addRequest(store.db, centre, request, share))) {
      // The browser may have sent the same request again before it got an answer.
      return (await findRequest(store.db, centre, wanted.request))?.asker === asker ? done() : refused('no-longer-possible');
    }
    await this.#closed(request);
    return done();
  }

  takeBack({ resource: { request, asker } }: Found<'own-request'>): Promise<Result> {
    return this.#change(request, async (row, trx, now) => {
      if (row.state === 'answered') return refused('no-longer-possible');
      if (row.share !== null) await endShare(trx, this.#parts.centre, asker, row.share, now);
      return debrief.takeBackRequest(row.body, now);
    });
  }

  see({ resource: { request } }: Found<'request-for-actor'>, me: PersonId): Promise<Result> {
    return this.#change(request, async (row, _trx, now) => (isAsked(row, me) ? debrief.markSeen(row.body, me, now) : refused('not-found')));
  }

  async answer({ resource: { request } }: Found<'request-for-actor'>, me: PersonId, answer: debrief.RequestAnswer | { readonly kind: 'cannot' }): Promise<Result> {
    const { debrief: policy } = this.#parts.config;
    const around = await this.#aroundOf(request);
    return this.#change(request, async (row, _trx, now) => {
      if (!isAsked(row, me)) return refused('not-found');
      if (answer.kind === 'cannot') {
        if (row.state !== 'asked') return refused('no-longer-possible');
        return debrief.declineRequest(row.body, me, around, policy, now);
      }
      const answered = debrief.answerRequest(row.body, me, answer, now);
      return answered.kind === 'answered' ? answered.request : refused(answered.kind);
    });
  }

  followUp({ resource: { request } }: Found<'request-with-actor'>, me: PersonId, at: number | null): Promise<Result> {
    const { centre } = this.#parts;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return refused('not-found');
      if (!debrief.participants(row.body)?.includes(me)) return refused('no-longer-possible');
      await setFollowUpAt(trx, centre, request, at);
      return row.body;
    });
  }

  /** Adds a note that one of the two people sealed for the other. Refuses a share with another purpose, or between others, as not found. */
  note({ resource: { request } }: Found<'request-with-actor'>, me: PersonId, share: ShareId): Promise<Result> {
    const { centre } = this.#parts;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return refused('not-found');
      const two = debrief.participants(row.body);
      if (!two?.includes(me)) return refused('no-longer-possible');
      const sealed = await findShare(trx, centre, share);
      const isForOther = sealed?.sender === me && sealed.recipient !== me && two.includes(sealed.recipient);
      if (!isForOther || sealed.purpose !== 'debrief-note' || sealed.sealed === null) return refused('not-found');
      const notes = await notesOf(trx, centre, [request]);
      if (notes.some((one) => one.share === share)) return row.body;
      if (notes.length >= debrief.maxNotes || (await requestOfNote(trx, centre, share)) !== undefined) return refused('no-longer-possible');
      await addNote(trx, centre, request, share);
      return row.body;
    });
  }

  takeBackNote({ resource: { share, request, sender } }: Authorized<FoundNote, 'own-note'>): Promise<Result> {
    const { centre } = this.#parts;
    return this.#change(request, async (row, trx, now) => ((await endShare(trx, centre, sender, share, now)) ? row.body : refused('not-found')));
  }

  /** @param record writes the audit entry of the agent who gets the time, in the same transaction */
  async give(
    { resource: row }: Audited<DebriefRequestRow, 'request-to-give-for'>,
    me: PersonId,
    gift: TimeGrantId,
    what: Given,
    record: (about: PersonId, trx: Db) => Promise<void>,
  ): Promise<Result> {
    const { store, centre } = this.#parts;
    const known = await findTimeGrant(store.db, centre, gift);
    if (known) return known.given_by === me && known.request === row.request ? done() : refused('no-longer-possible');
    if (!debrief.mayGrantTime(row.body, me)) return refused('no-longer-possible');
    if (!(await this.#gifts.give(row.body, { gift, what, by: me }, (trx) => record(row.asker, trx)))) return refused('no-longer-possible');
    await this.#push(row.body);
    return done();
  }

  async takeBackTimeGrant({ resource: gift }: Audited<DebriefTimeGrantRow, 'own-gift'>, record: (about: PersonId, trx: Db) => Promise<void>): Promise<Result> {
    const { store, centre } = this.#parts;
    if (gift.taken_back_at !== null) return done();
    if (!(await this.#gifts.takeBack(gift, (trx) => record(gift.person, trx)))) return refused('no-longer-possible');
    const row = await findRequest(store.db, centre, gift.request);
    if (row) await this.#push(row.body);
    return done();
  }

  /** Escalates requests that were not answered in time. */
  async sweep(): Promise<void> {
    const { store, centre, clock, runtime } = this.#parts;
    const { debrief: policy } = this.#parts.config;
    if (runtime.status !== 'running') return;
    for (const request of await dueRequests(store.db, centre, clock.now())) {
      const around = await this.#aroundOf(request);
      await this.#change(request, async (row, _trx, now) => debrief.escalateIfDue(row.body, around, policy, now));
    }
    // An earlier attempt may have been cut short by a server stop, or had no line to pause.
    for (const { body } of await unansweredSince(store.db, centre, clock.now() - tryForMs)) await this.#giveByItself(body);
  }

  async #viewOf(me: PersonId): Promise<DebriefView> {
    const { store, centre, clock } = this.#parts;
    const now = clock.now();
    const rows = await requestsOf(store.db, centre, me, now - shownForMs);
    const gifts = await timeGrantsOf(store.db, centre, rows.map(({ request }) => request));
    const next = new Map<RequestId, readonly PersonId[]>();
    for (const { request, asker, body } of rows)
      if (body.state === 'asked' && asker !== me) next.set(request, debrief.askedNext(body, (await this.#around(asker, body.reach)) ?? nobody));
    const names = await namesOf(store.db, centre, [...peopleIn(rows, gifts), ...[...next.values()].flat()]);
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
    return toDebriefView(
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
        next,
        queuesOf: (asker) => this.#gifts.queuesOf(asker),
        mayGive: (asker) => {
          const team = askers.get(asker);
          return team != null && led.has(team);
        },
      },
    );
  }

  /** Finds the people a request can reach; null when the asker may not ask them. */
  async #around(asker: PersonId, reach: debrief.Audience): Promise<debrief.Candidates | null> {
    const { store, centre, clock } = this.#parts;
    const { members } = circleOf(asker, await tiesOf(store.db, centre, asker));
    if (reach.kind === 'circle') return { ...nobody, circle: members };
    if (reach.kind === 'colleague') return members.includes(reach.person) ? nobody : null;
    const leads = (await leadsOf(store.db, centre, asker)).map(({ person }) => person);
    if (!leads.includes(reach.person)) return null;
    const standIns = await standingInNow(store.db, centre, clock.now());
    const standInsOf = (of: readonly PersonId[]): PersonId[] => standIns.filter(({ lead }) => of.includes(lead)).map(({ person }) => person);
    const others = leads.filter((person) => person !== reach.person);
    return { circle: [], standIns: standInsOf([reach.person]), otherLeads: [...others, ...standInsOf(others)] };
  }

  /** Must run before a transaction begins: an embedded database has one connection, and a transaction holds it. */
  async #aroundOf(id: RequestId): Promise<debrief.Candidates> {
    const row = await findRequest(this.#parts.store.db, this.#parts.centre, id);
    return (row && (await this.#around(row.asker, row.body.reach))) ?? nobody;
  }

  /** Says whether a lead of these teams may give time to the agent who asked. */
  async mayGive(leads: readonly TeamId[], { asker, body }: DebriefRequestRow): Promise<boolean> {
    const team = (await findPerson(this.#parts.store.db, this.#parts.centre, asker))?.team;
    return body.reach.kind === 'lead' && team != null && leads.includes(team);
  }

  async #change(
    id: RequestId,
    decide: (row: DebriefRequestRow, trx: Db, now: number) => Promise<debrief.Request | NotDone>,
  ): Promise<Result> {
    const { store, centre, clock } = this.#parts;
    const now = clock.now();
    const decided = await store.db.transaction().execute(async (trx) => {
      const row = await lockRequest(trx, centre, id);
      if (!row) return refused('not-found');
      const after = await decide(row, trx, now);
      if ('kind' in after) return after;
      if (after !== row.body) await saveRequest(trx, centre, after);
      return { before: row.body, after };
    });
    if ('kind' in decided) return decided;
    if (decided.before.state === 'asked') await this.#closed(decided.after);
    else await this.#push(decided.after);
    return done();
  }

  async #closed(request: debrief.Request): Promise<void> {
    await this.#push(request);
    if (!(await this.#giveByItself(request))) this.#parts.log.warn('space that nobody answered could not be given yet: there is no line to hold');
  }

  /** Gives the time that policy allows when nobody is left to ask. False when the agent has no line to pause. */
  async #giveByItself(asked: debrief.Request): Promise<boolean> {
    const { store, centre, clock, day } = this.#parts;
    const { debrief: policy } = this.#parts.config;
    const { request, state, wish } = asked;
    if (state !== 'unanswered' || wish.kind !== 'space' || policy.spaceByItselfMs === 0) return true;
    const gift = asId<TimeGrantId>(`by-itself-${request}`);
    if (await findTimeGrant(store.db, centre, gift)) return true;
    const now = clock.now();
    const hourEndsAt = day.hourOf(now) === day.hourOf(now + hourMs) ? now : now + hourMs - ((now - day.dayStartOf(now)) % hourMs);
    const ms = Math.min(debrief.spaceMs(wish.space, now, hourEndsAt), policy.spaceByItselfMs);
    if (!(await this.#gifts.giveMinutes(asked, { gift, kind: 'break', ms, by: null }))) return false;
    await this.#push(asked);
    return true;
  }

  /** Pushes to the asker and everybody asked their current requests, where they have a page of Onhook open. */
  async #push({ asker, asked }: debrief.Request): Promise<void> {
    const { live, log } = this.#parts;
    for (const person of new Set([asker, ...asked.map((one) => one.person)])) {
      if (!live.isListening(person)) continue;
      try {
        live.pushToPerson(person, 'debrief', await this.#viewOf(person));
      } catch (error) {
        log.warn({ err: error }, 'a request could not be shown');
      }
    }
  }
}

const nobody: debrief.Candidates = { standIns: [], otherLeads: [], circle: [] };

/** Says whether this person was asked and has not declined; false once the request is taken back. */
export const isAsked = ({ body }: DebriefRequestRow, person: PersonId): boolean =>
  body.state !== 'taken-back' && body.asked.some((one) => one.person === person && one.declinedAt === null);
