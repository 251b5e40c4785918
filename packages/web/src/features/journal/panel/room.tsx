import { Button } from '../../../design/button.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { useSyncStatus } from '../../vault/shared/index.ts';
import { Entries } from '../shared/entries.tsx';
import { Fields } from '../shared/fields.tsx';
import css from '../shared/journal.module.css';
import { OverTime } from '../shared/over-time.tsx';
import { useJournal } from '../shared/use-journal.ts';
import { Where } from '../shared/where.tsx';
import { isEmpty, kindLabels } from '../shared/words.ts';

/** Shows the agent's private journal in the panel. */
export const Journal = ({ view, width, onClose }: RoomProps) => {
  const journal = useJournal(view.person.person, serverClock.now);
  const syncStatus = useSyncStatus();
  const { entries, draft, deleted } = journal;
  const back = { label: m.journal_back(), onTake: onClose };
  const picture = <Cord progress={1} width={width} />;
  if (!entries) return <Screen back={back} picture={picture} title={m.journal_open()} ways={[back]} />;

  if (draft)
    return (
      <Screen
        picture={picture}
        title={kindLabels[draft.kind]()}
        main={{ label: m.journal_keep(), disabled: isEmpty(draft), onTake: () => void journal.keep() }}
        ways={[{ label: m.journal_back(), onTake: journal.leave }]}
      >
        <Paragraph>{m.journal_optional()}</Paragraph>
        <Fields entry={draft} onChange={journal.write} />
      </Screen>
    );

  return (
    <Screen
      back={back}
      picture={picture}
      title={m.journal_open()}
      main={{ label: m.journal_reflect(), onTake: () => journal.begin('reflection') }}
      ways={[
        { label: m.journal_think(), onTake: () => journal.begin('thought') },
        { label: m.journal_moment(), onTake: () => journal.begin('moment') },
        back,
      ]}
      escape={back}
    >
      <Where status={syncStatus} />
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
          <OverTime entries={entries} />
          <Entries entries={entries} onChange={journal.change} onDelete={(entry) => void journal.remove(entry)} />
        </>
      )}
      <a className={css.wide} href="/journal" target="_blank" rel="noopener">
        {m.journal_wide()}
      </a>
    </Screen>
  );
};
