import { applyLine, isTrusted, pausesOf } from '../call/index.ts';
import type { LineId, OfferId, PersonId, QueueName } from '../ids/index.ts';
import type { Entry } from '../ledger/index.ts';
import { expireOffer, type Offer } from '../offer/index.ts';
import { linesOf } from './owners.ts';
import {
  commandsByLine,
  isOpen,
  offQueueRequest,
  placeOf,
  seatOf,
  reconcile,
  recoveryPauseReason,
  recoveryRequest,
  resumeLifting,
  type LineCommand,
  type LineRequest,
  type ObservedLine,
  type OffQueueRecord,
  type Recovery,
  type RecoveryStep,
} from '../pause/index.ts';
import type { Effects, FloorState } from './state.ts';

/**
 * Reads the state of a line, to compare its requests with.
 *
 * @returns a line that no phone system knows has no queues; it counts as up to date once every feed does
 */
export const observeLine = (floor: FloorState, line: LineId): ObservedLine => {
  const { lines, feeds } = floor.tracker;
  const track = lines.get(line);
  if (!track) {
    const feedUp = feeds.size > 0 && [...feeds.values()].every((feed) => isTrusted(feed));
    return { feedUp, phonesStartedAt: null, talking: false, ringing: false, ringingSince: null, pauses: new Map() };
  }
  const feed = feeds.get(track.source);
  let ringingSince: number | null = null;
  for (const since of track.ringing.values()) ringingSince = Math.min(ringingSince ?? since, since);
  for (const since of track.talking.values()) ringingSince = Math.min(ringingSince ?? since, since);
  return {
    feedUp: isTrusted(feed),
    phonesStartedAt: feed?.startedAt ?? null,
    talking: track.talking.size > 0,
    ringing: track.ringing.size > 0,
    ringingSince,
    pauses: pausesOf(track),
    servedBy: new Map([...track.memberships].flatMap(([queue, { own }]) => (own?.isOn ? [[queue, own.request] as const] : []))),
    joinedAt: new Map([...track.memberships].map(([queue, { memberAt }]) => [queue, memberAt])),
    pausedAt: new Map([...track.memberships].flatMap(([queue, { pausedFor, pauseAt }]) => (pausedFor === null ? [] : [[queue, pauseAt] as const]))),
    resumedAt: new Map([...track.memberships].flatMap(([queue, { resumedAt }]) => (resumedAt === null ? [] : [[queue, resumedAt] as const]))),
    lastCallEndedAt: track.lastEndedAt,
  };
};

/** Line of a recovery or a person, with the queues of the person's other lines beside its own. */
interface Observer {
  readonly person: PersonId;
  readonly line: LineId;
  /** The recovery, if there is one: its pauses are found also on lines that have passed to somebody else. */
  readonly recovery?: Recovery | undefined;
}

/**
 * Reads the state of all lines of a person as one line, whose queues {@link seatOf} names. Of a line that has passed to
 * somebody else it shows only the pauses of a recovery that has ended, which are to be lifted.
 */
export const observePerson = (floor: FloorState, { person, line: own, recovery }: Observer): ObservedLine => {
  const seats = recovery?.queues ?? [];
  const lines = new Set([own, ...linesOf(floor, person), ...seats.map((seat) => placeOf(own, seat).line)]);
  const observed = [...lines].map((line) => ({ line, isTheirs: floor.owners === null ? line === own || floor.people.get(line) === person : floor.people.get(line) === person, ...observeLine(floor, line) }));
  const [only] = observed;
  if (observed.length === 1 && only!.isTheirs) return only!;
  const theirs = observed.filter(({ isTheirs }) => isTheirs);
  const pauses = new Map<QueueName, string | null>();
  const [joinedAt, pausedAt, resumedAt] = [new Map<QueueName, number>(), new Map<QueueName, number>(), new Map<QueueName, number>()];
  const servedBy = new Map<QueueName, string>();
  for (const { line, isTheirs, pauses: ofLine, ...times } of observed) {
    for (const [queue, request] of times.servedBy ?? []) servedBy.set(seatOf(own, line, queue), request);
    for (const [queue, at] of times.joinedAt ?? []) joinedAt.set(seatOf(own, line, queue), at);
    for (const [queue, at] of times.pausedAt ?? []) pausedAt.set(seatOf(own, line, queue), at);
    for (const [queue, at] of times.resumedAt ?? []) resumedAt.set(seatOf(own, line, queue), at);
    for (const [queue, reason] of ofLine) {
      const seat = seatOf(own, line, queue);
      if (isTheirs || (!isOpen(recovery) && reason === recoveryPauseReason && seats.includes(seat))) pauses.set(seat, reason);
    }
  }
  const latest = (times: readonly (number | null)[]): number | null => times.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null);
  const ringing = theirs.flatMap(({ ringingSince }) => (ringingSince === null ? [] : [ringingSince]));
  return {
    feedUp: observed.filter(({ line, isTheirs }) => isTheirs || line === own).every(({ feedUp }) => feedUp),
    phonesStartedAt: latest(observed.map(({ phonesStartedAt }) => phonesStartedAt)),
    talking: theirs.some(({ talking }) => talking),
    ringing: theirs.some((one) => one.ringing),
    ringingSince: ringing.length === 0 ? null : Math.min(...ringing),
    pauses,
    servedBy,
    joinedAt,
    pausedAt,
    resumedAt,
    lastCallEndedAt: latest(theirs.map(({ lastCallEndedAt }) => lastCallEndedAt ?? null)),
  };
};

/** Adds ledger entries to the effects, to the day's entries of their person and to what is banked. */
export const recordEntries = (floor: FloorState, effects: Effects, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    effects.entries.push(entry);
    const today = floor.today.get(entry.person);
    if (today) today.push(entry);
    else floor.today.set(entry.person, [entry]);
    if (entry.account === 'banked') floor.banked.set(entry.person, (floor.banked.get(entry.person) ?? 0) + entry.amountMs);
    effects.people.add(entry.person);
  }
};

/** Makes `offer` its person's offer and stores it, without adding its state to those that it went through. */
export const replaceOffer = (floor: FloorState, effects: Effects, offer: Offer): void => {
  floor.offers.set(offer.person, offer);
  effects.offers.set(offer.offer, offer);
  effects.people.add(offer.person);
};

/** Makes `offer` its person's offer and adds its new state to the effects. */
export const saveOffer = (floor: FloorState, effects: Effects, offer: Offer): void => {
  replaceOffer(floor, effects, offer);
  effects.offerSteps.push(offer);
};

/**
 * Adds a recovery's new state and its entries to the floor and the effects. Its offer expires when its minutes end.
 *
 * @param before the state before; the same object as the new one when nothing changed
 */
export const saveRecovery = (
  floor: FloorState,
  effects: Effects,
  before: Recovery | null,
  { recovery, entries }: Pick<RecoveryStep, 'recovery' | 'entries'>,
  now: number,
): void => {
  recordEntries(floor, effects, entries);
  if (recovery === before) return;
  effects.recoveries.set(recovery.recovery, recovery);
  effects.people.add(recovery.person);
  if (recovery.state === 'closed') {
    if (floor.recoveries.get(recovery.person)?.recovery === recovery.recovery) floor.recoveries.delete(recovery.person);
  } else floor.recoveries.set(recovery.person, recovery);
  if (isOpen(recovery)) return;
  floor.closed.set(recovery.person, recovery);
  const offer = floor.offers.get(recovery.person);
  if (offer?.recovery === recovery.recovery) {
    // An answer that has not taken effect by then is the answer all the same.
    const gone = expireOffer(offer, now);
    if (gone !== offer) effects.offers.set(gone.offer, gone);
    const isPending = gone.state === 'answered' && gone.answer !== 'accepted' && !effects.offerSteps.includes(gone);
    if (gone !== offer || isPending) effects.offerSteps.push(gone);
    floor.offers.delete(recovery.person);
  }
};

/** Adds an off-queue grant, or its new state, to the floor and the effects. */
export const saveOffQueue = (floor: FloorState, effects: Effects, off: OffQueueRecord): void => {
  floor.offQueues.set(off.gift, off);
  effects.offQueues.set(off.gift, off);
  effects.people.add(off.person);
};

/**
 * Adds a command to the effects, and to the log that Onhook's own pauses are known by. A command that lifts or replaces pauses
 * of Onhook names the time of each, so that it also finds one that has lost its reason.
 */
export const recordCommand = (floor: FloorState, effects: Effects, command: LineCommand, person: PersonId | null, now: number): void => {
  const track = floor.tracker.lines.get(command.line);
  const setAt = new Map(command.setAt);
  for (const queue of command.queues) {
    const own = track?.memberships.get(queue)?.own;
    if (own?.isOn) setAt.set(queue, own.setAt ?? own.commandedAt);
  }
  effects.commands.push({ ...command, ...(setAt.size > 0 && { setAt }), person });
  if (!track) return;
  const { id, kind, line, queues, reason, request } = command;
  const event = { source: track.source, id: `command:${id}`, at: now, receivedAt: now, kind: 'line-commanded', line, command: kind, queues, reason, request } as const;
  applyLine(floor.tracker, event);
  effects.logged.push(event);
};

const isActive = ({ state }: OffQueueRecord): boolean => state !== 'over';

/**
 * Compares all requests of one line with the line and records what follows.
 *
 * @param before the line's recovery as it was saved last; null for none
 * @param changed the same recovery with a change that is not saved yet, and the entries of that change
 * @returns the recovery as it is afterwards
 */
const reconcileLine = <Before extends Recovery | null>(
  floor: FloorState,
  effects: Effects,
  line: LineId,
  before: Before,
  changed: Pick<RecoveryStep, 'recovery' | 'entries'> | null,
  now: number,
): Recovery | Before => {
  const requests: LineRequest[] = [];
  if (changed) requests.push(recoveryRequest(changed.recovery));
  for (const off of floor.offQueues.values()) if (off.line === line && isActive(off)) requests.push(offQueueRequest(off));
  const observed = changed ? observePerson(floor, { person: changed.recovery.person, line, recovery: changed.recovery }) : observeLine(floor, line);
  const reconciled = reconcile(requests, observed, now);
  let after: Recovery | Before = before;
  for (const request of reconciled.requests) {
    if (request.kind === 'recovery') {
      after = request.recovery;
      saveRecovery(floor, effects, before, { recovery: request.recovery, entries: [...(changed?.entries ?? []), ...reconciled.entries] }, now);
    } else if (floor.offQueues.get(request.off.gift) !== request.off) saveOffQueue(floor, effects, request.off);
  }
  for (const command of reconciled.commands) {
    const served = reconciled.requests.find(({ id }) => id === command.request);
    if (!served) continue;
    for (const one of commandsByLine(command)) recordCommand(floor, effects, one, served.person, now);
  }
  return after;
};

/**
 * Records a change of a recovery and compares the requests of its line with the line.
 *
 * @param before the recovery as it was saved last; null for a new one
 * @returns the recovery as it is afterwards
 */
export const reconcileRecovery = (
  floor: FloorState,
  effects: Effects,
  before: Recovery | null,
  changed: Pick<RecoveryStep, 'recovery' | 'entries'>,
  now: number,
): Recovery => reconcileLine(floor, effects, changed.recovery.line, before, changed, now) ?? changed.recovery;

/** Time after the closing of a recovery within which a pause of Onhook counts as that recovery's, and is lifted. */
const latePauseLiftMs = 60_000;

/** Compares one person's recovery with their line and records what follows. */
export const reconcilePerson = (floor: FloorState, effects: Effects, person: PersonId, now: number): void => {
  const recovery = floor.recoveries.get(person);
  // A recovery that has just closed because its line has passed to somebody else may have left its pause there.
  if (recovery && reconcileRecovery(floor, effects, recovery, { recovery, entries: [] }, now).state !== 'closed') return;
  const closed = floor.closed.get(person);
  if (closed?.state !== 'closed' || now > closed.closedAt + latePauseLiftMs) return;
  const observed = observePerson(floor, { person, line: closed.line, recovery: closed });
  if (!observed.feedUp || !closed.queues.some((queue) => observed.pauses.get(queue) === recoveryPauseReason)) return;
  reconcileRecovery(floor, effects, closed, { recovery: resumeLifting(closed), entries: [] }, now);
};

/**
 * Compares the queues that people are off with their lines and records what follows.
 *
 * @param lines only of these lines; every line by default
 */
export const reconcileOffQueues = (floor: FloorState, effects: Effects, now: number, lines?: ReadonlySet<LineId>): void => {
  if (floor.offQueues.size === 0) return;
  const due = new Set([...floor.offQueues.values()].flatMap((off) => (isActive(off) && (lines?.has(off.line) ?? true) ? [off.line] : [])));
  for (const line of due) {
    const recovery = [...floor.recoveries.values()].find((one) => one.line === line) ?? null;
    reconcileLine(floor, effects, line, recovery, recovery && { recovery, entries: [] }, now);
  }
};

/** Identifies the offer of a recovery. */
export const offerIdOf = (recovery: Recovery): OfferId => `offer-${recovery.recovery}` as OfferId;
