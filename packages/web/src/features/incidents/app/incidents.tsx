import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import type { Failure } from '../../../api/result.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { useActions } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { Empty } from '../../../design/empty.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { kindName } from '../shared/words.ts';
import css from './incidents.module.css';
import { Opened } from './opened.tsx';

const incidentsQuery = queryOptions({ queryKey: ['team-incidents'], queryFn: () => ask('GET /api/team-incidents') });

const acts = {
  queries: ['team-incidents'],
  errorText: (why: Failure): string => (why.kind === 'offline' ? m.incidents_not_sent() : m.incidents_refused()),
};

/** Incidents that agents have released to the leads of their teams, with the measures owed. */
const Incidents = () => {
  const { data: view, error, refetch } = useQuery(incidentsQuery);
  const { done, act } = useActions(acts);
  const [problem, setProblem] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const formats = useFormats();
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.incidents_title()}>
        <Loading label={m.shell_loading()} />
      </Page>
    );
  }
  const now = view.serverNow;
  return (
    <Page title={m.incidents_title()}>
      {view.incidents.length > 0 && <p className={css.how}>{m.incidents_lead_how()}</p>}
      <div role="status">{done && <Notice of={done}>{done.words}</Notice>}</div>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {view.incidents.length === 0 && <Empty title={m.incidents_lead_none()} text={m.incidents_lead_how()} />}
      <div className={css.list}>
        <Rows>
          {view.incidents.map(({ incident, personName, kind, happenedAt, duties }) => {
            const open = duties.filter(({ doneAt }) => doneAt === null);
            const late = open.some(({ dueAt }) => dueAt < now);
            const isOpened = opened === incident;
            return (
              <li key={incident} className={css.item} data-open={isOpened} data-owed={open.length > 0}>
                <div className={css.head}>
                  <p className={css.name}>{personName}</p>
                  <p>{kindName[kind]()}</p>
                  <p className={css.note}>{formats.when(happenedAt, now)}</p>
                  <p className={`${css.note} ${late ? css.late : ''}`}>
                    {open.length === 0 ? m.incidents_all_done() : late ? m.incidents_late({ n: open.length }) : m.incidents_open({ n: open.length })}
                  </p>
                  <Button
                    kind={open.length > 0 && !isOpened ? 'plain' : 'quiet'}
                    aria-expanded={isOpened}
                    {...(!isOpened && { 'aria-label': m.incidents_open_of({ name: personName, when: formats.when(happenedAt, now) }) })}
                    onClick={() => setOpened(isOpened ? null : incident)}
                  >
                    {isOpened ? m.incidents_close() : m.incidents_read()}
                  </Button>
                </div>
                {isOpened && <Opened incident={incident} now={now} takesMeasures={view.takesMeasures} act={act} onProblem={setProblem} />}
              </li>
            );
          })}
        </Rows>
      </div>
    </Page>
  );
};
export default Incidents;
