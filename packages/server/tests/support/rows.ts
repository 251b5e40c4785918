import { asId, type CallId, type CentreId, type RecoveryId } from '@onhook/core/ids';
import type { CallRow } from '../../src/centre/queries/calls.ts';
import type { NewEvent } from '../../src/centre/queries/event-log.ts';
import type { NewLedgerRow } from '../../src/centre/queries/ledger.ts';
import type { RecoveryRow } from '../../src/centre/queries/recoveries.ts';
import { centreTables } from '../../src/centre/tables/index.ts';
import { example } from '../../src/platform/store/index.ts';
import type { TableDeclaration } from '../../src/platform/store/table.ts';

export const { centre, person, team, line, source, queue, recovery: exampleRecovery, offer, reset: exampleReset } = example;
export const otherCentre = asId<CentreId>('south');
export const T = example.at;

export const eventRow = (n: number): NewEvent => ({
  source,
  id: `e${n}`,
  at: T + n,
  receivedAt: T + n + 5,
  kind: 'call-queued',
  body: { call: `c${n}`, queue: 'Billing', customer: `k${n % 7}`, n },
});

export const callRow = (id: string, changes: Partial<CallRow> = {}): CallRow => ({
  centre,
  call: asId<CallId>(id),
  leg: 0,
  source,
  queue,
  line,
  person: null,
  customer: null,
  joined_at: T,
  answered_at: T + 4_000,
  ended_at: T + 60_000,
  outcome: 'answered',
  wait_seconds: 4,
  talk_seconds: 56,
  holds: 0,
  held_ms: 0,
  longest_hold_ms: 0,
  transfers: 0,
  repeats: 0,
  level: 2,
  reasons: [{ kind: 'long', times: 2.3 }],
  tap: null,
  judged_at: T + 60_001,
  ...changes,
});

/** The example row of the recovery table, as it is read. */
const [{ version: _, ...exampleOfRecovery }] = centreTables.tables.find((table): table is TableDeclaration<'recovery'> => table.name === 'recovery')!.example;

export const recoveryRow = (id: string, changes: Partial<RecoveryRow> = {}): RecoveryRow => ({
  ...(exampleOfRecovery as unknown as RecoveryRow),
  recovery: asId<RecoveryId>(id),
  ...changes,
});

export const ledgerRow = (txn: string, account: string, amountMs: number, at = T): NewLedgerRow => ({
  centre,
  txn,
  person,
  recovery: exampleRecovery,
  account,
  amount_ms: amountMs,
  kind: 'grant',
  by_whom: null,
  at,
});
