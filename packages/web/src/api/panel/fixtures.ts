import type { PanelView } from '@onhook/contract';

/** Panel views for tests and screenshots. The time is Tuesday, 10 March 2026, 14:09:10 UTC. */
export const noon = Date.UTC(2026, 2, 10, 14, 9, 10);

export const pausedRecovery: NonNullable<PanelView['recovery']> = {
  recovery: 'r1',
  cause: 'hard-call',
  state: 'paused',
  rangFirst: false,
  waitsForPause: false,
  grantedMs: 180_000,
  pausedSince: noon - 10_000,
  pausedUntil: noon + 170_000,
  canExtendMs: 60_000,
};

export const offered: NonNullable<PanelView['offer']> = {
  offer: 'o1',
  recovery: 'r1',
  state: 'intended',
  call: {
    call: 'c1',
    leg: 1,
    queue: 'Billing',
    level: 3,
    reasons: [
      { kind: 'handle-time', queue: 'Billing', minutes: 22, timesUsual: 2.3 },
      { kind: 'held', times: 2, longestSeconds: 240 },
      { kind: 'same-customer', callsToday: 3 },
    ],
  },
  pending: null,
};

export const idle: PanelView = {
  serverNow: noon,
  person: { person: 'p1', name: 'Ada Byron' },
  line: { state: 'available', since: noon - 60_000, reason: null },
  phonesUp: true,
  recovery: null,
  offer: null,
  lastClosed: null,
  tappable: null,
  today: { grantedMs: 0, honouredMs: 0, waivedMs: 0, paidBackMs: 0, cutShort: [], overrunMs: 0, bankedMs: 0 },
  policy: { guaranteedMs: 120_000, moreMs: 60_000, extendMs: 60_000 },
};
