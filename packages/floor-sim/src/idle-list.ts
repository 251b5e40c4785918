/** An entry of an idle list. Neither value may change while the entry is in the list. */
export interface Idle {
  readonly freeSince: number;
  readonly index: number;
}

const before = (a: Idle, b: Idle): boolean =>
  a.freeSince < b.freeSince || (a.freeSince === b.freeSince && a.index < b.index);

/** Lines that can take a call of one queue now, longest idle first. */
export class IdleList<Line extends Idle> {
  readonly #lines: Line[] = [];

  add(line: Line): void {
    this.#lines.splice(this.#indexFor(line), 0, line);
  }

  remove(line: Line): void {
    const index = this.#indexFor(line);
    if (this.#lines[index] === line) this.#lines.splice(index, 1);
  }

  /** Returns the line that has been idle longest and is none of `avoided`. */
  first(...avoided: readonly (Line | null)[]): Line | null {
    return this.#lines.find((line) => !avoided.includes(line)) ?? null;
  }

  #indexFor(line: Line): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.#lines[middle]!, line)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
