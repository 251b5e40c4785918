import type { Look } from '@onhook/contract';
import type { NamedAuditRow } from '../../platform/audit/index.ts';

/** Presents an entry of the audit log to the person it is about. */
export const toAccessLogEntry = ({ seq, at, actor_name: by, acted_as: as, deed, about }: NamedAuditRow): Look => ({
  seq,
  at,
  // The actor's name is empty once the actor has been erased.
  by: by || null,
  as,
  deed,
  everybody: about === null,
});
