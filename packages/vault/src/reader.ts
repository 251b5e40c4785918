import { type Bytes, textOf } from './bytes.ts';

class CutShort extends Error {}

/** Reads binary records from the front. Every method throws `CutShort` when the bytes do not suffice; see {@link readRecord}. */
export class Reader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** Number of bytes read so far. */
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

  /** Reads a length (4 bytes) and as many bytes. */
  framed(): Bytes {
    return this.take(this.u32());
  }

  text(): string {
    return textOf(this.framed());
  }

  rest(): Bytes {
    return this.take(this.#bytes.length - this.#at);
  }

  /** Checks that nothing is left. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new CutShort();
  }
}

/**
 * Runs `read` over the bytes.
 *
 * @returns its result; null when the bytes end too early, go on too long, or are no UTF-8 where a text is read
 * @throws other errors of `read`
 */
export const readRecord = <Value>(bytes: Bytes, read: (reader: Reader) => Value): Value | null => {
  try {
    return read(new Reader(bytes));
  } catch (error) {
    if (error instanceof CutShort || error instanceof TypeError) return null;
    throw error;
  }
};
