import type { PersonId, RequestId } from '../ids/index.ts';
import type { Around, Reach, Wish } from './wish.ts';

export interface DebriefPolicy {
  /** Within which whoever is asked answers; then the next are asked. */
  readonly answerWithinMs: number;
  /** The same for a view: what is to be read takes longer. */
  readonly viewWithinMs: number;
  /** Of the space that was asked for, how much is given by itself when nobody answers. */
  readonly spaceByItselfMs: number;
}

export const defaultDebriefPolicy: DebriefPolicy = {
  answerWithinMs: 10 * 60_000,
  viewWithinMs: 24 * 3_600_000,
  spaceByItselfMs: 10 * 60_000,
};

export type Round = 'first' | 'stand-in' | 'other-leads';

/** One of those who were asked. */
export interface Asked {
  readonly person: PersonId;
  readonly round: Round;
  readonly askedAt: number;
  readonly seenAt: number | null;
  /** They cannot; it is not theirs to answer any more. */
  readonly declinedAt: number | null;
}

/** `coming`: now · `at`: at a time that is said · `given`: by what was done · `read`: a view was answered, under seal. */
export type Answer =
  | { readonly kind: 'coming' }
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'given' }
  | { readonly kind: 'read' };

/**
 * `asked`: of those whose turn it is. `answered`, `taken-back` and `unanswered` are final; after the last it is the asker's
 * turn, who is told so.
 */
export interface Request {
  readonly request: RequestId;
  readonly asker: PersonId;
  readonly wish: Wish;
  readonly reach: Reach;
  readonly askedAt: number;
  readonly state: 'asked' | 'answered' | 'taken-back' | 'unanswered';
  readonly asked: readonly Asked[];
  readonly round: Round;
  /** When the next are asked; null: it is closed. */
  readonly dueAt: number | null;
  readonly answer: (Answer & { readonly by: PersonId }) | null;
  readonly closedAt: number | null;
}

export type NewRequest = Pick<Request, 'request' | 'asker' | 'wish' | 'reach'>;

const order: readonly Round[] = ['first', 'stand-in', 'other-leads'];

/** Who is asked in which round. A colleague is asked and nobody else: nobody said that a lead may know. */
export const roundsOf = ({ wish, reach }: Pick<Request, 'wish' | 'reach'>, around: Around): Readonly<Record<Round, readonly PersonId[]>> => {
  const nobody = { first: [], 'stand-in': [], 'other-leads': [] };
  switch (reach.kind) {
    case 'lead':
      // What is sealed to one person can be read by no stand-in.
      return wish.kind === 'view'
        ? { ...nobody, first: [reach.person] }
        : { first: [reach.person], 'stand-in': around.standIns, 'other-leads': around.otherLeads };
    case 'colleague':
      return { ...nobody, first: [reach.person] };
    case 'circle':
      return { ...nobody, first: around.circle };
  }
};

const withinMs = ({ wish }: Request, policy: DebriefPolicy): number => (wish.kind === 'view' ? policy.viewWithinMs : policy.answerWithinMs);

const close = (request: Request, state: Exclude<Request['state'], 'asked'>, now: number): Request => ({ ...request, state, dueAt: null, closedAt: now });

/** Asks the first round from `from` on in which there is somebody who was not asked before. */
const askRound = (request: Request, from: Round, around: Around, policy: DebriefPolicy, now: number): Request => {
  const rounds = roundsOf(request, around);
  const known = new Set<PersonId>([request.asker, ...request.asked.map(({ person }) => person)]);
  for (const round of order.slice(order.indexOf(from))) {
    const people = [...new Set(rounds[round])].filter((person) => !known.has(person));
    if (people.length === 0) continue;
    const asked = people.map((person): Asked => ({ person, round, askedAt: now, seenAt: null, declinedAt: null }));
    return { ...request, asked: [...request.asked, ...asked], round, dueAt: now + withinMs(request, policy) };
  }
  return close(request, 'unanswered', now);
};

/** Begins a request; closed at once where there is nobody to ask. */
export const askFor = (wanted: NewRequest, around: Around, policy: DebriefPolicy, now: number): Request =>
  askRound(
    { ...wanted, askedAt: now, state: 'asked', asked: [], round: 'first', dueAt: now, answer: null, closedAt: null },
    'first',
    around,
    policy,
    now,
  );

/** Whose turn it is to do something about it; nobody's once it is answered or taken back. */
export const turnOf = (request: Request): readonly PersonId[] => {
  if (request.state === 'asked') return request.asked.filter(({ declinedAt }) => declinedAt === null).map(({ person }) => person);
  return request.state === 'unanswered' ? [request.asker] : [];
};

/** Seen is not answered: it is passed on all the same when its time is up. */
export const seeRequest = (request: Request, person: PersonId, now: number): Request => {
  if (!request.asked.some((one) => one.person === person && one.seenAt === null)) return request;
  return { ...request, asked: request.asked.map((one) => (one.person === person ? { ...one, seenAt: one.seenAt ?? now } : one)) };
};

export type Answered = { readonly kind: 'answered'; readonly request: Request } | { readonly kind: 'not-found' | 'no-longer-possible' };

const sameAnswer = (one: Answer, other: Answer): boolean =>
  one.kind === other.kind && (one.kind !== 'at' || (other.kind === 'at' && one.at === other.at));

/** Whether time may be given for it by this person: it is open and theirs to answer, or they have answered it. */
export const mayGiveFor = (request: Request, person: PersonId): boolean =>
  request.answer?.by === person || (request.state === 'asked' && turnOf(request).includes(person));

/** The first answer counts. The same one may be given twice by who gave it. */
export const answerRequest = (before: Request, person: PersonId, answer: Answer, now: number): Answered => {
  if (!before.asked.some((one) => one.person === person)) return { kind: 'not-found' };
  const request = seeRequest(before, person, now);
  if (request.answer?.by === person && sameAnswer(request.answer, answer)) return { kind: 'answered', request };
  if (!turnOf(request).includes(person) || request.state !== 'asked') return { kind: 'no-longer-possible' };
  return { kind: 'answered', request: { ...close(request, 'answered', now), answer: { ...answer, by: person } } };
};

const nextRound = (round: Round): Round | null => order[order.indexOf(round) + 1] ?? null;

const goOn = (request: Request, around: Around, policy: DebriefPolicy, now: number): Request => {
  const next = nextRound(request.round);
  return next ? askRound(request, next, around, policy, now) : close(request, 'unanswered', now);
};

/**
 * Lets time, or somebody who cannot, hand it to the next; those asked before may still answer. Closed as unanswered when
 * there is nobody left to ask.
 *
 * @param declining who says that they cannot; null: the time is looked at
 */
export const passOn = (before: Request, declining: PersonId | null, around: Around, policy: DebriefPolicy, now: number): Request => {
  if (before.state !== 'asked') return before;
  if (declining === null) return before.dueAt !== null && now >= before.dueAt ? goOn(before, around, policy, now) : before;
  if (!turnOf(before).includes(declining)) return before;
  const asked = before.asked.map((one) => (one.person === declining ? { ...one, seenAt: one.seenAt ?? now, declinedAt: now } : one));
  const request = { ...before, asked };
  const nobodyElse = turnOf(request).every((person) => asked.some((one) => one.person === person && one.round !== request.round));
  return nobodyElse ? goOn(request, around, policy, now) : request;
};

/** The two who have spoken, or will: who asked and who answered. Null: nobody has answered. */
export const twoOf = ({ state, asker, answer }: Request): readonly [PersonId, PersonId] | null =>
  state === 'answered' && answer ? [asker, answer.by] : null;

/** What both keep of a talk is few. */
export const mostNotes = 5;

/** By who asked; whoever had it before them has it no more. What was answered stays answered. */
export const takeBackRequest = (request: Request, now: number): Request => (request.state === 'asked' ? close(request, 'taken-back', now) : request);
