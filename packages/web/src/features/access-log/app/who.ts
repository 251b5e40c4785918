import type { AuditActor, Look, Role } from '@onhook/contract';
import { m } from '../../../generated/messages/messages.js';

const roles: Readonly<Record<Role, (who: { name: string }) => string>> = {
  agent: m.looks_by_agent,
  lead: m.looks_by_lead,
  analyst: m.looks_by_analyst,
  manager: m.looks_by_manager,
  admin: m.looks_by_admin,
};

const doers: Readonly<Record<AuditActor, () => string>> = {
  'command-line': m.looks_by_server,
  directory: m.looks_by_directory,
  provider: m.looks_by_provider,
  themself: m.looks_by_gone,
  retention: m.looks_by_retention,
};

const isAuditActor = (as: Look['as']): as is AuditActor => Object.hasOwn(doers, as);

/** Names the doer of an entry, with their role. */
export const whoOf = ({ by, as }: Pick<Look, 'as' | 'by'>): string => {
  if (isAuditActor(as)) return doers[as]();
  return by === null ? m.looks_by_gone() : roles[as]({ name: by });
};
