import { Link2 } from 'lucide';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { useSession } from '../../../api/app/session.ts';
import { shortcuts } from '../../../design/app/settings.ts';
import { Table, type TableColumn, tableRow } from '../../../design/app/table.tsx';
import { Icon } from '../../../design/icon.tsx';
import { useStore } from '../../../design/store.ts';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { type PeopleColumn, type PeopleSort, type PersonStatus, statusOf } from './arrange.ts';
import css from './people.module.css';
import { signInDayWords } from './sign-in-day.ts';
import { type Person, roleName } from './use-people.ts';

const statusNames: Readonly<Record<PersonStatus, () => string>> = {
  active: m.people_active,
  invited: m.people_invited,
  'no-line': m.people_no_line,
  'no-role': m.people_no_role,
  inactive: m.people_inactive,
};
export const statusName = (status: PersonStatus): string => statusNames[status]();

const columns = (): readonly TableColumn<PeopleColumn | 'act'>[] => [
  { id: 'name', label: m.people_name(), sorts: true, width: '16%' },
  { id: 'email', label: m.people_email(), sorts: true, width: '22%' },
  { id: 'team', label: m.people_team(), sorts: true },
  { id: 'role', label: m.people_role(), sorts: true },
  { id: 'line', label: m.people_line(), sorts: true },
  { id: 'signed-in', label: m.people_last_sign_in(), sorts: true },
  { id: 'status', label: m.people_status(), sorts: true },
  { id: 'act', label: m.people_link(), hidden: true },
];

interface Props {
  readonly people: readonly Person[];
  readonly now: number;
  readonly teamName: (person: Person) => string;
  readonly sort: PeopleSort;
  readonly onSort: (sort: PeopleSort) => void;
  readonly onOpen: (person: Person) => void;
  readonly onLink: (person: Person) => void;
}

/**
 * Table of the people. One row is the current one: the arrow keys move it, Enter opens it, and L makes its sign-in link, so that the
 * Tab key passes the table in two steps.
 */
export const PeopleTable = ({ people, now, teamName, sort, onSort, onOpen, onLink }: Props) => {
  const { centre } = useSession();
  const keys = useStore(shortcuts);
  const body = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState('');
  const current = people.some(({ person }) => person === chosen) ? chosen : people[0]?.person;
  const focusRow = (index: number): void => body.current?.querySelectorAll<HTMLElement>('[data-person-name]')[index]?.focus();
  const onKey = (event: KeyboardEvent, person: Person, index: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: people.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focusRow(Math.max(0, Math.min(people.length - 1, to)));
    } else if (event.key.toLowerCase() === 'l' && keys && person.active) {
      event.preventDefault();
      onLink(person);
    }
  };
  const onRow = (event: MouseEvent, person: Person): void => {
    if (!(event.target as Element).closest('button')) onOpen(person);
  };
  return (
    <div ref={body}>
      <Table<PeopleColumn | 'act'>
        label={m.people_title()}
        columns={columns()}
        sort={sort}
        onSort={({ by, descending }) => by !== 'act' && onSort({ by, descending })}
      >
        {people.map((person, index) => {
          const { person: id, name, email, roles, lines, active, lastSignInDay } = person;
          const status = statusOf(person);
          const tabIndex = id === current ? 0 : -1;
          return (
            <tr
              key={id}
              role="row"
              className={tableRow.row}
              data-opens
              onClick={(event) => onRow(event, person)}
              onKeyDown={(event) => onKey(event, person, index)}
              onFocus={() => setChosen(id)}
            >
              <th role="rowheader" scope="row" className={tableRow.strong}>
                <button type="button" className={css.nameButton} data-person-name tabIndex={tabIndex} onClick={() => onOpen(person)}>
                  {name}
                </button>
              </th>
              <td role="cell" className={`${tableRow.quiet} ${tableRow.wide} ${css.email}`} title={email ?? undefined}>
                {email}
              </td>
              <td role="cell">{teamName(person)}</td>
              <td role="cell">{roles.map(roleName).join(', ')}</td>
              <td role="cell">{lines.join(', ')}</td>
              <td role="cell" className={lastSignInDay === null && active ? tableRow.warn : tableRow.quiet}>
                {lastSignInDay === null ? m.people_never() : signInDayWords(lastSignInDay, now, centre.timezone, getLocale())}
              </td>
              <td role="cell" className={status === 'active' || status === 'inactive' ? tableRow.quiet : tableRow.warn}>
                {statusName(status)}
              </td>
              <td role="cell" className={tableRow.act}>
                {active && (
                  <button type="button" className={css.linkButton} tabIndex={tabIndex} aria-label={m.people_link_of({ name })} onClick={() => onLink(person)}>
                    <Icon of={Link2} size="1.1em" />
                    <span className={css.linkText}>{m.people_link()}</span>
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </Table>
    </div>
  );
};
