import type { PersonId, RecoveryId } from '../ids/index.ts';

/**
 * Account of recovery time. The balance of `centre`, the liability account, is minus what the centre has promised.
 * `earned` and `granted` are clearing accounts, zero once a recovery is closed. Minutes end in the other accounts.
 * `overrun` holds the time for which a line was paused beside its minutes because Onhook was late; nobody pays it back.
 */
export type Account = 'centre' | 'earned' | 'granted' | 'honoured' | 'cut-short' | 'waived' | 'banked' | 'overrun';

/** Kind of a posting; decides which two accounts it moves minutes between. */
export type PostingKind = 'earned' | 'granted' | 'honoured' | 'cut-short' | 'waived' | 'banked' | 'paid-back' | 'extended' | 'overrun';

/** Cause of an early end that the agent did not decide. */
export type CutShortBy = 'phone-system' | 'another-pause' | 'logged-out' | 'lead' | 'administrator';

/** Cause of a posting, where it has one. `onhook`: the server was away, or had no connection. */
export type PostingCause = CutShortBy | 'onhook';

/** Ledger entry (double entry). The entries of one transaction `txn` sum to zero. */
export interface Entry {
  readonly txn: string;
  readonly person: PersonId;
  readonly recovery: RecoveryId | null;
  readonly account: Account;
  readonly amountMs: number;
  readonly kind: PostingKind;
  readonly by: PostingCause | null;
  readonly at: number;
}

const accountsByKind: Record<PostingKind, readonly [from: Account, to: Account]> = {
  earned: ['centre', 'earned'],
  granted: ['earned', 'granted'],
  honoured: ['granted', 'honoured'],
  'cut-short': ['granted', 'cut-short'],
  waived: ['granted', 'waived'],
  banked: ['granted', 'banked'],
  'paid-back': ['banked', 'granted'],
  extended: ['centre', 'granted'],
  overrun: ['centre', 'overrun'],
};

/** Minutes to be moved between two accounts in one recovery. */
export interface Posting {
  readonly kind: PostingKind;
  readonly person: PersonId;
  readonly recovery: RecoveryId;
  readonly amountMs: number;
  readonly by?: PostingCause;
  readonly at: number;
  /** Distinguishes two postings of one kind in one recovery. */
  readonly part?: string;
}

/**
 * Makes the two entries of a posting.
 *
 * Recovery, kind and part make the name of the transaction, so the same posting cannot be stored twice.
 *
 * @returns two entries that sum to zero; none for 0 ms
 * @throws RangeError when `amountMs` is negative or not a safe integer
 * @example
 * post({ kind: 'honoured', person, recovery, amountMs: 120_000, at: now });
 * // [{ account: 'granted', amountMs: -120_000, … }, { account: 'honoured', amountMs: 120_000, … }]
 */
export const post = ({ kind, person, recovery, amountMs, by, at, part }: Posting): Entry[] => {
  if (amountMs === 0) return [];
  if (!Number.isSafeInteger(amountMs) || amountMs < 0) throw new RangeError(`cannot post ${amountMs} ms`);
  const [from, to] = accountsByKind[kind];
  const entry = { txn: part ? `${recovery}/${kind}/${part}` : `${recovery}/${kind}`, person, recovery, kind, by: by ?? null, at };
  return [
    { ...entry, account: from, amountMs: -amountMs },
    { ...entry, account: to, amountMs },
  ];
};

/** Balance of each account, milliseconds. */
export type Balances = Readonly<Record<Account, number>>;

/** Sums entries by account. The balances of complete transactions sum to zero. */
export const balances = (entries: readonly Entry[]): Balances => {
  const sums: Record<Account, number> = { centre: 0, earned: 0, granted: 0, honoured: 0, 'cut-short': 0, waived: 0, banked: 0, overrun: 0 };
  for (const entry of entries) sums[entry.account] += entry.amountMs;
  return sums;
};
