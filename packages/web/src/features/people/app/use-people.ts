import type { PeopleView, Role } from '@onhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import type { Failure } from '../../../api/result.ts';
import { m } from '../../../generated/messages/messages.js';

export const peopleQuery = queryOptions({ queryKey: ['people'], queryFn: () => ask('GET /api/people') });

export type Person = PeopleView['people'][number];
export type Team = PeopleView['teams'][number];

export const roles: readonly Role[] = ['agent', 'lead', 'analyst', 'manager', 'admin'];

const roleNames: Readonly<Record<Role, () => string>> = {
  agent: m.people_role_agent,
  lead: m.people_role_lead,
  analyst: m.people_role_analyst,
  manager: m.people_role_manager,
  admin: m.people_role_admin,
};
export const roleName = (role: Role): string => roleNames[role]();

/** Queries and sentences that `useActs` needs on these pages. */
export const peopleActions = {
  queries: ['people', 'lines'],
  errorText: (why: Failure): string => {
    if (why.kind === 'offline') return m.people_refused_offline();
    switch (why.error) {
      case 'no-longer-possible':
        return m.people_refused_taken();
      case 'not-found':
        return m.people_refused_gone();
      case 'bad-input':
        return m.people_refused_input();
      default:
        return m.people_refused_other();
    }
  },
};
