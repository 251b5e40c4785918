import type { Device, PhoneEvent, RosterLine } from '../call/index.ts';
import { asId, type CallId, type CustomerKey, type LineId, type QueueName, type SourceId } from '../ids/index.ts';
import type { LineCommand } from '../pause/index.ts';

export const source = asId<SourceId>('pbx');

interface Member {
  pausedFor: string | null;
  callsTaken: number;
  lastCallAt: number | null;
}

interface Phone {
  readonly line: LineId;
  /** A dynamic member keeps its pause when the phone system restarts. */
  readonly dynamic: boolean;
  readonly members: Map<QueueName, Member>;
  call: { readonly call: CallId; readonly queue: QueueName; readonly answeredAt: number | null; readonly held: boolean } | null;
}

export type Fate = 'obeys' | 'late' | 'loses' | 'partly' | 'refuses' | 'refuses-for-good';

type ReportedEvent = PhoneEvent extends infer Event ? (Event extends PhoneEvent ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'> : never) : never;

/** Delay after which a late command is carried out. */
export const lateMs = 7000;

/** Imaginary phone system, small enough to be correct. It reports its events to `tell`, but only while connected. */
export class ImaginaryPhones {
  readonly phones = new Map<LineId, Phone>();
  readonly #listener: (event: PhoneEvent) => void;
  #under: { readonly command: LineCommand; readonly dueAt: number }[] = [];
  #eventCount = 0;
  #calls = 0;
  connected = false;
  fate: Fate = 'obeys';
  startedAt: number;
  now: number;

  constructor(now: number, seats: Readonly<Record<string, readonly QueueName[]>>, listener: (event: PhoneEvent) => void) {
    this.now = now;
    this.startedAt = now - 3_600_000;
    this.#listener = listener;
    for (const [i, [line, queues]] of Object.entries(seats).entries()) {
      const members = new Map(queues.map((queue) => [queue, { pausedFor: null, callsTaken: 0, lastCallAt: null }]));
      this.phones.set(asId<LineId>(line), { line: asId<LineId>(line), dynamic: i % 2 === 1, members, call: null });
    }
  }

  emit(event: ReportedEvent): void {
    if (!this.connected) return;
    this.#eventCount += 1;
    const stamp = { source, id: `e${this.#eventCount}`, at: this.now, receivedAt: this.now, order: this.#eventCount };
    this.#listener({ ...event, ...stamp } as PhoneEvent);
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

  setPause(line: LineId, queue: QueueName, pausedFor: string | null): void {
    const member = this.phone(line).members.get(queue);
    if (!member) return;
    member.pausedFor = pausedFor;
    this.emit(pausedFor === null ? { kind: 'line-resumed', line, queue } : { kind: 'line-paused', line, queue, reason: pausedFor });
  }

  seat(line: LineId, queue: QueueName): void {
    const { members } = this.phone(line);
    if (members.delete(queue)) this.emit({ kind: 'line-left', line, queue });
    else {
      members.set(queue, { pausedFor: null, callsTaken: 0, lastCallAt: null });
      this.emit({ kind: 'line-joined', line, queue, name: line, pausedFor: null });
    }
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

  carryOut(): void {
    for (;;) {
      const due = this.#under.find(({ dueAt }) => dueAt <= this.now);
      if (!due) return;
      this.#under = this.#under.filter((one) => one !== due);
      const { kind, line, queues, reason, replaces } = due.command;
      for (const queue of queues) {
        const pausedFor = this.phone(line).members.get(queue)?.pausedFor;
        if (kind === 'pause' ? pausedFor === null || pausedFor === reason || pausedFor === replaces : pausedFor === reason) {
          this.setPause(line, queue, kind === 'pause' ? reason : null);
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
    const device = ({ call }: Phone): Device => (call === null ? 'idle' : call.answeredAt === null ? 'ringing' : 'in-use');
    const lines: RosterLine[] = [...this.phones.values()]
      .filter((phone) => phone.members.size > 0)
      .map((phone) => ({
        line: phone.line,
        name: phone.line,
        device: device(phone),
        memberships: [...phone.members].map(([queue, member]) => ({ queue, ...member })),
      }));
    const waiting = [...this.phones.values()].flatMap(({ call }) => (call && call.answeredAt === null ? [call.call] : []));
    this.emit({ kind: 'roster', lines, waiting });
  }

  close(because: 'error' | 'shutdown'): void {
    this.emit({ kind: 'feed-lost', because });
    this.connected = false;
  }

  restart(): void {
    this.close('shutdown');
    this.#under = [];
    this.startedAt = this.now;
    for (const phone of this.phones.values()) {
      phone.call = null;
      for (const member of phone.members.values()) {
        if (!phone.dynamic) member.pausedFor = null;
        member.callsTaken = 0;
        member.lastCallAt = null;
      }
    }
  }
}
