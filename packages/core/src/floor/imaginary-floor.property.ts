import { expect } from 'vitest';
import { apply, disconnect, isTrusted, type PhoneEvent } from '../call/index.ts';
import { asId, type CallId, type TimeGrantId, type LineId, type PersonId, type QueueName } from '../ids/index.ts';
import { balances, type Entry } from '../ledger/index.ts';
import type { Offer } from '../offer/index.ts';
import { isOpen, offQueueReason, placeOf, recoveryPauseReason, type OffQueueRecord, type Recovery } from '../pause/index.ts';
import { ImaginaryPhones, source, unreportedKey } from './imaginary-phones.property.ts';
import {
  callKey,
  applyRefusal,
  createFloorState,
  defaultPolicy,
  createEffects,
  applyPhoneEvent,
  handleCommand,
  observeLine,
  onClockTick,
  pruneState,
  unexplainedPauses,
  type EndedCall,
  type FloorState,
  type DecisionContext,
  type Effects,
  type Policy,
  type AgentCommand,
} from './index.ts';

/** Ten seconds are usual here, so that a minute's call is a hard one. */
export const policy: Policy = { ...defaultPolicy, priorTalkSeconds: { '': 10 }, hardCodes: new Set(['complaint']) };

export const [sales, support, service] = ['sales', 'support', 'service'].map(asId<QueueName>) as [QueueName, QueueName, QueueName];
export const ada = { person: asId<PersonId>('ada'), line: asId<LineId>('L1') };
export const bo = { person: asId<PersonId>('bo'), line: asId<LineId>('L2') };
export const people = [ada, bo];

const isQuiet = (effects: Effects): boolean =>
  effects.entries.length + effects.commands.length + effects.logged.length + effects.recoveries.size + effects.offQueues.size + effects.offers.size + effects.calls.size === 0;

/** Imaginary server that stores the effects of each decision, loses all other state when it crashes, and checks its laws. */
export class ImaginaryFloor {
  readonly phones: ImaginaryPhones;
  state: FloorState;
  now: number;
  /** True when the server is to crash after it has stored the next effects with commands, before it sends these. */
  diesBeforeCommands = false;
  /** Time at which someone else last paused, resumed or unseated each line, or at which the phone system last restarted. */
  readonly interferedAt = new Map<LineId, number>();
  readonly #log: PhoneEvent[] = [];
  readonly #recoveries = new Map<string, Recovery>();
  readonly #offQueues = new Map<TimeGrantId, OffQueueRecord>();
  readonly #offers = new Map<string, Offer>();
  readonly #calls = new Map<string, EndedCall>();
  readonly #entries: Entry[] = [];
  readonly #txns = new Set<string>();

  /** @param keepsRecord the phone system keeps a record of the time without a connection */
  constructor(now: number, keepsRecord = false) {
    this.now = now;
    this.phones = new ImaginaryPhones(now, { [ada.line]: [sales, support], [bo.line]: [sales] }, (event) => this.#apply(event));
    this.phones.keepsRecord = keepsRecord;
    this.state = this.#assemble();
    this.connect(0);
  }

  get moment(): DecisionContext {
    return { now: this.now, policy, hourOf: () => 0 };
  }

  get recoveries(): ReadonlyMap<string, Recovery> {
    return this.#recoveries;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  lastCallOf(line: LineId): EndedCall | undefined {
    return [...this.#calls.values()].findLast((ended) => ended.visit.line === line);
  }

  offerOf(person: PersonId): Offer | undefined {
    return [...this.#offers.values()].findLast((offer) => offer.person === person);
  }

  recoveryOf(person: PersonId): Recovery | undefined {
    return [...this.#recoveries.values()].findLast((recovery) => recovery.person === person);
  }

  // Inputs of the floor.

  tick(): void {
    this.#act((effects) => onClockTick(this.state, effects, this.moment));
  }

  command(person: PersonId, command: AgentCommand): void {
    const decide = (effects: Effects): void => void handleCommand(this.state, effects, person, command, this.moment);
    // An administrator who lifts a pause again means it.
    this.#act(decide, command.kind === 'pause-lifted');
  }

  pass(ms: number): void {
    const until = this.now + ms;
    const stepMs = Math.max(1000, Math.ceil(ms / 15));
    while (this.now < until) {
      this.now = Math.min(until, this.now + stepMs);
      this.phones.passTo(this.now);
      this.phones.carryOut();
      this.tick();
    }
    if (ms >= 30_000) pruneState(this.state, this.moment, 0);
  }

  connect(rosterAfterMs: number): void {
    if (this.phones.connected) return;
    this.phones.open();
    if (rosterAfterMs > 0) this.pass(rosterAfterMs);
    this.phones.emitRoster();
  }

  crash(): void {
    this.phones.connected = false;
    this.diesBeforeCommands = false;
    this.state = this.#assemble();
  }

  interfere(line: LineId): void {
    this.interferedAt.set(line, this.now);
  }

  /** True when the person has no open recovery, some queue of the line is not paused, and the feed is trusted. */
  isOrdinary(person: PersonId, line: LineId): boolean {
    const open = this.state.recoveries.get(person);
    const feed = this.state.tracker.feeds.get(source);
    const members = [...this.phones.phone(line).members.values()];
    return this.phones.connected && isTrusted(feed) && !isOpen(open) && members.some(({ pausedFor }) => pausedFor === null);
  }

  /** Ends all calls, lifts all pauses that have other reasons, and lets half an hour pass. */
  calmDown(): void {
    this.diesBeforeCommands = false;
    this.phones.fate = 'obeys';
    this.connect(0);
    for (const { line, members } of this.phones.phones.values()) {
      this.phones.end(line);
      this.phones.comeBack(line);
      this.phones.reread(line);
      for (const [queue, member] of members) if (member.setBy === 'somebody') this.phones.setPause(line, queue, null);
    }
    for (const { line, queue } of unexplainedPauses(this.state)) this.command(ada.person, { kind: 'pause-lifted', line, queue });
    for (let i = 0; i < 60; i += 1) this.pass(30_000);
  }

  // The server.

  #assemble(): FloorState {
    const floor = createFloorState();
    for (const event of this.#log) apply(floor.tracker, event, policy);
    disconnect(floor.tracker, this.now);
    for (const { person, line } of people) {
      floor.people.set(line, person);
      floor.lines.set(person, line);
    }
    for (const recovery of this.#recoveries.values()) {
      if (recovery.state === 'closed') floor.closed.set(recovery.person, recovery);
      else floor.recoveries.set(recovery.person, recovery);
      if (recovery.call !== null) floor.granted.set(callKey(recovery.call, recovery.leg!), recovery.createdAt);
    }
    for (const off of this.#offQueues.values()) if (off.state !== 'over') floor.offQueues.set(off.gift, off);
    for (const offer of this.#offers.values()) {
      const recovery = floor.recoveries.get(offer.person);
      if (isOpen(recovery) && recovery.recovery === offer.recovery && offer.state !== 'expired') floor.offers.set(offer.person, offer);
    }
    for (const entry of this.#entries) {
      if (entry.account === 'banked') floor.banked.set(entry.person, (floor.banked.get(entry.person) ?? 0) + entry.amountMs);
    }
    for (const [key, ended] of this.#calls) floor.ended.set(key, ended);
    return floor;
  }

  #apply(event: PhoneEvent): void {
    this.#log.push(event);
    this.#act((effects) => applyPhoneEvent(this.state, effects, event, this.moment));
  }

  /** Lines and queues that the recoveries pause. */
  #covered() {
    return [...this.state.recoveries.values()].flatMap((recovery) => recovery.queues.map((seat) => placeOf(recovery.line, seat)));
  }

  /** Decides, stores the effects and commands the phones. The same input must not have any effect a second time. */
  #act(decide: (effects: Effects) => void, mayRepeat = false): void {
    const effects = createEffects();
    decide(effects);
    this.#log.push(...structuredClone(effects.logged));
    this.#keep(effects);
    const again = createEffects();
    if (!mayRepeat) decide(again);
    if (!isQuiet(again)) throw new Error(`decided twice: ${JSON.stringify({ ...again, ...{ recoveries: [...again.recoveries.values()] } })}`);
    this.#check(effects);
    if (effects.commands.length > 0 && this.diesBeforeCommands) return this.crash();
    for (const command of effects.commands) {
      const answer = this.phones.command(command);
      if (answer === 'sent') continue;
      const final = answer === 'refused-for-good';
      this.#act((after) => applyRefusal(this.state, after, { person: command.person, request: command.request, final }, this.moment));
    }
    this.phones.carryOut();
  }

  #keep(effects: Effects): void {
    const written = new Map<string, Entry[]>();
    for (const entry of effects.entries) written.set(entry.txn, [...(written.get(entry.txn) ?? []), entry]);
    for (const [txn, entries] of written) {
      expect(this.#txns.has(txn), `${txn} is written once`).toBe(false);
      this.#txns.add(txn);
      expect(entries.length).toBe(2);
      expect(entries.reduce((sum, entry) => sum + entry.amountMs, 0)).toBe(0);
    }
    this.#entries.push(...structuredClone(effects.entries));
    for (const [id, recovery] of effects.recoveries) {
      this.#recoveries.delete(id);
      this.#recoveries.set(id, structuredClone(recovery));
    }
    for (const [id, off] of effects.offQueues) this.#offQueues.set(id, structuredClone(off));
    for (const [id, offer] of effects.offers) this.#offers.set(id, structuredClone(offer));
    for (const [id, call] of effects.calls) this.#calls.set(id, structuredClone(call));
  }

  // The laws.

  #check(effects: Effects): void {
    const trusted = isTrusted(this.state.tracker.feeds.get(source));
    for (const { line, queues, reason, replaces } of effects.commands) {
      expect(trusted, 'nothing is commanded by a picture that may be old').toBe(true);
      for (const queue of queues) {
        const member = this.phones.phone(line).members.get(queue);
        if (member?.pausedFor === '') expect(member.setBy, 'a pause without a reason is lifted only where it is Onhook’s').toBe('onhook');
        else if (member) expect([null, reason, replaces]).toContain(member.pausedFor);
      }
    }
    for (const { person, line } of people) {
      const open = this.state.recoveries.get(person);
      const observed = observeLine(this.state, line);
      if (open) {
        expect(open.leaseUntil).toBeLessThanOrEqual(this.now + 30 * 60_000);
        if (observed.talking || observed.ringing) expect(open.state, 'minutes stand still while a call is on').not.toBe('paused');
      }
      const offer = this.state.offers.get(person);
      if (offer) expect(open?.recovery, 'an offer is of the open recovery').toBe(offer.recovery);
      if (!trusted || !this.phones.connected) continue;
      for (const [queue, { pausedFor, setBy }] of this.phones.phone(line).members) {
        if (setBy !== 'onhook' || this.phones.unreportedQueues.has(unreportedKey(line, queue))) continue;
        const leases = [...this.state.offQueues.values()].filter((off) => off.line === line && (off.queue === queue || observed.servedBy?.get(queue) === off.gift) && off.state !== 'over');
        const isLifted = this.state.tracker.lines.get(line)?.memberships.get(queue)?.own?.liftAskedAt != null;
        // A command that hands the pause over to time off the queue may still be on its way.
        const isHandedOver = leases.some(({ gift }) => observed.servedBy?.get(queue) === gift);
        if (pausedFor === recoveryPauseReason && !isLifted && !isHandedOver) expect(this.#covered(), 'a pause of ours has its recovery').toContainEqual({ line, queue });
        if (pausedFor !== offQueueReason || isLifted) continue;
        expect(leases.length, 'a pause of ours has its queue less').toBeGreaterThan(0);
      }
    }
  }

  checkBooks(): void {
    expect(Object.values(balances(this.#entries)).reduce((sum, ms) => sum + ms, 0)).toBe(0);
    for (const recovery of this.#recoveries.values()) {
      const own = this.#entries.filter((entry) => entry.recovery === recovery.recovery);
      const sums = balances(own);
      const granted = own.filter((entry) => entry.account === 'granted' && entry.amountMs > 0).reduce((sum, entry) => sum + entry.amountMs, 0);
      expect(granted).toBe(recovery.grantedMs);
      expect(granted - recovery.paidBackMs, 'guaranteed minutes are never refused').toBeGreaterThanOrEqual(policy.guaranteedMs);
      expect(sums.honoured).toBeLessThanOrEqual(granted);
      expect(sums.earned).toBe(0);
      const interferedAt = this.interferedAt.get(recovery.line) ?? 0;
      if (isOpen(recovery)) continue;
      if (recovery.endReason === 'taken-away') expect(interferedAt, 'somebody took it').toBeGreaterThanOrEqual(recovery.createdAt);
      if (recovery.endReason === 'paused-by-another' || recovery.endReason === 'logged-out') expect(interferedAt).toBeGreaterThan(0);
      expect(sums.granted).toBe(0);
      expect(sums.honoured + sums['cut-short'] + sums.waived + recovery.bankedMs).toBe(granted);
      expect(sums.honoured).toBe(recovery.servedMs);
      expect(sums.overrun, 'time that ran over is nobody’s debt').toBeGreaterThanOrEqual(0);
    }
    for (const { person } of people) {
      const banked = balances(this.#entries.filter((entry) => entry.person === person)).banked;
      expect(banked).toBeGreaterThanOrEqual(0);
      expect(this.state.banked.get(person) ?? 0).toBe(banked);
    }
  }

  checkGiven(): void {
    const given = new Map<CallId, number>();
    for (const { call } of this.#recoveries.values()) if (call !== null) given.set(call, (given.get(call) ?? 0) + 1);
    for (const [call, times] of given) expect(times, `${call} is given for once`).toBe(1);
    for (const { call, person, judgement, agentRating: tap } of this.#calls.values()) {
      if (person !== null && judgement !== null && judgement.level >= policy.hardLevel && tap !== 'fine') {
        expect(given.get(call), `${call} was hard`).toBe(1);
      }
    }
  }

  checkCalm(): void {
    for (const { members } of this.phones.phones.values()) {
      for (const { pausedFor } of members.values()) expect(pausedFor, 'everybody is back on the line').toBe(null);
    }
    expect([...this.state.recoveries.values()]).toEqual([]);
    expect([...this.state.offQueues.values()].filter(({ state }) => state !== 'over')).toEqual([]);
    for (const recovery of this.#recoveries.values()) expect(recovery.state).toBe('closed');
    expect(this.state.offers.size).toBe(0);
  }
}
