import { createHash } from 'node:crypto';

/** Remembers deliveries by id for `keepMs`: as long as the signature of a replay would still be accepted. */
export class SeenDeliveries {
  readonly #seen = new Map<string, { readonly until: number; readonly digest: string }>();
  readonly #keepMs: number;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /**
   * Compares a delivery with those seen under its id, and remembers a new one.
   *
   * `same`: the same body again; `other`: the id was used for another body.
   */
  checkReplay(id: string, rawBody: Uint8Array, now: number): 'new' | 'same' | 'other' {
    for (const [old, { until }] of this.#seen) {
      if (until > now) break;
      this.#seen.delete(old);
    }
    const digest = createHash('sha256').update(rawBody).digest('base64');
    const known = this.#seen.get(id);
    if (known !== undefined) return known.digest === digest ? 'same' : 'other';
    this.#seen.set(id, { until: now + this.#keepMs, digest });
    return 'new';
  }
}
