import { type Bytes, textOf } from './bytes.ts';

class CutShort extends Error {}

/** Reads what `bytes.ts` wrote, from the front. */
export class Reader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get at(): number {
    return this.#at;
  }

  take(length: number): Bytes {
    if (this.#at + length > this.#bytes.length) throw new CutShort();
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u32(): number {
    return new DataView(this.take(4).buffer).getUint32(0);
  }

  framed(): Bytes {
    return this.take(this.u32());
  }

  text(): string {
    return textOf(this.framed());
  }

  rest(): Bytes {
    return this.take(this.#bytes.length - this.#at);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new CutShort();
  }
}

/** What `work` reads; null where the bytes end too early, too late, or say what is no text. */
export const reading = <Value>(bytes: Bytes, work: (reader: Reader) => Value): Value | null => {
  try {
    return work(new Reader(bytes));
  } catch (error) {
    if (error instanceof CutShort || error instanceof TypeError) return null;
    throw error;
  }
};
