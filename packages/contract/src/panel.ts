import { z } from 'zod';
import { route } from './route.ts';

/** Epoch milliseconds. */
const at = z.int().nonnegative();
const ms = z.int().nonnegative();
const done = z.object({});

export const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handle-time'), queue: z.string(), minutes: z.number(), timesUsual: z.number() }),
  z.object({ kind: z.literal('held'), times: z.int(), longestSeconds: z.int() }),
  z.object({ kind: z.literal('transferred'), times: z.int() }),
  z.object({ kind: z.literal('same-customer'), callsToday: z.int() }),
  z.object({ kind: z.literal('wrap-up-code'), code: z.string() }),
  z.object({ kind: z.literal('customer-sentiment') }),
  z.object({ kind: z.literal('agent-said') }),
]);
export type ReasonView = z.infer<typeof reason>;

export const agentState = z.enum(['available', 'ringing', 'on-call', 'wrap-up', 'paused', 'logged-out', 'unknown']);
export type AgentStateName = z.infer<typeof agentState>;

const callRef = z.object({ call: z.string(), leg: z.int() });

export const cutShortBy = z.enum(['phone-system', 'another-pause', 'logged-out', 'lead', 'administrator']);

/** A recovery as its agent sees it. */
export const recoveryView = z.object({
  recovery: z.string(),
  /** given: a person who was asked for it gave it. */
  cause: z.enum(['hard-call', 'said-hard', 'asked', 'given']),
  /**
   * asked: the pause is on its way to the phone system · waiting: a call is on, and the minutes begin when it ends ·
   * paused: the phone system keeps the line paused · ending: the line is about to open again.
   */
  state: z.enum(['asked', 'waiting', 'paused', 'ending']),
  /** True when a call came in before the pause took effect; the minutes wait for its end. */
  rangFirst: z.boolean(),
  /** True for given minutes that begin when another pause of the line ends. */
  waitsForPause: z.boolean(),
  grantedMs: ms,
  /** Time at which the line opens again by itself; null while the minutes have not begun. */
  pausedUntil: at.nullable(),
  /** Time at which the minutes began; null while they have not. */
  pausedSince: at.nullable(),
  /** Length of an extension; 0 when none is left. */
  canExtendMs: ms,
});

export const offerView = z.object({
  offer: z.string(),
  recovery: z.string(),
  state: z.enum(['intended', 'shown', 'accepted']),
  /** null when the agent asked for a minute without a call. */
  call: callRef
    .extend({ queue: z.string(), level: z.int().min(0).max(3), reasons: z.array(reason).max(3) })
    .nullable(),
  /** An answer that opens the line at `takesEffectAt` unless the agent takes it back before; null without one. */
  pending: z.object({ answer: z.enum(['later', 'skipped', 'not-relevant']), takesEffectAt: at }).nullable(),
});

/** How a recovery ended, shown until the next call. */
export const closedView = z.object({
  recovery: z.string(),
  because: z.enum([
    'time-was-up',
    'agent-went-back',
    'agent-said-later',
    'agent-skipped',
    'agent-said-fine',
    'taken-away',
    'paused-by-another',
    'logged-out',
    'phone-refused',
    'released',
    'lead-took-back',
    'went-home',
  ]),
  servedMs: ms,
  grantedMs: ms,
  bankedMs: ms,
  at,
});

/** Recovery time since midnight of the centre, from the ledger. */
export const todayView = z.object({
  grantedMs: ms,
  honouredMs: ms,
  waivedMs: ms,
  paidBackMs: ms,
  cutShort: z.array(z.object({ ms, by: cutShortBy, at })),
  /** Time for which the line was paused beside the minutes because Onhook was late. It costs the person nothing. */
  overrunMs: ms,
  /** The balance now, not only today's. */
  bankedMs: ms,
});

/** All that the panel shows; pushed whole whenever it changes. */
export const panelView = z.object({
  serverNow: at,
  person: z.object({ person: z.string(), name: z.string() }),
  /** null: this person has no line yet (an administrator matches it). */
  line: z.object({ state: agentState, since: at, reason: z.string().nullable() }).nullable(),
  /** False while the phone system cannot be reached; the rest of the view may be out of date. */
  phonesUp: z.boolean(),
  recovery: recoveryView.nullable(),
  offer: offerView.nullable(),
  lastClosed: closedView.nullable(),
  /** The last call, while it may still be tapped as hard (15 minutes) or as fine. */
  tappable: callRef
    .extend({ queue: z.string(), endedAt: at, level: z.int().min(0).max(3), tap: z.enum(['hard', 'fine']).nullable() })
    .nullable(),
  today: todayView,
  policy: z.object({ guaranteedMs: ms, moreMs: ms, extendMs: ms }),
});
export type PanelView = z.infer<typeof panelView>;

/** An agent's own day since midnight of the centre, which the panel draws between calls. */
export const ownDayView = z.object({
  serverNow: at,
  /** Answer of the day's first call; null before it. */
  firstCallAt: at.nullable(),
  /** The newest call that has ended; null when there is none today. */
  lastCall: z.object({ queue: z.string(), endedAt: at, talkMs: ms }).nullable(),
  /** Hard calls from their answer to their end, oldest first. A call that its agent rated as fine is not among them. */
  hardCalls: z.array(z.object({ startedAt: at, endedAt: at })),
  /** Recovery time that the phone system has kept, oldest first; the last may still run. */
  keptMinutes: z.array(z.object({ startedAt: at, endedAt: at })),
});
export type OwnDayView = z.infer<typeof ownDayView>;

const recoveryParams = z.object({ recovery: z.string().max(200) });
/** Time of the action by the server's clock, as the browser knows it; now when left out. An action sent late counts from this time. */
const doneAt = at.optional();
const offerParams = z.object({ offer: z.string().max(200) });

export const readPanel = route({
  key: 'GET /api/panel',
  summary: 'All that the signed-in agent’s panel shows.',
  reply: panelView,
  errors: ['not-signed-in', 'not-allowed'],
});

export const readOwnDay = route({
  key: 'GET /api/panel/day',
  summary: 'The hard calls of the signed-in agent and the minutes kept for them since midnight.',
  reply: ownDayView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const showOffer = route({
  key: 'POST /api/offers/:offer/shown',
  summary: 'The offer has been painted.',
  params: offerParams,
  example: { params: { offer: 'no-such-offer' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const answerOffer = route({
  key: 'POST /api/offers/:offer/answer',
  summary: 'accepted begins the reset; later banks the minutes; skipped and not-relevant waive them.',
  params: offerParams,
  body: z.object({
    answer: z.enum(['accepted', 'later', 'skipped', 'not-relevant']),
    /** True leaves the line paused for five more seconds, in which the answer can be taken back. The same answer without it opens the line at once. */
    undoable: z.boolean().optional(),
  }),
  example: { params: { offer: 'no-such-offer' }, body: { answer: 'accepted' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const undoAnswer = route({
  key: 'POST /api/offers/:offer/undo',
  summary: 'Takes an answer back that has not opened the line yet; the offer is open again.',
  params: offerParams,
  example: { params: { offer: 'no-such-offer' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const endRecovery = route({
  key: 'POST /api/recoveries/:recovery/end',
  summary: 'The agent goes back on the line before the time is up.',
  params: recoveryParams,
  example: { params: { recovery: 'no-such-recovery' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const extendRecovery = route({
  key: 'POST /api/recoveries/:recovery/extend',
  summary: 'A little longer, once, as policy allows.',
  params: recoveryParams,
  example: { params: { recovery: 'no-such-recovery' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const askForAMinute = route({
  key: 'POST /api/recoveries',
  summary: 'I need a minute: recovery time with no call named. On a live call the minutes begin when it ends.',
  reply: z.object({ recovery: z.string() }),
  errors: ['not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const tapCall = route({
  key: 'POST /api/calls/:call/:leg/tap',
  summary: 'hard: that was a hard one, up to 15 minutes back. fine: no, it was fine. null takes the tap back.',
  params: z.object({ call: z.string().max(200), leg: z.coerce.number().int().min(1).max(1000) }),
  body: z.object({ tap: z.enum(['hard', 'fine']).nullable(), at: doneAt }),
  example: { params: { call: 'no-such-call', leg: 1 }, body: { tap: 'hard' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});

export const startReset = route({
  key: 'POST /api/resets',
  summary: 'A reset begins. Which techniques it is made of and what was written stay in the browser.',
  /** The browser names the reset, so a request sent twice begins it once. */
  body: z.object({ reset: z.string().min(8).max(200), recovery: z.string().max(200).nullable(), at: doneAt }),
  example: { body: { reset: 'one-more-reset', recovery: 'no-such-recovery' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const endReset = route({
  key: 'POST /api/resets/:reset/end',
  summary: 'A reset ends: completed, or stopped early by the agent.',
  params: z.object({ reset: z.string().max(200) }),
  body: z.object({ how: z.enum(['completed', 'stopped-early']), at: doneAt }),
  example: { params: { reset: 'no-such-reset' }, body: { how: 'completed' } },
  reply: done,
  errors: ['not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
});
