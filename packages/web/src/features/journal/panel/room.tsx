import { Button } from '../../../design/button.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { m } from '../../../generated/messages/messages.js';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { useSyncStatus } from '../../vault/shared/index.ts';
import { Entries } from '../shared/entries.tsx';
import { Fields } from '../shared/fields.tsx';
import css from '../shared/journal.module.css';
import { OverTime } from '../shared/over-time.tsx';
import { useJournal } from '../shared/use-journal.ts';
import { Where } from '../shared/where.tsx';
import { isEmpty, kindLabels } from '../shared/words.ts';

/** Shows the agent's private journal in the panel. */
export const Journal = ({ view, onClose }: RoomProps) => {
  const journal = useJournal(view.person.person, serverClock.now);
  const syncStatus = useSyncStatus();
  const { entries, draft, deleted } = journal;
  const back = { label: m.journal_back(), onTake: onClose };
  if (!entries) return <Room paper back={back} title={m.journal_open()} />;

  if (draft)
    return (
      <Room
        paper
        back={{ label: m.journal_back(), onTake: journal.leave }}
        title={kindLabels[draft.kind]()}
        main={{ label: m.journal_keep(), disabled: isEmpty(draft), onTake: () => void journal.keep() }}
      >
        <Paragraph>{m.journal_optional()}</Paragraph>
        <Fields entry={draft} onChange={journal.write} />
      </Room>
    );

  return (
    <Room
      paper
      back={back}
      title={m.journal_open()}
    >
      <Where status={syncStatus} />
      <div className={css.begin}>
        <Button kind="main" onClick={() => journal.begin('reflection')}>
          {m.journal_reflect()}
        </Button>
        <Button onClick={() => journal.begin('thought')}>{m.journal_think()}</Button>
        <Button onClick={() => journal.begin('moment')}>{m.journal_moment()}</Button>
      </div>
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
      {entries.length === 0 ? (
        <Paragraph>{m.journal_empty()}</Paragraph>
      ) : (
        <>
          <Entries entries={entries} onChange={journal.change} onDelete={(entry) => void journal.remove(entry)} />
          <OverTime entries={entries} />
        </>
      )}
      <a className={css.wide} href="/journal" target="_blank" rel="noopener">
        {m.journal_wide()}
      </a>
    </Room>
  );
};
