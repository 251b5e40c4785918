import type { PeopleView } from '@onhook/contract';
import { useQuery } from '@tanstack/react-query';
import { FileUp, Pencil, Plus } from 'lucide';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { type Act, useActs } from '../../../api/app/use-acts.ts';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { SearchField } from '../../../design/search-field.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { called } from '../../../design/app/suggest.ts';
import { Import } from './import.tsx';
import css from './people.module.css';
import { PersonForm, type Written } from './person-form.tsx';
import { peopleActs, peopleQuery, type Person, roleName } from './use-people.ts';

const step = 50;

const Row = ({ person, team, onEdit }: { readonly person: Person; readonly team: string; readonly onEdit: () => void }) => (
  <div className={css.entry}>
    <div className={css.cells}>
      <p>
        <span className={css.name}>{person.name}</span> {!person.active && <span className={css.off}>{m.people_inactive()}</span>}
      </p>
      <p className={css.note}>{person.email}</p>
      <p className={css.note}>{team}</p>
      <p className={css.note}>{person.roles.length === 0 ? m.people_roles_none() : person.roles.map(roleName).join(', ')}</p>
    </div>
    <IconButton label={m.people_edit_of({ name: person.name })} onClick={onEdit}>
      <Icon of={Pencil} />
    </IconButton>
  </div>
);

const List = ({ view, act, onImport }: { readonly view: PeopleView; readonly act: Act; readonly onImport: () => void }) => {
  const [find, setFind] = useState('');
  const [shown, setShown] = useState(step);
  /** Identifier of the person being edited; '' for a new person, null when nobody is edited. */
  const [editing, setEditing] = useState<string | null>(null);
  const names = new Map(view.teams.map(({ team, name }) => [team, name]));
  const teamName = ({ team }: Person): string => (team === null ? m.people_team_none() : (names.get(team) ?? team));
  const found = view.people.filter((person) => called(`${person.name} ${person.email ?? ''} ${teamName(person)} ${person.lines.join(' ')}`, find));
  const save = async (person: string, written: Written): Promise<string | null> => {
    const why = await act({
      key: `person ${person}`,
      done: m.people_saved({ name: written.name }),
      work: () => (person === '' ? ask('POST /api/people', { body: written }) : ask('POST /api/people/:person', { params: { person }, body: written })),
    });
    if (why === null) setEditing(null);
    return why;
  };
  const form = (person: Person | null) => (
    <PersonForm
      title={person ? m.people_edit_of({ name: person.name }) : m.people_add()}
      person={person}
      teams={view.teams}
      onSave={(written) => save(person?.person ?? '', written)}
      onLeave={() => setEditing(null)}
    />
  );
  return (
    <>
      <div className={css.tools}>
        <div className={css.find}>
          <SearchField label={m.people_find()} value={find} onChange={setFind} />
        </div>
        <Button onClick={() => setEditing('')}>
          <Icon of={Plus} />
          {m.people_add()}
        </Button>
        <Button onClick={onImport}>
          <Icon of={FileUp} />
          {m.people_import()}
        </Button>
      </div>
      {editing === '' && form(null)}
      <div role="status">{found.length === 0 && <p className={css.none}>{m.people_found_none()}</p>}</div>
      <Rows>
        {found.slice(0, shown).map((person) => (
          <li key={person.person} className={css.row}>
            {editing === person.person ? form(person) : <Row person={person} team={teamName(person)} onEdit={() => setEditing(person.person)} />}
          </li>
        ))}
      </Rows>
      {found.length > shown && (
        <Button className={css.more} onClick={() => setShown(shown + step)}>
          {m.people_more()}
        </Button>
      )}
    </>
  );
};

const People = () => {
  const { data: view, error, refetch } = useQuery(peopleQuery);
  const { done, act } = useActs(peopleActs);
  const [importing, setImporting] = useState(false);
  const [imported, setImported] = useState<{ readonly words: string } | null>(null);
  const latest = imported ?? done;
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.people_title()}>
        <Loading label={m.people_opening()} />
      </Page>
    );
  }
  return (
    <Page title={importing ? m.people_import() : m.people_title()}>
      <p className={css.how}>{importing ? m.people_import_how() : m.people_how()}</p>
      <div role="status">{latest && !importing && <Notice of={latest}>{latest.words}</Notice>}</div>
      {importing ? (
        <Import
          onDone={(words) => {
            setImported({ words });
            setImporting(false);
          }}
          onLeave={() => setImporting(false)}
        />
      ) : (
        <List
          view={view}
          act={(doing) => {
            setImported(null);
            return act(doing);
          }}
          onImport={() => setImporting(true)}
        />
      )}
    </Page>
  );
};
export default People;
