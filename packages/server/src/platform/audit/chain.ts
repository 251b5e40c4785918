import { createHash } from 'node:crypto';
import type { AuditRow } from './entries.ts';

type Written = Omit<AuditRow, 'hash'>;

/** What comes before the first. */
export const beginning = '';

/** Covers the row and, through the hash before it, every row there was. */
export const hashOf = (before: string, { centre, seq, at, actor, acted_as, deed, about }: Written): string =>
  createHash('sha256')
    .update(JSON.stringify([before, centre, seq, at, actor, acted_as, deed, about]))
    .digest('base64url');

/** How far the log goes, to be kept somewhere that whoever can write to the database cannot. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export type Checked =
  | { readonly kind: 'unbroken'; readonly head: Head }
  /** `seq` is missing, or not what was written as such, or does not follow from the one before. */
  | { readonly kind: 'broken'; readonly seq: number; readonly at: number | null };

/** Goes through the log from its beginning. `known`: a head of before, which must still be on the way. */
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

/** Null: this is no head that we have printed. */
export const readHead = (text: string): Head | null => {
  const [, seq, hash] = headFormat.exec(text) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
};
