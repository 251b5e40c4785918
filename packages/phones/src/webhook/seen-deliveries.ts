import { createHash } from 'node:crypto';

/** Remembers deliveries by id for as long as a replay of one could still pass the window. */
export class SeenDeliveries {
  readonly #seen = new Map<string, { readonly until: number; readonly digest: string }>();
  readonly #keepMs: number;

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** `same`: the very same body again; `other`: the id of one delivery on the body of another. */
  meet(id: string, rawBody: Uint8Array, now: number): 'new' | 'same' | 'other' {
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
