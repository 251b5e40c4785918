import type { Device, LineEvent, PhoneEvent, LineSnapshot } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';

interface ReportedMembership {
  isMember: boolean;
  pausedFor: string | null;
  changedAt: number;
  callsTaken: number;
  lastCallAt: number | null;
}

interface ReportedLine {
  name: string;
  device: Device;
  deviceAt: number;
  readonly memberships: Map<QueueName, ReportedMembership>;
}

type Change = Partial<Pick<ReportedMembership, 'isMember' | 'pausedFor'>>;

/** Lines, queues and pauses as reported by events. Events come in any order; of two about the same thing the later `at` wins. */
export class ReportedLines {
  readonly #lines = new Map<LineId, ReportedLine>();

  /** Applies one event; events of other kinds change nothing. */
  apply(event: PhoneEvent): void {
    switch (event.kind) {
      case 'roster':
        this.#replace(event.lines, event.at);
        break;
      case 'line-joined':
        this.#line(event.line).name = event.name;
        this.#change(event, event.queue, { isMember: true, pausedFor: event.pausedFor });
        break;
      case 'line-left':
        this.#change(event, event.queue, { isMember: false, pausedFor: null });
        break;
      case 'line-paused':
        this.#change(event, event.queue, { isMember: true, pausedFor: event.reason });
        break;
      case 'line-resumed':
        this.#change(event, event.queue, { isMember: true, pausedFor: null });
        break;
      case 'line-device': {
        const line = this.#line(event.line);
        if (event.at >= line.deviceAt) Object.assign(line, { device: event.device, deviceAt: event.at });
        break;
      }
      case 'call-ended':
        this.#countCall(event.line, event.queue, event.at);
        break;
      default:
        break;
    }
  }

  /** Reason of the line's pause in the queue; null where it is not paused, or where nothing is known. */
  pausedFor(line: LineId, queue: QueueName): string | null {
    return this.#lines.get(line)?.memberships.get(queue)?.pausedFor ?? null;
  }

  /** Every line that is in a queue. */
  lines(): readonly LineSnapshot[] {
    return [...this.#lines].flatMap(([line, { name, device, memberships: all }]): LineSnapshot[] => {
      const memberships = [...all].flatMap(([queue, { isMember, pausedFor, callsTaken, lastCallAt }]) =>
        isMember ? [{ queue, pausedFor, callsTaken, lastCallAt }] : [],
      );
      return memberships.length === 0 ? [] : [{ line, name, device, memberships }];
    });
  }

  #line(id: LineId): ReportedLine {
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    const line: ReportedLine = { name: id, device: 'unknown', deviceAt: -Infinity, memberships: new Map() };
    this.#lines.set(id, line);
    return line;
  }

  #membership(line: LineId, queue: QueueName): ReportedMembership {
    const { memberships } = this.#line(line);
    const known = memberships.get(queue);
    if (known !== undefined) return known;
    const membership: ReportedMembership = {
      isMember: true,
      pausedFor: null,
      changedAt: -Infinity,
      callsTaken: 0,
      lastCallAt: null,
    };
    memberships.set(queue, membership);
    return membership;
  }

  #change(event: LineEvent, queue: QueueName | undefined, change: Change): void {
    const queues = queue === undefined ? [...(this.#lines.get(event.line)?.memberships.keys() ?? [])] : [queue];
    for (const name of queues) {
      const membership = this.#membership(event.line, name);
      const wasLeft = queue === undefined && !membership.isMember;
      if (event.at >= membership.changedAt && !wasLeft) Object.assign(membership, change, { changedAt: event.at });
    }
  }

  #countCall(line: LineId, queue: QueueName, at: number): void {
    const membership = this.#membership(line, queue);
    membership.callsTaken += 1;
    membership.lastCallAt = Math.max(at, membership.lastCallAt ?? 0);
  }

  #replace(lines: readonly LineSnapshot[], at: number): void {
    for (const [id, { memberships }] of this.#lines) {
      for (const [queue, membership] of memberships) if (membership.changedAt <= at) memberships.delete(queue);
      if (memberships.size === 0) this.#lines.delete(id);
    }
    for (const { line: id, name, device, memberships } of lines) {
      const line = this.#line(id);
      line.name = name;
      if (at >= line.deviceAt) Object.assign(line, { device, deviceAt: at });
      for (const { queue, pausedFor, callsTaken, lastCallAt } of memberships) {
        const membership = this.#membership(id, queue);
        if (at < membership.changedAt) continue;
        Object.assign(membership, { isMember: true, pausedFor, changedAt: at, callsTaken, lastCallAt });
      }
    }
  }
}
