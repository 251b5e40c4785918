import type { Look } from '@onhook/contract';
import type { NamedAuditRow } from '../../platform/audit/index.ts';

/** One entry of the audit log, for the person it is about. */
export const presentLook = ({ seq, at, actor_name: by, acted_as: as, deed, about }: NamedAuditRow): Look => ({
  seq,
  at,
  // Of somebody who was taken out nothing is left but that they were.
  by: by || null,
  as,
  deed,
  everybody: about === null,
});
