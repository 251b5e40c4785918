/** An action with its time. It runs unless it is cancelled before. */
export interface ScheduledEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
  isCancelled: boolean;
}

const before = (a: ScheduledEvent, b: ScheduledEvent): boolean => a.at < b.at || (a.at === b.at && a.sequence < b.sequence);

/** Future events in order of time, then of scheduling. A binary heap. */
export class EventQueue {
  readonly #heap: ScheduledEvent[] = [];
  #sequence = 0;

  /** Schedules `run` at epoch milliseconds `atAbout`, rounded to whole milliseconds. */
  schedule(atAbout: number, run: () => void): ScheduledEvent {
    const at = Math.round(atAbout);
    const event: ScheduledEvent = { at, sequence: this.#sequence++, run, isCancelled: false };
    const heap = this.#heap;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent]!;
      if (!before(event, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
    return event;
  }

  /** Removes and returns the next event at or before `untilAt`; null when there is none. */
  nextUntil(untilAt: number): ScheduledEvent | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.at > untilAt) return null;
      this.#removeFirst();
      if (!first.isCancelled) return first;
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}
