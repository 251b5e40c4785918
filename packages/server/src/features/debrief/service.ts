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
import { circleLinksOf } from '../circle/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { type TimeGrantDeps, TimeGrants } from './time-grants.ts';

export interface DebriefServiceDeps extends TimeGrantDeps {
  readonly config: { readonly debrief: debrief.DebriefPolicy };
  readonly live: Pick<LiveHub, 'isListening' | 'pushToPerson'>;
}

/** A request that the route has found and authorized. Every change reads it again under a lock. */
type AuthorizedRequest<As extends string> = Authorized<DebriefRequestRow, As>;

/** A note with its request and the person who sealed it. */
export interface FoundNote {
  readonly share: ShareId;
  readonly request: RequestId;
  readonly sender: PersonId;
}

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
const shownForMs = 7 * dayMs;
const maxOpenRequests = 5;
/** Time for which a grant by policy is tried again while the agent has no line to pause. */
const autoGrantRetryMs = 10 * 60_000;

/** Stores the requests of agents to leads and colleagues, pushes them to the people involved, and escalates unanswered ones. */
export class Debriefs {
  readonly #deps: DebriefServiceDeps;
  readonly #timeGrants: TimeGrants;

  constructor(deps: DebriefServiceDeps) {
    this.#deps = deps;
    this.#timeGrants = new TimeGrants(deps);
  }

  view({ resource: me }: Authorized<PersonId, 'own-debrief'>): Promise<DebriefView> {
    return this.#viewOf(me);
  }

  find(request: RequestId): Promise<DebriefRequestRow | undefined> {
    return findRequest(this.#deps.store.db, this.#deps.centre, request);
  }

  findTimeGrant(gift: TimeGrantId): Promise<DebriefTimeGrantRow | undefined> {
    return findTimeGrant(this.#deps.store.db, this.#deps.centre, gift);
  }

  async findNote(share: ShareId): Promise<FoundNote | null> {
    const { store, centre } = this.#deps;
    const request = await requestOfNote(store.db, centre, share);
    const sender = (await findShare(store.db, centre, share))?.sender;
    return request === undefined || sender === undefined ? null : { share, request, sender };
  }

  async ask({ resource: asker }: Authorized<PersonId, 'own-requests'>, wanted: Omit<debrief.NewRequest, 'asker'>, share: ShareId | null): Promise<Result> {
    const { store, centre, clock } = this.#deps;
    const { debrief: policy } = this.#deps.config;
    const now = clock.now();
    const candidates = await this.#candidatesFor(asker, wanted.reach);
    if (!candidates) return refused('not-found');
    if (wanted.reach.kind !== 'lead' && wanted.wish.kind === 'space') return refused('not-found');
    const existing = await findRequest(store.db, centre, wanted.request);
    if (existing) return existing.asker === asker ? done() : refused('no-longer-possible');
    const open = (await requestsOf(store.db, centre, asker, now)).filter((row) => row.asker === asker && row.state === 'asked');
    if (open.length >= maxOpenRequests) return refused('no-longer-possible');
    const request = debrief.createRequest({ ...wanted, asker }, candidates, policy, now);
    if (!(await addRequest(store.db, centre, request, share))) {
      // The browser may have sent the same request twice, before the first reply.
      return (await findRequest(store.db, centre, wanted.request))?.asker === asker ? done() : refused('no-longer-possible');
    }
    await this.#pushAndAutoGrant(request);
    return done();
  }

  takeBack({ resource: { request, asker } }: AuthorizedRequest<'own-request'>): Promise<Result> {
    return this.#change(request, async (row, trx, now) => {
      if (row.state === 'answered') return refused('no-longer-possible');
      if (row.share !== null) await endShare(trx, this.#deps.centre, asker, row.share, now);
      return debrief.takeBackRequest(row.body, now);
    });
  }

  see({ resource: { request } }: AuthorizedRequest<'request-for-actor'>, me: PersonId): Promise<Result> {
    return this.#change(request, async (row, _trx, now) => (isAsked(row, me) ? debrief.markSeen(row.body, me, now) : refused('not-found')));
  }

  async answer({ resource: { request } }: AuthorizedRequest<'request-for-actor'>, me: PersonId, answer: debrief.RequestAnswer | { readonly kind: 'cannot' }): Promise<Result> {
    const { debrief: policy } = this.#deps.config;
    const candidates = await this.#candidatesOf(request);
    return this.#change(request, async (row, _trx, now) => {
      if (!isAsked(row, me)) return refused('not-found');
      if (answer.kind === 'cannot') {
        if (row.state !== 'asked') return refused('no-longer-possible');
        return debrief.declineRequest(row.body, me, candidates, policy, now);
      }
      const answered = debrief.answerRequest(row.body, me, answer, now);
      return answered.kind === 'answered' ? answered.request : refused(answered.kind);
    });
  }

  followUp({ resource: { request } }: AuthorizedRequest<'request-with-actor'>, me: PersonId, at: number | null): Promise<Result> {
    const { centre } = this.#deps;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return refused('not-found');
      if (!debrief.participants(row.body)?.includes(me)) return refused('no-longer-possible');
      await setFollowUpAt(trx, centre, request, at);
      return row.body;
    });
  }

  /** Adds a note, a share from one of the two people of the talk to the other. Any other share is refused as not found. */
  note({ resource: { request } }: AuthorizedRequest<'request-with-actor'>, me: PersonId, share: ShareId): Promise<Result> {
    const { centre } = this.#deps;
    return this.#change(request, async (row, trx) => {
      if (row.asker !== me && !isAsked(row, me)) return refused('not-found');
      const participants = debrief.participants(row.body);
      if (!participants?.includes(me)) return refused('no-longer-possible');
      const shareRow = await findShare(trx, centre, share);
      const isForOther = shareRow?.sender === me && shareRow.recipient !== me && participants.includes(shareRow.recipient);
      if (!isForOther || shareRow.purpose !== 'debrief-note' || shareRow.sealed === null) return refused('not-found');
      const notes = await notesOf(trx, centre, [request]);
      if (notes.some((note) => note.share === share)) return row.body;
      if (notes.length >= debrief.maxNotes || (await requestOfNote(trx, centre, share)) !== undefined) return refused('no-longer-possible');
      await addNote(trx, centre, request, share);
      return row.body;
    });
  }

  takeBackNote({ resource: { share, request, sender } }: Authorized<FoundNote, 'own-note'>): Promise<Result> {
    const { centre } = this.#deps;
    return this.#change(request, async (row, trx, now) => ((await endShare(trx, centre, sender, share, now)) ? row.body : refused('not-found')));
  }

  /** @param record writes the audit entry about the agent who gets the time, in the same transaction */
  async give(
    { resource: row }: Audited<DebriefRequestRow, 'request-to-give-for'>,
    me: PersonId,
    gift: TimeGrantId,
    what: Given,
    record: (about: PersonId, trx: Db) => Promise<void>,
  ): Promise<Result> {
    const { store, centre } = this.#deps;
    const existing = await findTimeGrant(store.db, centre, gift);
    if (existing) return existing.given_by === me && existing.request === row.request ? done() : refused('no-longer-possible');
    if (!debrief.mayGrantTime(row.body, me)) return refused('no-longer-possible');
    if (!(await this.#timeGrants.give(row.body, { gift, what, by: me }, (trx) => record(row.asker, trx)))) return refused('no-longer-possible');
    await this.#push(row.body);
    return done();
  }

  async takeBackTimeGrant({ resource: gift }: Audited<DebriefTimeGrantRow, 'own-gift'>, record: (about: PersonId, trx: Db) => Promise<void>): Promise<Result> {
    const { store, centre } = this.#deps;
    if (gift.taken_back_at !== null) return done();
    if (!(await this.#timeGrants.takeBack(gift, (trx) => record(gift.person, trx)))) return refused('no-longer-possible');
    const row = await findRequest(store.db, centre, gift.request);
    if (row) await this.#push(row.body);
    return done();
  }

  /** Escalates the requests that were not answered in time. Tries again to grant time for those that nobody answered. */
  async escalateDue(): Promise<void> {
    const { store, centre, clock, runtime } = this.#deps;
    const { debrief: policy } = this.#deps.config;
    if (runtime.status !== 'running') return;
    for (const request of await dueRequests(store.db, centre, clock.now())) {
      const candidates = await this.#candidatesOf(request);
      await this.#change(request, async (row, _trx, now) => debrief.escalateIfDue(row.body, candidates, policy, now));
    }
    // An earlier attempt may have found no line to pause, or the server may have stopped in the middle.
    for (const { body } of await unansweredSince(store.db, centre, clock.now() - autoGrantRetryMs)) await this.#autoGrant(body);
  }

  async #viewOf(me: PersonId): Promise<DebriefView> {
    const { store, centre, clock } = this.#deps;
    const now = clock.now();
    const rows = await requestsOf(store.db, centre, me, now - shownForMs);
    const gifts = await timeGrantsOf(store.db, centre, rows.map(({ request }) => request));
    const next = new Map<RequestId, readonly PersonId[]>();
    for (const { request, asker, body } of rows)
      if (body.state === 'asked' && asker !== me) next.set(request, debrief.askedNext(body, (await this.#candidatesFor(asker, body.reach)) ?? noCandidates));
    const names = await namesOf(store.db, centre, [...peopleIn(rows, gifts), ...[...next.values()].flat()]);
    const notes = await notesOf(store.db, centre, rows.map(({ request }) => request));
    const answers = await answersTo(store.db, centre, rows.flatMap(({ share }) => share ?? []));
    const leads = await leadsOf(store.db, centre, me);
    const away = new Set((await standingInNow(store.db, centre, now)).map(({ lead }) => lead));
    const links = await circleLinksOf(store.db, centre, me);
    const { members } = circleOf(me, links);
    const circleNames = await namesOf(store.db, centre, members);
    const ledTeams = new Set([...(await teamsLedBy(store.db, centre, me)), ...(await teamsStoodInFor(store.db, centre, me, now))]);
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
        queuesOf: (asker) => this.#timeGrants.queuesOf(asker),
        mayGive: (asker) => {
          const team = askers.get(asker);
          return team != null && ledTeams.has(team);
        },
      },
    );
  }

  /** Finds the people whom a request to this audience can be sent or escalated to; null when the asker may not ask them. */
  async #candidatesFor(asker: PersonId, reach: debrief.Audience): Promise<debrief.Candidates | null> {
    const { store, centre, clock } = this.#deps;
    const { members } = circleOf(asker, await circleLinksOf(store.db, centre, asker));
    if (reach.kind === 'circle') return { ...noCandidates, circle: members };
    if (reach.kind === 'colleague') return members.includes(reach.person) ? noCandidates : null;
    const leads = (await leadsOf(store.db, centre, asker)).map(({ person }) => person);
    if (!leads.includes(reach.person)) return null;
    const standIns = await standingInNow(store.db, centre, clock.now());
    const standInsOf = (of: readonly PersonId[]): PersonId[] => standIns.filter(({ lead }) => of.includes(lead)).map(({ person }) => person);
    const others = leads.filter((person) => person !== reach.person);
    return { circle: [], standIns: standInsOf([reach.person]), otherLeads: [...others, ...standInsOf(others)] };
  }

  /** Must run outside a transaction: the embedded database has one connection, which a transaction occupies. */
  async #candidatesOf(id: RequestId): Promise<debrief.Candidates> {
    const row = await findRequest(this.#deps.store.db, this.#deps.centre, id);
    return (row && (await this.#candidatesFor(row.asker, row.body.reach))) ?? noCandidates;
  }

  /** True when a lead of these teams may grant time to the agent who asked. */
  async mayGive(leads: readonly TeamId[], { asker, body }: DebriefRequestRow): Promise<boolean> {
    const team = (await findPerson(this.#deps.store.db, this.#deps.centre, asker))?.team;
    return body.reach.kind === 'lead' && team != null && leads.includes(team);
  }

  async #change(
    id: RequestId,
    decide: (row: DebriefRequestRow, trx: Db, now: number) => Promise<debrief.Request | NotDone>,
  ): Promise<Result> {
    const { store, centre, clock } = this.#deps;
    const now = clock.now();
    const outcome = await store.db.transaction().execute(async (trx) => {
      const row = await lockRequest(trx, centre, id);
      if (!row) return refused('not-found');
      const after = await decide(row, trx, now);
      if ('kind' in after) return after;
      if (after !== row.body) await saveRequest(trx, centre, after);
      return { before: row.body, after };
    });
    if ('kind' in outcome) return outcome;
    if (outcome.before.state === 'asked') await this.#pushAndAutoGrant(outcome.after);
    else await this.#push(outcome.after);
    return done();
  }

  async #pushAndAutoGrant(request: debrief.Request): Promise<void> {
    await this.#push(request);
    if (!(await this.#autoGrant(request))) this.#deps.log.warn('time for an unanswered request could not be granted yet: the agent has no line to pause');
  }

  /** Grants the time that policy allows when nobody is left to ask. False when the agent has no line to pause. */
  async #autoGrant(asked: debrief.Request): Promise<boolean> {
    const { store, centre, clock, day } = this.#deps;
    const { debrief: policy } = this.#deps.config;
    const { request, state, wish } = asked;
    if (state !== 'unanswered' || wish.kind !== 'space' || policy.spaceByItselfMs === 0) return true;
    const gift = asId<TimeGrantId>(`by-itself-${request}`);
    if (await findTimeGrant(store.db, centre, gift)) return true;
    const now = clock.now();
    const hourEndsAt = day.hourOf(now) === day.hourOf(now + hourMs) ? now : now + hourMs - ((now - day.dayStartOf(now)) % hourMs);
    const ms = Math.min(debrief.spaceMs(wish.space, now, hourEndsAt), policy.spaceByItselfMs);
    if (!(await this.#timeGrants.giveMinutes(asked, { gift, kind: 'break', ms, by: null }))) return false;
    await this.#push(asked);
    return true;
  }

  /** Pushes their current requests to the asker and to everybody asked, if they have a page of Onhook open. */
  async #push({ asker, asked }: debrief.Request): Promise<void> {
    const { live, log } = this.#deps;
    for (const person of new Set([asker, ...asked.map((recipient) => recipient.person)])) {
      if (!live.isListening(person)) continue;
      try {
        live.pushToPerson(person, 'debrief', await this.#viewOf(person));
      } catch (error) {
        log.warn({ err: error }, 'a debrief request could not be pushed');
      }
    }
  }
}

const noCandidates: debrief.Candidates = { standIns: [], otherLeads: [], circle: [] };

/** True when this person was asked and has not declined. False once the request is taken back. */
export const isAsked = ({ body }: DebriefRequestRow, person: PersonId): boolean =>
  body.state !== 'taken-back' && body.asked.some((recipient) => recipient.person === person && recipient.declinedAt === null);
