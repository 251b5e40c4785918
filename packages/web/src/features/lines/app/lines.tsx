import type { LinesView } from '@onhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Feeds } from './feeds.tsx';
import css from './lines.module.css';
import { MatchedLines } from './matched.tsx';
import { Pauses } from './pauses.tsx';
import type { PersonWithoutLine } from '../../../design/app/suggest.ts';
import { Unmatched } from './unmatched.tsx';
import { type LastMatch, useMatching } from './use-matching.ts';

const linesQuery = queryOptions({ queryKey: ['lines'], queryFn: () => ask('GET /api/lines'), refetchInterval: 15_000 });

const opposite = (done: LastMatch): LastMatch => ({ ...done, kind: done.kind === 'matched' ? 'taken-back' : 'matched' });

const Lists = ({ view }: { readonly view: LinesView }) => {
  const { done, saving, refusals, act } = useMatching();
  const match = useCallback(
    ({ line }: { readonly line: string }, { person, name }: PersonWithoutLine) => void act({ kind: 'matched', line, person, personName: name }),
    [act],
  );
  const doneRefusal = done && refusals.get(done.line);
  const shownInLists = done && [...view.unmatched, ...view.matched].some(({ line }) => line === done.line);
  return (
    <>
      <section aria-labelledby="feeds">
        <h2 id="feeds" className={css.title}>
          {m.admin_feeds()}
        </h2>
        <Feeds feeds={view.feeds} now={view.serverNow} />
      </section>
      {view.pauses.length > 0 && (
        <section aria-labelledby="pauses">
          <h2 id="pauses" className={css.title}>
            {m.admin_pauses()}
          </h2>
          <Pauses pauses={view.pauses} now={view.serverNow} />
        </section>
      )}
      <div role="status">
        {done && (
          <div className={css.done}>
            <Notice
              of={done}
              undo={{
                label: m.admin_undo(),
                name: m.admin_undo_of({ line: done.line, person: done.personName }),
                busy: saving.has(done.line),
                onTake: () => void act(opposite(done)),
              }}
            >
              {done.kind === 'matched'
                ? m.admin_matched_done({ line: done.line, person: done.personName })
                : m.admin_undone({ line: done.line })}
            </Notice>
          </div>
        )}
        {doneRefusal && !shownInLists && <p className={css.text}>{doneRefusal}</p>}
      </div>
      <div className={css.columns}>
        <div className={css.open}>
          <section aria-labelledby="unmatched">
            <h2 id="unmatched" className={css.title}>
              {m.admin_unmatched()}
            </h2>
            <Unmatched view={view} saving={saving} refusals={refusals} onMatch={match} />
          </section>
          <section aria-labelledby="people">
            <h2 id="people" className={css.title}>
              {m.admin_people()}
            </h2>
            {view.peopleWithoutLine.length === 0 ? (
              <p className={css.text}>{m.admin_people_none()}</p>
            ) : (
              <>
                <p className={css.text}>{m.admin_people_text()}</p>
                <ul className={css.people}>
                  {view.peopleWithoutLine.map(({ person, name }) => (
                    <li key={person}>{name}</li>
                  ))}
                </ul>
              </>
            )}
          </section>
        </div>
        <section aria-labelledby="matched">
          <h2 id="matched" className={css.title}>
            {m.admin_matched()}
          </h2>
          <MatchedLines
            matched={view.matched}
            saving={saving}
            refusals={refusals}
            onTakeBack={({ line, person, personName }) => act({ kind: 'taken-back', line, person, personName })}
          />
        </section>
      </div>
    </>
  );
};

const Lines = () => {
  const { data: view, error, refetch } = useQuery(linesQuery);
  const formats = useFormats();
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.admin_title()}>
        <Loading label={m.admin_opening()} />
      </Page>
    );
  }
  return (
    <Page
      title={m.admin_title()}
      beside={error && <p className={css.text}>{m.admin_stale({ time: formats.time(view.serverNow) })}</p>}
    >
      <Lists view={view} />
    </Page>
  );
};
export default Lines;
