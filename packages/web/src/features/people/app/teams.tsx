import type { PeopleView } from '@onhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { type RunAction, useActions } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './people.module.css';
import { Sites } from './sites.tsx';
import { StandIns } from './stand-ins.tsx';
import { TeamForm, type WrittenTeam } from './team-form.tsx';
import { peopleActions, peopleQuery, type Team } from './use-people.ts';

interface RowProps {
  readonly team: Team;
  readonly view: PeopleView;
  readonly onEdit: () => void;
  readonly onRemove: () => Promise<unknown>;
}

const Row = ({ team, view, onEdit, onRemove }: RowProps) => {
  const formats = useFormats();
  const [sure, setSure] = useState(false);
  const { name, leads, site } = team;
  const count = view.people.filter((person) => person.team === team.team && person.active).length;
  const names = leads.map((lead) => view.people.find(({ person }) => person === lead)?.name ?? lead).join(', ');
  const where = view.sites.find((one) => one.site === site)?.name;
  if (sure)
    return (
      <>
        <p role="alert">{m.people_teams_remove_sure({ name })}</p>
        <div className={css.ways}>
          <Button onClick={() => void onRemove()}>{m.people_teams_remove_yes()}</Button>
          <Button kind="quiet" autoFocus onClick={() => setSure(false)}>
            {m.people_cancel()}
          </Button>
        </div>
      </>
    );
  return (
    <div className={css.entry}>
      <div className={css.cells}>
        <p className={css.name}>{name}</p>
        <p className={css.note}>{names === '' ? m.people_teams_led_by_nobody() : m.people_teams_led_by({ names })}</p>
        <p className={css.note}>
          {m.people_teams_size({ count, shown: formats.number(count) })}
          {where !== undefined && ` · ${where}`}
        </p>
      </div>
      <IconButton label={m.people_edit_of({ name })} onClick={onEdit}>
        <Icon of={Pencil} />
      </IconButton>
      <IconButton label={m.people_teams_remove_of({ name })} onClick={() => setSure(true)}>
        <Icon of={Trash2} />
      </IconButton>
    </div>
  );
};

const newTeam = (): Team => ({ team: crypto.randomUUID(), name: '', site: null, leads: [] });

const List = ({ view, act }: { readonly view: PeopleView; readonly act: RunAction }) => {
  const [editing, setEditing] = useState<Team | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isNew = editing !== null && !view.teams.some(({ team }) => team === editing.team);
  const save = async (team: string, written: WrittenTeam): Promise<string | null> => {
    const work = () => ask('POST /api/teams/:team', { params: { team }, body: written });
    const why = await act({ key: team, done: m.people_saved({ name: written.name }), work });
    if (why === null) setEditing(null);
    return why;
  };
  const form = editing && (
    <TeamForm
      key={editing.team}
      title={isNew ? m.people_teams_add() : m.people_edit_of({ name: editing.name })}
      team={editing}
      view={view}
      onSave={(written) => save(editing.team, written)}
      onLeave={() => setEditing(null)}
    />
  );
  const remove = async ({ team, name }: Team): Promise<void> => {
    const work = () => ask('DELETE /api/teams/:team', { params: { team } });
    setProblem(await act({ key: team, done: m.people_teams_removed({ name }), work }));
  };
  return (
    <section aria-labelledby="teams">
      <div className={css.head}>
        <h2 id="teams" className={css.title}>
          {m.people_teams_title()}
        </h2>
        {!isNew && (
          <Button onClick={() => setEditing(newTeam())}>
            <Icon of={Plus} />
            {m.people_teams_add()}
          </Button>
        )}
      </div>
      {isNew && form}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {view.teams.length === 0 ? (
        <p className={css.none}>{m.people_teams_none()}</p>
      ) : (
        <Rows>
          {view.teams.map((team) => (
            <li key={team.team} className={css.row}>
              {editing?.team === team.team ? form : <Row team={team} view={view} onEdit={() => setEditing(team)} onRemove={() => remove(team)} />}
            </li>
          ))}
        </Rows>
      )}
    </section>
  );
};

/** Page of the teams with their sites, leads and deputies. */
const Teams = () => {
  const { data: view, error, refetch } = useQuery(peopleQuery);
  const { done, act } = useActions(peopleActions);
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.people_teams_title()}>
        <Loading label={m.people_opening()} />
      </Page>
    );
  }
  return (
    <Page title={m.people_teams_title()}>
      <p className={css.how}>{m.people_teams_how()}</p>
      <div role="status">{done && <Notice of={done}>{done.words}</Notice>}</div>
      <div className={css.columns}>
        <List view={view} act={act} />
        <div className={css.beside}>
          <StandIns view={view} act={act} />
          <Sites view={view} act={act} />
        </div>
      </div>
    </Page>
  );
};
export default Teams;
