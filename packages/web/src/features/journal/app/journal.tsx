import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '../../../design/button.tsx';
import { Loading } from '../../../design/loading.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Entries } from '../shared/entries.tsx';
import { Fields } from '../shared/fields.tsx';
import css from '../shared/journal.module.css';
import { OverTime } from '../shared/over-time.tsx';
import { useJournal } from '../shared/use-journal.ts';
import { Where } from '../shared/where.tsx';
import { isEmpty, kindLabels } from '../shared/words.ts';
import { useSyncStatus } from '../../vault/shared/index.ts';
import { startVault } from '../../../vault/begin.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { Page } from '../../../design/app/page.tsx';
import { useSession } from '../../../api/app/session.ts';

const kinds = ['reflection', 'thought', 'moment'] as const;

/** Shows the journal on a page of its own, for writing after work. */
const Journal = () => {
  const { person } = useSession().person;
  const journal = useJournal(person, serverClock.now);
  const syncStatus = useSyncStatus();
  useEffect(() => void startVault(person), [person]);
  const { entries, draft, deleted } = journal;
  return (
    <Page title={m.journal_open()} beside={<Link to="/vault">{m.vault_title()}</Link>}>
      <Where status={syncStatus} />
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
