import { describe, expect, it } from 'vitest';
import { asId, type CallId, type TimeGrantId, type LineId, type PersonId, type QueueName, type RecoveryId } from '../ids/index.ts';
import { type RecoveryV1, upcastRecoveryV1 } from './upcast-recovery.ts';

const at = 1_800_000_000_000;
const stored: RecoveryV1 = {
  recovery: asId<RecoveryId>('call-c1-1'),
  person: asId<PersonId>('ada'),
  line: asId<LineId>('L1'),
  cause: 'hard-call',
  call: asId<CallId>('c1'),
  leg: 1,
  createdAt: at,
  grantedMs: 300_000,
  floorMs: 120_000,
  paidBackMs: 0,
  extendedMs: 0,
  pause: 'wanted',
  queues: [asId<QueueName>('sales')],
  askedAt: at + 1,
  confirmedAt: at + 2,
  lateLiftUntil: null,
  servedMs: 0,
  runningSince: at + 3,
  leaseUntil: at + 300_003,
  behind: true,
  rangFirst: null,
  because: null,
  bankedMs: 0,
  closedAt: null,
};

const same = { recovery: stored.recovery, grantedMs: 300_000, guaranteedMs: 120_000, queues: stored.queues, askedAt: at + 1 };
const pause = { confirmedAt: at + 2, pausedDuringCall: true, missedCause: null };

describe('a recovery that is stored in version 1', () => {
  it('is open in the state that its fields make', () => {
    expect(upcastRecoveryV1(stored)).toMatchObject({ ...same, ...pause, state: 'paused', runningSince: at + 3, lateLiftUntil: null });
    expect(upcastRecoveryV1({ ...stored, runningSince: null })).toMatchObject({ ...same, ...pause, state: 'waiting' });
    const asked = upcastRecoveryV1({ ...stored, runningSince: null, confirmedAt: null, behind: false });
    expect(asked).toMatchObject({ ...same, state: 'asked' });
    expect(Object.keys(asked)).not.toEqual(expect.arrayContaining(['confirmedAt']));
  });

  it('keeps its reason when it has ended, and its time when it is closed', () => {
    const ended = { ...stored, runningSince: null, servedMs: 60_000, because: 'agent-went-back' } as const;
    expect(upcastRecoveryV1({ ...ended, pause: 'lifting' })).toMatchObject({ ...same, ...pause, state: 'ending', endReason: 'agent-went-back', servedMs: 60_000 });
    expect(upcastRecoveryV1({ ...ended, pause: 'over', closedAt: at + 9 })).toMatchObject({ state: 'closed', endReason: 'agent-went-back', closedAt: at + 9 });
  });

  it('keeps time grants and an early finish, and no field of the old shape', () => {
    const gifts = [{ gift: asId<TimeGrantId>('g1'), ms: 600_000, takenBackMs: 0 }];
    const given = upcastRecoveryV1({ ...stored, gifts, homeward: true });
    expect(given).toMatchObject({ gifts, untilEndOfDay: true });
    for (const field of ['floorMs', 'pause', 'behind', 'rangFirst', 'because', 'homeward']) expect(given).not.toHaveProperty(field);
  });
});
