import type { Device, LineEvent, PhoneEvent, RosterLine } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';

interface ToldSeat {
  there: boolean;
  pausedFor: string | null;
  changedAt: number;
  callsTaken: number;
  lastCallAt: number | null;
}

interface ToldLine {
  name: string;
  device: Device;
  deviceAt: number;
  readonly seats: Map<QueueName, ToldSeat>;
}

type Change = Partial<Pick<ToldSeat, 'there' | 'pausedFor'>>;

/** Who is where, as far as the events told so far say; they may come in any order, and the latest `at` wins. */
export class ToldRoster {
  readonly #lines = new Map<LineId, ToldLine>();

  hear(event: PhoneEvent): void {
    switch (event.kind) {
      case 'roster':
        this.#replace(event.lines, event.at);
        break;
      case 'line-joined':
        this.#line(event.line).name = event.name;
        this.#change(event, event.queue, { there: true, pausedFor: event.pausedFor });
        break;
      case 'line-left':
        this.#change(event, event.queue, { there: false, pausedFor: null });
        break;
      case 'line-paused':
        this.#change(event, event.queue, { there: true, pausedFor: event.reason });
        break;
      case 'line-resumed':
        this.#change(event, event.queue, { there: true, pausedFor: null });
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

  /** What the line is paused for in a queue; null where it is not, or where nothing is known. */
  pausedFor(line: LineId, queue: QueueName): string | null {
    return this.#lines.get(line)?.seats.get(queue)?.pausedFor ?? null;
  }

  lines(): readonly RosterLine[] {
    return [...this.#lines].flatMap(([line, { name, device, seats }]): RosterLine[] => {
      const memberships = [...seats].flatMap(([queue, { there, pausedFor, callsTaken, lastCallAt }]) =>
        there ? [{ queue, pausedFor, callsTaken, lastCallAt }] : [],
      );
      return memberships.length === 0 ? [] : [{ line, name, device, memberships }];
    });
  }

  #line(id: LineId): ToldLine {
    const known = this.#lines.get(id);
    if (known !== undefined) return known;
    const line: ToldLine = { name: id, device: 'unknown', deviceAt: -Infinity, seats: new Map() };
    this.#lines.set(id, line);
    return line;
  }

  #seat(line: LineId, queue: QueueName): ToldSeat {
    const { seats } = this.#line(line);
    const known = seats.get(queue);
    if (known !== undefined) return known;
    const seat: ToldSeat = { there: true, pausedFor: null, changedAt: -Infinity, callsTaken: 0, lastCallAt: null };
    seats.set(queue, seat);
    return seat;
  }

  #change(event: LineEvent, queue: QueueName | undefined, change: Change): void {
    const queues = queue === undefined ? [...(this.#lines.get(event.line)?.seats.keys() ?? [])] : [queue];
    for (const name of queues) {
      const seat = this.#seat(event.line, name);
      const wasLeft = queue === undefined && !seat.there;
      if (event.at >= seat.changedAt && !wasLeft) Object.assign(seat, change, { changedAt: event.at });
    }
  }

  #countCall(line: LineId, queue: QueueName, at: number): void {
    const seat = this.#seat(line, queue);
    seat.callsTaken += 1;
    seat.lastCallAt = Math.max(at, seat.lastCallAt ?? 0);
  }

  #replace(lines: readonly RosterLine[], at: number): void {
    for (const [id, { seats }] of this.#lines) {
      for (const [queue, seat] of seats) if (seat.changedAt <= at) seats.delete(queue);
      if (seats.size === 0) this.#lines.delete(id);
    }
    for (const { line: id, name, device, memberships } of lines) {
      const line = this.#line(id);
      line.name = name;
      if (at >= line.deviceAt) Object.assign(line, { device, deviceAt: at });
      for (const { queue, pausedFor, callsTaken, lastCallAt } of memberships) {
        const seat = this.#seat(id, queue);
        if (at < seat.changedAt) continue;
        Object.assign(seat, { there: true, pausedFor, changedAt: at, callsTaken, lastCallAt });
      }
    }
  }
}
