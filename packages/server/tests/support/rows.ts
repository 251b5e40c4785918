import { asId, type CallId, type CentreId, type RecoveryId } from '@onhook/core/ids';
import type { Recovery } from '@onhook/core/pause';
import type { CallRow } from '../../src/centre/queries/calls.ts';
import type { NewEvent } from '../../src/centre/queries/event-log.ts';
import type { NewLedgerRow } from '../../src/centre/queries/ledger.ts';
import type { RecoveryRow } from '../../src/centre/queries/recoveries.ts';
import { example } from '../../src/platform/store/index.ts';

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

export const recoveryRow = (id: string, changes: Partial<RecoveryRow> = {}): RecoveryRow => ({
  centre,
  recovery: asId<RecoveryId>(id),
  person,
  line,
  cause: 'hard-call',
  call: asId<CallId>('c1'),
  leg: 0,
  granted_ms: 240_000,
  floor_ms: 120_000,
  served_ms: 0,
  extended_ms: 0,
  paid_back_ms: 0,
  state: 'granted',
  pause: 'none',
  running_since: null,
  confirmed_at: null,
  lease_until: T + 300_000,
  created_at: T,
  closed_at: null,
  closed_because: null,
  state_json: { deep: { list: [1, 'two', null] } } as unknown as Recovery,
  rang_first: null,
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
