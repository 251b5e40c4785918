import { called } from '../../../design/app/suggest.ts';
import type { TableSort } from '../../../design/app/table.tsx';
import { type Person, roles } from './use-people.ts';

/** State of a person's account; all but `active` and `inactive` need something from an administrator. */
export type PersonStatus = 'active' | 'invited' | 'no-line' | 'no-role' | 'inactive';
export const personStatuses: readonly PersonStatus[] = ['active', 'invited', 'no-line', 'no-role', 'inactive'];

/** Status of a person: the first thing that they need comes first. */
export const statusOf = ({ active, roles: has, lines, lastSignInDay }: Pick<Person, 'active' | 'roles' | 'lines' | 'lastSignInDay'>): PersonStatus => {
  if (!active) return 'inactive';
  if (has.length === 0) return 'no-role';
  if (lastSignInDay === null) return 'invited';
  return has.includes('agent') && lines.length === 0 ? 'no-line' : 'active';
};

export const needsSomething = (person: Person): boolean => !['active', 'inactive'].includes(statusOf(person));

export type PeopleColumn = 'name' | 'email' | 'team' | 'role' | 'line' | 'signed-in' | 'status';
export type PeopleSort = TableSort<PeopleColumn>;

/** Values by which the people are filtered; '' and false let everyone through. */
export interface PeopleFilters {
  readonly find: string;
  readonly team: string;
  readonly role: string;
  readonly status: string;
  readonly needs: boolean;
}
export const noFilters: PeopleFilters = { find: '', team: '', role: '', status: '', needs: false };

/** Identifier of the filter for people in no team. */
export const inNoTeam = '-';

/**
 * Filters and sorts people. Rows without a value come last in either direction, and equal rows are in order of their names.
 *
 * @param teamName name of a team by its identifier
 */
export const arrangePeople = (
  people: readonly Person[],
  { find, team, role, status, needs }: PeopleFilters,
  { by, descending }: PeopleSort,
  teamName: (person: Person) => string,
  locale: string,
): readonly Person[] => {
  const order = new Intl.Collator(locale, { numeric: true });
  const valueOf = (person: Person): string => {
    switch (by) {
      case 'name':
        return person.name;
      case 'email':
        return person.email ?? '';
      case 'team':
        return person.team === null ? '' : teamName(person);
      case 'role':
        return person.roles.map((one) => String(roles.indexOf(one))).join(' ');
      case 'line':
        return person.lines[0] ?? '';
      case 'signed-in':
        return person.lastSignInDay ?? '';
      case 'status':
        return String(personStatuses.indexOf(statusOf(person)));
    }
  };
  const found = people.filter(
    (person) =>
      (find === '' || called(`${person.name} ${person.email ?? ''} ${person.lines.join(' ')} ${teamName(person)}`, find)) &&
      (team === '' || (team === inNoTeam ? person.team === null : person.team === team)) &&
      (role === '' || person.roles.some((one) => one === role)) &&
      (status === '' || statusOf(person) === status) &&
      (!needs || needsSomething(person)),
  );
  return found
    .map((person) => ({ person, value: valueOf(person) }))
    .sort((a, b) => {
      if ((a.value === '') !== (b.value === '')) return a.value === '' ? 1 : -1;
      return (descending ? -1 : 1) * order.compare(a.value, b.value) || order.compare(a.person.name, b.person.name);
    })
    .map(({ person }) => person);
};
