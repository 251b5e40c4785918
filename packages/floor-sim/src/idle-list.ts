/** What may wait in an idle list. Neither value may change while it does. */
export interface Idle {
  readonly freeSince: number;
  readonly index: number;
}

const before = (a: Idle, b: Idle): boolean =>
  a.freeSince < b.freeSince || (a.freeSince === b.freeSince && a.index < b.index);

/** The lines that could take a call of one queue now, longest idle first. */
export class IdleList<Line extends Idle> {
  readonly #lines: Line[] = [];

  add(line: Line): void {
    this.#lines.splice(this.#placeOf(line), 0, line);
  }

  remove(line: Line): void {
    const place = this.#placeOf(line);
    if (this.#lines[place] === line) this.#lines.splice(place, 1);
  }

  first(...avoided: readonly (Line | null)[]): Line | null {
    return this.#lines.find((line) => !avoided.includes(line)) ?? null;
  }

  #placeOf(line: Line): number {
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
