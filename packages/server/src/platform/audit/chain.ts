import { createHash } from 'node:crypto';
import type { AuditRow } from './entries.ts';

type Written = Omit<AuditRow, 'hash'>;

/** Hash that the first row of a log follows. */
export const beginning = '';

/** Hash of a row. It covers the row and, through the hash before it, every earlier row. */
export const hashOf = (before: string, { centre, seq, at, actor, acted_as, deed, about }: Written): string =>
  createHash('sha256')
    .update(JSON.stringify([before, centre, seq, at, actor, acted_as, deed, about]))
    .digest('base64url');

/** Last row of the log at some time. Keep it out of reach of anyone who can write to the database. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export type Checked =
  | { readonly kind: 'unbroken'; readonly head: Head }
  /** The row `seq` is missing, was changed, or does not follow from the row before it. */
  | { readonly kind: 'broken'; readonly seq: number; readonly at: number | null };

/** Checks the log from its beginning. `known` is an earlier head, whose row the log must still have. */
export const checkChain = async (pages: AsyncIterable<readonly AuditRow[]>, known: Head | null): Promise<Checked> => {
  let head: Head = { seq: 0, hash: beginning };
  for await (const rows of pages) {
    for (const row of rows) {
      const seq = head.seq + 1;
      const fits = row.seq === seq && row.hash === hashOf(head.hash, row) && (known?.seq !== seq || known.hash === row.hash);
      if (!fits) return { kind: 'broken', seq, at: row.at };
      head = { seq, hash: row.hash };
    }
  }
  if (known !== null && known.seq > head.seq) return { kind: 'broken', seq: head.seq + 1, at: null };
  return { kind: 'unbroken', head };
};

const headFormat = /^(\d{1,15}):([\w-]{43})$/;

export const headText = ({ seq, hash }: Head): string => `${seq}:${hash}`;

/** Reads a head as Onhook prints it; null for any other text. */
export const readHead = (text: string): Head | null => {
  const [, seq, hash] = headFormat.exec(text) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
};
