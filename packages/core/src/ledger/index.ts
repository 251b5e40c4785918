import type { PersonId, RecoveryId } from '../ids/index.ts';

/**
 * Where recovery time can be. `centre` is what the centre owes, so its balance is what it has promised, negative;
 * `earned` and `granted` are passing places that a closed recovery leaves at zero; the others are where minutes end.
 */
export type Account = 'centre' | 'earned' | 'granted' | 'honoured' | 'cut-short' | 'waived' | 'banked';

export type BookingKind = 'earned' | 'granted' | 'honoured' | 'cut-short' | 'waived' | 'banked' | 'paid-back' | 'extended';

/** Who or what ended minutes that the agent did not. */
export type CutShortBy = 'phone-system' | 'another-pause' | 'logged-out' | 'lead' | 'administrator';

/** One line of the account. The entries of one `txn` sum to zero, so all entries do. */
export interface Entry {
  readonly txn: string;
  readonly person: PersonId;
  readonly recovery: RecoveryId | null;
  readonly account: Account;
  readonly amountMs: number;
  readonly kind: BookingKind;
  readonly by: CutShortBy | null;
  readonly at: number;
}

const route: Record<BookingKind, readonly [from: Account, to: Account]> = {
  earned: ['centre', 'earned'],
  granted: ['earned', 'granted'],
  honoured: ['granted', 'honoured'],
  'cut-short': ['granted', 'cut-short'],
  waived: ['granted', 'waived'],
  banked: ['granted', 'banked'],
  'paid-back': ['banked', 'granted'],
  extended: ['centre', 'granted'],
};

export interface Booking {
  readonly kind: BookingKind;
  readonly person: PersonId;
  readonly recovery: RecoveryId;
  readonly amountMs: number;
  readonly by?: CutShortBy;
  readonly at: number;
  /** Tells apart two bookings of one kind in one recovery. */
  readonly part?: string;
}

/**
 * The two entries of one booking; none for nothing. A recovery books each kind (and part) at most once, so the
 * transaction is named by them and can never be written twice.
 */
export const book = ({ kind, person, recovery, amountMs, by, at, part }: Booking): Entry[] => {
  if (amountMs === 0) return [];
  if (!Number.isSafeInteger(amountMs) || amountMs < 0) throw new RangeError(`cannot book ${amountMs} ms`);
  const [from, to] = route[kind];
  const entry = { txn: part ? `${recovery}/${kind}/${part}` : `${recovery}/${kind}`, person, recovery, kind, by: by ?? null, at };
  return [
    { ...entry, account: from, amountMs: -amountMs },
    { ...entry, account: to, amountMs },
  ];
};

export type Balances = Readonly<Record<Account, number>>;

/** Sums entries by account, milliseconds. */
export const balances = (entries: readonly Entry[]): Balances => {
  const sums: Record<Account, number> = { centre: 0, earned: 0, granted: 0, honoured: 0, 'cut-short': 0, waived: 0, banked: 0 };
  for (const entry of entries) sums[entry.account] += entry.amountMs;
  return sums;
};
