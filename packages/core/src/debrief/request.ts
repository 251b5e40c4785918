import type { PersonId, RequestId } from '../ids/index.ts';
import type { Candidates, Audience, Need } from './need.ts';

/** Time limits of debrief requests, milliseconds. */
export interface DebriefPolicy {
  /** Time to answer before the next people are asked. */
  readonly answerWithinMs: number;
  /** Time to answer a request for a view, which has to be read first. */
  readonly viewWithinMs: number;
  /** Space that policy gives when nobody answers, at most; 0 for none. */
  readonly spaceByItselfMs: number;
}

/** Defaults: ten minutes to answer, a day for a view, ten minutes of space. */
export const defaultDebriefPolicy: DebriefPolicy = {
  answerWithinMs: 10 * 60_000,
  viewWithinMs: 24 * 3_600_000,
  spaceByItselfMs: 10 * 60_000,
};

/** Step of escalation: the people first asked, then the stand-ins of the lead, then the other leads of the team. */
export type EscalationStep = 'first' | 'stand-in' | 'other-leads';

/** Person who was asked. */
export interface AskedPerson {
  readonly person: PersonId;
  readonly round: EscalationStep;
  readonly askedAt: number;
  readonly seenAt: number | null;
  /** Time at which the person declined; their turn is over. */
  readonly declinedAt: number | null;
}

/** Answer to a request. */
export type RequestAnswer =
  /** The person comes now. */
  | { readonly kind: 'coming' }
  /** The person comes at this time, epoch milliseconds. */
  | { readonly kind: 'at'; readonly at: number }
  /** The time was granted. */
  | { readonly kind: 'given' }
  /** The view was read; the reply is encrypted and stored elsewhere. */
  | { readonly kind: 'read' };

/** Properties of a request in every state. Stored as JSON, so property names and states stay as they are. */
interface RequestFacts {
  readonly request: RequestId;
  readonly asker: PersonId;
  /** Stored under its older name. */
  readonly wish: Need;
  /** Stored under its older name. */
  readonly reach: Audience;
  readonly askedAt: number;
  readonly asked: readonly AskedPerson[];
  /** Step that was asked last. Stored under its older name. */
  readonly round: EscalationStep;
}

/** Request that waits for an answer. */
interface OpenRequest extends RequestFacts {
  readonly state: 'asked';
  /** Time at which the next people are asked, epoch milliseconds. */
  readonly dueAt: number;
  readonly answer: null;
  readonly closedAt: null;
}

/** Request that one of the people asked has answered. Final. */
interface AnsweredRequest extends RequestFacts {
  readonly state: 'answered';
  readonly dueAt: null;
  readonly answer: RequestAnswer & { readonly by: PersonId };
  readonly closedAt: number;
}

/** Request that ended without an answer. Final; only the asker can act on an `unanswered` one. */
interface ClosedRequest extends RequestFacts {
  readonly state: 'taken-back' | 'unanswered';
  readonly dueAt: null;
  readonly answer: null;
  readonly closedAt: number;
}

/** Debrief request, by its state. */
export type Request = OpenRequest | AnsweredRequest | ClosedRequest;

/** Properties of a request that its asker decides. */
export type NewRequest = Pick<RequestFacts, 'request' | 'asker' | 'wish' | 'reach'>;

const escalationSteps: readonly EscalationStep[] = ['first', 'stand-in', 'other-leads'];

/** People to ask at each step. A colleague or circle is never escalated: the asker has not agreed that a lead may know. */
export const candidatesByStep = ({ wish, reach }: Pick<RequestFacts, 'wish' | 'reach'>, candidates: Candidates): Readonly<Record<EscalationStep, readonly PersonId[]>> => {
  const nobody = { first: [], 'stand-in': [], 'other-leads': [] };
  switch (reach.kind) {
    case 'lead':
      // A view is encrypted for one person, so no stand-in can read it.
      return wish.kind === 'view'
        ? { ...nobody, first: [reach.person] }
        : { first: [reach.person], 'stand-in': candidates.standIns, 'other-leads': candidates.otherLeads };
    case 'colleague':
      return { ...nobody, first: [reach.person] };
    case 'circle':
      return { ...nobody, first: candidates.circle };
  }
};

const withinMs = ({ wish }: RequestFacts, policy: DebriefPolicy): number => (wish.kind === 'view' ? policy.viewWithinMs : policy.answerWithinMs);

const close = (request: OpenRequest, state: ClosedRequest['state'], now: number): ClosedRequest => ({ ...request, state, dueAt: null, closedAt: now });

/** Finds the first step, from `from` on, that has anybody not asked yet, with those people; null when no step has. */
const stepWithPeople = (request: OpenRequest, from: EscalationStep, candidates: Candidates): { readonly round: EscalationStep; readonly people: readonly PersonId[] } | null => {
  const peopleByStep = candidatesByStep(request, candidates);
  const alreadyAsked = new Set<PersonId>([request.asker, ...request.asked.map(({ person }) => person)]);
  for (const round of escalationSteps.slice(escalationSteps.indexOf(from))) {
    const people = [...new Set(peopleByStep[round])].filter((person) => !alreadyAsked.has(person));
    if (people.length > 0) return { round, people };
  }
  return null;
};

/** Asks the people of the first step, from `from` on, that has anybody not asked yet. Closes the request as `unanswered` when no step has. */
const askStep = (request: OpenRequest, from: EscalationStep, candidates: Candidates, policy: DebriefPolicy, now: number): Request => {
  const step = stepWithPeople(request, from, candidates);
  if (step === null) return close(request, 'unanswered', now);
  const { round, people } = step;
  const asked = people.map((person): AskedPerson => ({ person, round, askedAt: now, seenAt: null, declinedAt: null }));
  return { ...request, asked: [...request.asked, ...asked], round, dueAt: now + withinMs(request, policy) };
};

/** Creates a request and asks the first people. Closed at once as `unanswered` when there is nobody to ask. */
export const createRequest = (wanted: NewRequest, candidates: Candidates, policy: DebriefPolicy, now: number): Request =>
  askStep(
    { ...wanted, askedAt: now, state: 'asked', asked: [], round: 'first', dueAt: now, answer: null, closedAt: null },
    'first',
    candidates,
    policy,
    now,
  );

/** People who can act on the request now: those asked who have not declined, or the asker once it is unanswered. */
export const turnOf = (request: Request): readonly PersonId[] => {
  if (request.state === 'asked') return request.asked.filter(({ declinedAt }) => declinedAt === null).map(({ person }) => person);
  return request.state === 'unanswered' ? [request.asker] : [];
};

/** Records that a person who was asked has seen the request. Does not stop escalation. */
export const markSeen = <R extends Request>(request: R, person: PersonId, now: number): R => {
  if (!request.asked.some((one) => one.person === person && one.seenAt === null)) return request;
  return { ...request, asked: request.asked.map((one) => (one.person === person ? { ...one, seenAt: one.seenAt ?? now } : one)) };
};

/** Result of an answer. `not-found`: this person was not asked. `no-longer-possible`: this person declined, or the request is closed. */
export type RequestAnswered = { readonly kind: 'answered'; readonly request: Request } | { readonly kind: 'not-found' | 'no-longer-possible' };

const sameAnswer = (one: RequestAnswer, other: RequestAnswer): boolean =>
  one.kind === other.kind && (one.kind !== 'at' || (other.kind === 'at' && one.at === other.at));

const canAnswer = (request: Request, person: PersonId): request is OpenRequest => request.state === 'asked' && turnOf(request).includes(person);

/** True when this person may grant time for the request: they can answer it, or have answered it. */
export const mayGrantTime = (request: Request, person: PersonId): boolean =>
  request.answer?.by === person || canAnswer(request, person);

/** Records an answer. The first answer counts; the same person may repeat the same answer. */
export const answerRequest = (before: Request, person: PersonId, answer: RequestAnswer, now: number): RequestAnswered => {
  if (!before.asked.some((one) => one.person === person)) return { kind: 'not-found' };
  const request = markSeen(before, person, now);
  if (request.answer?.by === person && sameAnswer(request.answer, answer)) return { kind: 'answered', request };
  if (!canAnswer(request, person)) return { kind: 'no-longer-possible' };
  return { kind: 'answered', request: { ...request, state: 'answered', dueAt: null, closedAt: now, answer: { ...answer, by: person } } };
};

const nextStep = (step: EscalationStep): EscalationStep | null => escalationSteps[escalationSteps.indexOf(step) + 1] ?? null;

/**
 * People who are asked at `dueAt` when nobody has answered by then, as far as it is known now.
 *
 * @param candidates people whom the request can reach now
 * @returns the people of the next step; empty when nobody is left to ask, or the request is closed
 */
export const askedNext = (request: Request, candidates: Candidates): readonly PersonId[] => {
  const next = request.state === 'asked' ? nextStep(request.round) : null;
  return next && request.state === 'asked' ? (stepWithPeople(request, next, candidates)?.people ?? []) : [];
};

const toNextStep = (request: OpenRequest, candidates: Candidates, policy: DebriefPolicy, now: number): Request => {
  const next = nextStep(request.round);
  return next ? askStep(request, next, candidates, policy, now) : close(request, 'unanswered', now);
};

/**
 * Asks the people of the next step when the time to answer is up. People asked before may still answer. Closes the request
 * as `unanswered` when there is nobody left to ask.
 */
export const escalateIfDue = (request: Request, candidates: Candidates, policy: DebriefPolicy, now: number): Request =>
  request.state === 'asked' && now >= request.dueAt ? toNextStep(request, candidates, policy, now) : request;

/**
 * Records that a person declines, and asks the people of the next step when everybody of this step has declined. Does
 * nothing for a person whose turn it isn't.
 */
export const declineRequest = (before: Request, person: PersonId, candidates: Candidates, policy: DebriefPolicy, now: number): Request => {
  if (!canAnswer(before, person)) return before;
  const asked = before.asked.map((one) => (one.person === person ? { ...one, seenAt: one.seenAt ?? now, declinedAt: now } : one));
  const request: OpenRequest = { ...before, asked };
  const isStepOpen = asked.some(({ round, declinedAt }) => round === request.round && declinedAt === null);
  return isStepOpen ? request : toNextStep(request, candidates, policy, now);
};

/** The two participants of the talk, asker and answerer; null while nobody has answered. */
export const participants = ({ state, asker, answer }: Request): readonly [PersonId, PersonId] | null =>
  state === 'answered' ? [asker, answer.by] : null;

/** Largest number of notes on one talk, counted over both participants. */
export const maxNotes = 5;

/** Takes back an open request on behalf of its asker. Returns a closed request unchanged. */
export const takeBackRequest = (request: Request, now: number): Request => (request.state === 'asked' ? close(request, 'taken-back', now) : request);
