import type { PeopleView } from '@onhook/contract';
import { useQuery } from '@tanstack/react-query';
import { FileUp, Plus } from 'lucide';
import { useRef, useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { type RunAction, useActions } from '../../../api/app/use-actions.ts';
import { Dialog } from '../../../design/app/dialog.tsx';
import { Filter, FindField } from '../../../design/app/filters.tsx';
import { Page } from '../../../design/app/page.tsx';
import { shortcuts } from '../../../design/app/settings.ts';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { useStore } from '../../../design/store.ts';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { arrangePeople, inNoTeam, needsSomething, noFilters, type PeopleFilters, type PeopleSort, personStatuses } from './arrange.ts';
import { Import } from './import.tsx';
import css from './people.module.css';
import { PeopleTable, statusName } from './people-table.tsx';
import { PersonForm, type Written } from './person-form.tsx';
import { type MadeLink, SignInLink } from './sign-in-link.tsx';
import { peopleActions, peopleQuery, type Person, roleName, roles } from './use-people.ts';

const step = 100;

interface FiltersProps {
  readonly view: PeopleView;
  readonly filters: PeopleFilters;
  readonly onFilter: (filters: PeopleFilters) => void;
}

const Filters = ({ view, filters, onFilter }: FiltersProps) => {
  const formats = useFormats();
  const field = useRef<HTMLInputElement>(null);
  const change = (changed: Partial<PeopleFilters>): void => onFilter({ ...filters, ...changed });
  const needs = view.people.filter(needsSomething).length;
  return (
    <search className={css.filters}>
      <FindField label={m.people_find()} value={filters.find} onChange={(find) => change({ find })} fieldRef={field} />
      <Filter
        label={m.people_team()}
        options={[
          { id: '', label: m.people_any_team() },
          ...view.teams.map(({ team, name }) => ({ id: team, label: name })),
          { id: inNoTeam, label: m.people_team_none() },
        ]}
        chosen={filters.team}
        onChoose={(team) => change({ team })}
      />
      <Filter
        label={m.people_role()}
        options={[{ id: '', label: m.people_any_role() }, ...roles.map((role) => ({ id: role, label: roleName(role) }))]}
        chosen={filters.role}
        onChoose={(role) => change({ role })}
      />
      <Filter
        label={m.people_status()}
        options={[{ id: '', label: m.people_any_status() }, ...personStatuses.map((status) => ({ id: status, label: statusName(status) }))]}
        chosen={filters.status}
        onChoose={(status) => change({ status })}
      />
      {(needs > 0 || filters.needs) && (
        <button type="button" className={css.needs} aria-pressed={filters.needs} onClick={() => change({ needs: !filters.needs })}>
          {m.people_needs({ shown: formats.number(needs) })}
        </button>
      )}
    </search>
  );
};

interface ListProps {
  readonly view: PeopleView;
  readonly act: RunAction;
}

const List = ({ view, act, editing, onEdit }: ListProps & { readonly editing: string | null; readonly onEdit: (person: string | null) => void }) => {
  const formats = useFormats();
  const keys = useStore(shortcuts);
  const [filters, setFilters] = useState(noFilters);
  const [sort, setSort] = useState<PeopleSort>({ by: 'name', descending: false });
  const [shown, setShown] = useState(step);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const names = new Map(view.teams.map(({ team, name }) => [team, name]));
  const teamName = ({ team }: Person): string => (team === null ? '' : (names.get(team) ?? team));
  const found = arrangePeople(view.people, filters, sort, teamName, getLocale());
  const edited = view.people.find(({ person }) => person === editing) ?? null;

  const save = async (person: string, written: Written): Promise<string | null> => {
    const why = await act({
      key: `person ${person}`,
      done: m.people_saved({ name: written.name }),
      work: () => (person === '' ? ask('POST /api/people', { body: written }) : ask('POST /api/people/:person', { params: { person }, body: written })),
    });
    if (why === null) onEdit(null);
    return why;
  };
  const makeLink = ({ person, name }: Person): void => {
    setProblem(null);
    void act({
      key: `link ${person}`,
      done: '',
      work: async () => setLink({ name, ...(await ask('POST /api/people/:person/sign-in-link', { params: { person } })) }),
    }).then(setProblem);
  };
  return (
    <>
      <Filters
        view={view}
        filters={filters}
        onFilter={(next) => {
          setFilters(next);
          setShown(step);
        }}
      />
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      <div role="status">{found.length === 0 && <p className={css.none}>{m.people_found_none()}</p>}</div>
      {found.length > 0 && (
        <PeopleTable
          people={found.slice(0, shown)}
          now={view.serverNow}
          teamName={teamName}
          sort={sort}
          onSort={setSort}
          onOpen={({ person }) => onEdit(person)}
          onLink={makeLink}
        />
      )}
      <div className={css.foot}>
        <p>{m.people_shown({ shown: formats.number(Math.min(shown, found.length)), count: formats.number(view.people.length) })}</p>
        {found.length > shown && <Button onClick={() => setShown(shown + step)}>{m.people_more()}</Button>}
        {keys && <p className={css.keys}>{m.people_keys()}</p>}
      </div>
      {editing !== null && (
        <Dialog title={edited?.name ?? m.people_add()} at="side" onClose={() => onEdit(null)}>
          <PersonForm
            title={edited ? m.people_edit_of({ name: edited.name }) : m.people_add()}
            person={edited}
            now={view.serverNow}
            teams={view.teams}
            onSave={(written) => save(edited?.person ?? '', written)}
            onLink={edited?.active ? () => makeLink(edited) : null}
            onLeave={() => onEdit(null)}
          />
        </Dialog>
      )}
      {link && <SignInLink link={link} now={view.serverNow} onClose={() => setLink(null)} />}
    </>
  );
};

const People = () => {
  const { data: view, error, refetch } = useQuery(peopleQuery);
  const { done, act } = useActions(peopleActions);
  const formats = useFormats();
  const [importing, setImporting] = useState(false);
  const [imported, setImported] = useState<{ readonly words: string } | null>(null);
  /** Identifier of the person being edited; '' for a new person, null when nobody is edited. */
  const [editing, setEditing] = useState<string | null>(null);
  const latest = imported ?? done;
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.people_title()}>
        <Loading label={m.people_opening()} />
      </Page>
    );
  }
  if (importing)
    return (
      <Page title={m.people_import()}>
        <Import
          onDone={(words) => {
            setImported({ words });
            setImporting(false);
          }}
          onLeave={() => setImporting(false)}
        />
      </Page>
    );
  return (
    <Page
      title={m.people_title()}
      beside={
        <>
          <p className={css.note}>{m.people_teams_size({ count: view.people.length, shown: formats.number(view.people.length) })}</p>
          <div className={css.actions}>
            <Button onClick={() => setImporting(true)}>
              <Icon of={FileUp} />
              {m.people_import()}
            </Button>
            <Button kind="main" onClick={() => setEditing('')}>
              <Icon of={Plus} />
              {m.people_add()}
            </Button>
          </div>
        </>
      }
    >
      <div role="status">{latest && latest.words !== '' && <Notice of={latest}>{latest.words}</Notice>}</div>
      <List
        view={view}
        act={(doing) => {
          setImported(null);
          return act(doing);
        }}
        editing={editing}
        onEdit={setEditing}
      />
    </Page>
  );
};
export default People;
