import type { Device, PhoneEvent, LineSnapshot, MembershipSnapshot } from '../call/index.ts';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { LineCommand } from '../pause/index.ts';

export const source = asId<SourceId>('pbx');

interface Member {
  readonly joinedAt: number | null;
  pausedFor: string | null;
  /** Time of the last pause; null after a reload or a restart, which lose it. */
  pausedAt: number | null;
  /** Who set the pause that is on. */
  setBy: 'onhook' | 'somebody' | null;
  callsTaken: number;
  lastCallAt: number | null;
}

interface Phone {
  readonly line: LineId;
  /** A dynamic member keeps its pause when the phone system restarts. */
  readonly dynamic: boolean;
  /** A member that a restart brings back late: its queues then. */
  away: Map<QueueName, Member> | null;
  readonly members: Map<QueueName, Member>;
  call: { readonly call: CallId; readonly queue: QueueName; readonly answeredAt: number | null; readonly held: boolean } | null;
}

export type Fate = 'obeys' | 'late' | 'loses' | 'partly' | 'refuses' | 'refuses-for-good';

/** Kinds of events that a record holds. */
const recorded = { 'call-queued': true, 'call-answered': true, 'call-unanswered': true, 'call-ended': true, 'call-left': true, 'line-paused': true, 'line-resumed': true, 'line-left': true };

type ReportedEvent = PhoneEvent extends infer Event ? (Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'> : never) : never;

const newMember = (joinedAt: number | null = null): Member => ({ joinedAt, pausedFor: null, pausedAt: null, setBy: null, callsTaken: 0, lastCallAt: null });

const membershipsOf = (members: ReadonlyMap<QueueName, Member>): MembershipSnapshot[] =>
  [...members].map(([queue, { setBy: _setBy, ...member }]) => ({ queue, ...member }));

/** Delay after which a late command is carried out. */
export const lateMs = 7000;

export const unreportedKey = (line: LineId, queue: QueueName): string => `${line} ${queue}`;

/** Imaginary phone system, small enough to be correct. It reports its events to `tell`, but only while connected. */
export class ImaginaryPhones {
  readonly phones = new Map<LineId, Phone>();
  readonly #listener: (event: PhoneEvent) => void;
  #under: { readonly command: LineCommand; readonly dueAt: number }[] = [];
  #eventCount = 0;
  #calls = 0;
  /** Events since the connection was lost, as far as the record holds them. */
  #unreported: ReportedEvent[] = [];
  #unreportedAt: number[] = [];
  connected = false;
  /** Time for which each line was paused by Onhook, without a call, in milliseconds. */
  readonly pausedMs = new Map<LineId, number>();
  /** Lines and queues that got another name since the line was reported last, as {@link unreportedKey} names them. */
  readonly unreportedQueues = new Set<string>();
  /** True when the phone system keeps a record, from which the events of a gap are read before the roster. */
  keepsRecord = false;
  fate: Fate = 'obeys';
  startedAt: number;
  now: number;

  constructor(now: number, seats: Readonly<Record<string, readonly QueueName[]>>, listener: (event: PhoneEvent) => void) {
    this.now = now;
    this.startedAt = now - 3_600_000;
    this.#listener = listener;
    for (const [i, [line, queues]] of Object.entries(seats).entries()) {
      const members = new Map(queues.map((queue) => [queue, newMember()]));
      this.phones.set(asId<LineId>(line), { line: asId<LineId>(line), dynamic: i % 2 === 1, away: null, members, call: null });
    }
  }

  emit(event: ReportedEvent): void {
    if (!this.connected) {
      this.#unreported.push(event);
      this.#unreportedAt.push(this.now);
      return;
    }
    this.#send(event, this.now);
  }

  #send(event: ReportedEvent, at: number, recorded?: true): void {
    this.#eventCount += 1;
    const stamp = { source, id: `e${this.#eventCount}`, at, receivedAt: this.now, order: this.#eventCount };
    this.#listener({ ...event, ...stamp, ...(recorded && { recorded }) } as PhoneEvent);
  }

  /** Sends the events since the connection was lost as a record holds them: in whole seconds, without what only the connection reports. */
  #readRecord(): void {
    for (const [index, event] of this.#unreported.entries()) {
      const at = this.#unreportedAt[index]!;
      if (event.kind in recorded) this.#send(event, Math.min(Math.floor(at / 1000) * 1000 + 999, this.now - 1), true);
    }
  }

  phone(line: LineId): Phone {
    return this.phones.get(line)!;
  }

  // Calls.

  ring(line: LineId, queue: QueueName): void {
    const phone = this.phone(line);
    if (phone.call || phone.members.get(queue)?.pausedFor !== null) return;
    this.#calls += 1;
    const call = asId<CallId>(`call-${this.#calls}`);
    phone.call = { call, queue, answeredAt: null, held: false };
    this.emit({ kind: 'call-queued', call, queue, customer: asId<CustomerKey>('customer') });
    this.emit({ kind: 'call-offered', call, queue, line });
    this.emit({ kind: 'line-device', line, device: 'ringing' });
  }

  answer(line: LineId): void {
    const phone = this.phone(line);
    if (!phone.call || phone.call.answeredAt !== null) return;
    phone.call = { ...phone.call, answeredAt: this.now };
    this.emit({ kind: 'line-device', line, device: 'in-use' });
    this.emit({ kind: 'call-answered', call: phone.call.call, queue: phone.call.queue, line });
  }

  hold(line: LineId): void {
    const phone = this.phone(line);
    if (!phone.call || phone.call.answeredAt === null) return;
    phone.call = { ...phone.call, held: !phone.call.held };
    this.emit({ kind: phone.call.held ? 'call-held' : 'call-retrieved', call: phone.call.call });
  }

  end(line: LineId): void {
    const phone = this.phone(line);
    if (!phone.call) return;
    const { call, queue, answeredAt } = phone.call;
    phone.call = null;
    if (answeredAt === null) {
      this.emit({ kind: 'call-unanswered', call, queue, line });
      this.emit({ kind: 'call-left', call, queue, because: 'abandoned' });
    } else {
      const member = phone.members.get(queue);
      if (member) {
        member.callsTaken += 1;
        member.lastCallAt = Math.floor(this.now / 1000) * 1000;
      }
      this.emit({ kind: 'call-ended', call, queue, line, by: 'caller', talkSeconds: Math.floor((this.now - answeredAt) / 1000) });
    }
    this.emit({ kind: 'line-device', line, device: 'idle' });
  }

  wrap(line: LineId, call: CallId): void {
    this.emit({ kind: 'call-wrapped', call, line, code: 'complaint' });
  }

  // Pauses.

  setPause(line: LineId, queue: QueueName, pausedFor: string | null, by: 'onhook' | 'somebody' = 'somebody'): void {
    const member = this.phone(line).members.get(queue);
    if (!member) return;
    if (by === 'onhook' && pausedFor === null && member.setBy === 'somebody') throw new Error(`lifted the pause of somebody else, "${member.pausedFor}"`);
    if (by === 'onhook' && pausedFor !== null && member.setBy === 'somebody') throw new Error(`replaced the pause of somebody else, "${member.pausedFor}"`);
    member.pausedFor = pausedFor;
    member.pausedAt = pausedFor === null ? member.pausedAt : Math.floor(this.now / 1000) * 1000;
    member.setBy = pausedFor === null ? null : by;
    this.emit(pausedFor === null ? { kind: 'line-resumed', line, queue } : { kind: 'line-paused', line, queue, reason: pausedFor });
  }

  seat(line: LineId, queue: QueueName): void {
    const { members } = this.phone(line);
    if (members.delete(queue)) this.emit({ kind: 'line-left', line, queue });
    else {
      members.set(queue, newMember(this.now));
      this.emit({ kind: 'line-joined', line, queue, name: line, pausedFor: null });
    }
  }

  /** Reads the members of a file again: a static member keeps its pause and loses the reason, and no event says so. */
  reload(line: LineId): void {
    const { dynamic, members } = this.phone(line);
    if (dynamic) return;
    for (const member of members.values()) {
      if (member.pausedFor !== null) member.pausedFor = '';
      member.pausedAt = null;
    }
  }

  /**
   * Gives a queue another name in the configuration: a reload creates its members anew, and no event says so.
   *
   * @param keeps members bring their pauses along under the new name, as those of a realtime table do
   * @param reports the line leaves the queue and joins the other one by events
   */
  rename(line: LineId, from: QueueName, to: QueueName, keeps = false, reports = false): void {
    const { members, call } = this.phone(line);
    const member = members.get(from);
    if (!member || members.has(to) || call?.queue === from) return;
    members.delete(from);
    members.set(to, keeps ? { ...member, pausedAt: null } : newMember());
    this.unreportedQueues.add(unreportedKey(line, to));
    if (!reports) return;
    this.emit({ kind: 'line-left', line, queue: from });
    if (this.connected) this.unreportedQueues.delete(unreportedKey(line, to));
    this.emit({ kind: 'line-joined', line, queue: to, name: line, pausedFor: keeps ? member.pausedFor : null });
  }

  /** Emits the line as it is read, which happens once a minute for a line with a lease. */
  reread(line: LineId): void {
    this.#report(this.phone(line));
  }

  /** Emits the line as it is read before a command. */
  #report({ line, members }: Phone): void {
    if (this.connected) for (const queue of members.keys()) this.unreportedQueues.delete(unreportedKey(line, queue));
    this.emit({ kind: 'line-reported', line, name: line, memberships: membershipsOf(members), isWhole: true });
  }

  // Commands. As every connector must, this one leaves pauses with another reason alone.

  command(command: LineCommand): 'sent' | 'refused' | 'refused-for-good' {
    switch (this.fate) {
      case 'obeys':
        this.#under.push({ command, dueAt: this.now });
        break;
      case 'late':
        this.#under.push({ command, dueAt: this.now + lateMs });
        break;
      case 'partly':
        this.#under.push({ command: { ...command, queues: command.queues.slice(0, 1) }, dueAt: this.now });
        return command.queues.length > 1 ? 'refused-for-good' : 'sent';
      case 'loses':
        break;
      case 'refuses':
        return 'refused';
      case 'refuses-for-good':
        return 'refused-for-good';
    }
    return 'sent';
  }

  /** Adds up the time for which Onhook's pauses are on, until `now`. */
  passTo(now: number): void {
    for (const { line, members, call } of this.phones.values()) {
      const isPaused = call === null && [...members.values()].some(({ setBy }) => setBy === 'onhook');
      if (isPaused) this.pausedMs.set(line, (this.pausedMs.get(line) ?? 0) + now - this.now);
    }
    this.now = now;
  }

  carryOut(): void {
    for (;;) {
      const due = this.#under.find(({ dueAt }) => dueAt <= this.now);
      if (!due) return;
      this.#under = this.#under.filter((one) => one !== due);
      const { kind, line, queues, reason, replaces, setAt } = due.command;
      this.#report(this.phone(line));
      for (const queue of queues) {
        const member = this.phone(line).members.get(queue);
        if (!member) continue;
        const { pausedFor, pausedAt } = member;
        const ourAt = setAt?.get(queue);
        const hasLostReason = pausedFor === '' && ourAt !== undefined && (pausedAt === null || pausedAt <= ourAt + 2000);
        if (kind === 'pause' ? pausedFor === null || pausedFor === replaces || (replaces && hasLostReason) : pausedFor === reason || hasLostReason) {
          this.setPause(line, queue, kind === 'pause' ? reason : null, 'onhook');
        }
      }
    }
  }

  // The connection, and the phone system itself.

  open(): void {
    this.connected = true;
    this.emit({ kind: 'feed-opened', startedAt: this.startedAt });
  }

  emitRoster(): void {
    this.unreportedQueues.clear();
    const followsRecord = this.keepsRecord && { followsRecord: true as const };
    if (this.keepsRecord) this.#readRecord();
    this.#unreported = [];
    this.#unreportedAt = [];
    const device = ({ call }: Phone): Device => (call === null ? 'idle' : call.answeredAt === null ? 'ringing' : 'in-use');
    const lines: LineSnapshot[] = [...this.phones.values()]
      .filter((phone) => phone.members.size > 0)
      .map((phone) => ({
        line: phone.line,
        name: phone.line,
        device: device(phone),
        memberships: membershipsOf(phone.members),
      }));
    const waiting = [...this.phones.values()].flatMap(({ call }) => (call && call.answeredAt === null ? [call.call] : []));
    this.emit({ kind: 'roster', lines, waiting, ...followsRecord });
  }

  close(because: 'error' | 'shutdown'): void {
    this.emit({ kind: 'feed-lost', because });
    this.connected = false;
  }

  /** @param keeps static members keep their pauses without the reason, as realtime ones do, and come back late */
  restart(keeps: boolean): void {
    this.close('shutdown');
    this.#under = [];
    this.startedAt = this.now;
    for (const phone of this.phones.values()) {
      phone.call = null;
      for (const member of phone.members.values()) {
        if (!phone.dynamic && keeps && member.pausedFor !== null) member.pausedFor = '';
        else if (!phone.dynamic) Object.assign(member, { pausedFor: null, setBy: null });
        member.pausedAt = null;
        member.callsTaken = 0;
        member.lastCallAt = null;
      }
      if (phone.dynamic || !keeps || phone.away) continue;
      phone.away = new Map(phone.members);
      phone.members.clear();
    }
  }

  /** Brings back the members that a restart has left out. No event but their state reports it. */
  comeBack(line: LineId): void {
    const phone = this.phone(line);
    if (!phone.away) return;
    // A member that was added meanwhile stays as it is.
    for (const [queue, member] of phone.away) if (!phone.members.has(queue)) phone.members.set(queue, member);
    phone.away = null;
    for (const queue of phone.members.keys()) {
      const memberships = membershipsOf(phone.members).filter((one) => one.queue === queue);
      this.emit({ kind: 'line-reported', line, name: line, memberships, isWhole: false });
    }
  }
}
