import { asId, type CentreId, type LineId, type OfferId, type PersonId, type QueueName, type RecoveryId, type ResetId, type SourceId, type TeamId } from '@onhook/core/ids';

/** Identifiers with which the example rows of all tables refer to each other. */
export const example = {
  centre: asId<CentreId>('north'),
  person: asId<PersonId>('p1'),
  other: asId<PersonId>('p2'),
  team: asId<TeamId>('t1'),
  line: asId<LineId>('PJSIP/101'),
  source: asId<SourceId>('asterisk'),
  queue: asId<QueueName>('Billing'),
  recovery: asId<RecoveryId>('r1'),
  offer: asId<OfferId>('o1'),
  reset: asId<ResetId>('x1'),
  /** Epoch milliseconds. */
  at: Date.UTC(2026, 10, 21, 9),
} as const;
