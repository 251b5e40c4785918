import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '../design/button.tsx';
import { Loading } from '../design/loading.tsx';
import { m } from '../generated/messages/messages.js';
import { Entries } from '../panel/journal/entries.tsx';
import { Fields } from '../panel/journal/fields.tsx';
import css from '../panel/journal/journal.module.css';
import { OverTime } from '../panel/journal/over-time.tsx';
import { useJournal } from '../panel/journal/use-journal.ts';
import { Where } from '../panel/journal/where.tsx';
import { isEmpty, kindLabels } from '../panel/journal/words.ts';
import { useStanding } from '../panel/vault/use-standing.ts';
import { begin } from '../vault/begin.ts';
import { serverClock } from './clock.ts';
import { Page } from './page.tsx';
import { useSession } from './session.ts';

const kinds = ['reflection', 'thought', 'moment'] as const;

/** The journal on a page of paper, for whoever writes after work. */
const Journal = () => {
  const { person } = useSession().person;
  const journal = useJournal(person, serverClock.now);
  const standing = useStanding();
  useEffect(() => void begin(person), [person]);
  const { entries, draft, deleted } = journal;
  return (
    <Page title={m.journal_open()} beside={<Link to="/vault">{m.vault_open()}</Link>}>
      <Where standing={standing} />
      {!entries && <Loading label={m.shell_loading()} />}
      <div className={css.columns}>
        <section className={css.fields} aria-label={draft ? kindLabels[draft.kind]() : m.journal_open()}>
          {draft ? (
            <>
              <h2 className={css.heading}>{kindLabels[draft.kind]()}</h2>
              <p className={css.small}>{m.journal_optional()}</p>
              <Fields entry={draft} onChange={journal.write} />
              <div className={css.ways}>
                <Button kind="main" disabled={isEmpty(draft)} onClick={() => void journal.keep()}>
                  {m.journal_keep()}
                </Button>
                <Button kind="quiet" onClick={journal.leave}>
                  {m.journal_back()}
                </Button>
              </div>
            </>
          ) : (
            <div className={css.ways}>
              {kinds.map((kind) => (
                <Button key={kind} onClick={() => journal.begin(kind)}>
                  {kindLabels[kind]()}
                </Button>
              ))}
            </div>
          )}
          {entries && <OverTime entries={entries} />}
        </section>
        <section className={css.fields} aria-label={m.journal_open()}>
          <div role="status" className={deleted ? css.deleted : css.unsaid}>
            {deleted && (
              <>
                <span>{m.journal_deleted()}</span>
                <Button kind="quiet" onClick={() => void journal.undo()}>
                  {m.journal_undo()}
                </Button>
              </>
            )}
          </div>
          {entries?.length === 0 && <p className={css.small}>{m.journal_empty()}</p>}
          {entries && entries.length > 0 && (
            <Entries entries={entries} onChange={journal.change} onDelete={(entry) => void journal.remove(entry)} />
          )}
        </section>
      </div>
    </Page>
  );
};
export default Journal;
