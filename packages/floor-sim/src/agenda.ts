/** Something that will happen, unless it is called off first. */
export interface Entry {
  readonly at: number;
  readonly turn: number;
  readonly happen: () => void;
  calledOff: boolean;
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** What is still to happen, in order of time; what was put in first goes first among equals. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #turn = 0;

  /** Things happen at whole milliseconds. */
  add(atAbout: number, happen: () => void): Entry {
    const at = Math.round(atAbout);
    const entry: Entry = { at, turn: this.#turn++, happen, calledOff: false };
    const heap = this.#heap;
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent]!;
      if (!before(entry, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
    return entry;
  }

  /** Takes out the next entry at or before the given moment. */
  takeUntil(untilAt: number): Entry | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.at > untilAt) return null;
      this.#removeFirst();
      if (!first.calledOff) return first;
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
  }
}
