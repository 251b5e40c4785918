import type { PanelView } from '@onhook/contract';
import { BookOpen, Clock, type IconNode, ListChecks, NotebookPen, ShieldAlert, Sprout } from 'lucide';
import { type ReactNode, useId } from 'react';
import { serverClock } from '../../api/server-clock.ts';
import { Icon } from '../../design/icon.tsx';
import { length } from '../../design/panel/time-words.ts';
import { carriedSlice, dueByTonight } from '../../features/carry/shared/index.ts';
import { journalSlice, sinceMonday } from '../../features/journal/shared/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useSlice } from '../../local-store/use-slice.ts';
import css from './doors.module.css';
import type { RoomId } from './rooms.ts';

interface DoorProps {
  readonly icon: IconNode;
  readonly name: string;
  readonly state: string;
  /** True for a state that needs the agent's attention today. */
  readonly isDue?: boolean;
  readonly shortcuts?: string;
  readonly onOpen: () => void;
}

/** A button that opens a room, with icon, name and state. Screen readers read the name first and then the state. */
const Door = ({ icon, name, state, isDue = false, shortcuts, onOpen }: DoorProps) => {
  const id = useId();
  return (
    <div className={css.door}>
      <button type="button" className={css.open} aria-describedby={id} {...(shortcuts && { 'aria-keyshortcuts': shortcuts })} onClick={onOpen}>
        <Icon of={icon} size="1.25rem" />
        {name}
      </button>
      <span id={id} className={isDue ? css.due : css.state}>
        {state}
      </span>
    </div>
  );
};

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const id = useId();
  return (
    <section className={css.group} aria-labelledby={id}>
      <h2 id={id} className={css.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
};

interface Props {
  readonly view: PanelView;
  readonly onOpen: (room: RoomId) => void;
  readonly onPhrases: () => void;
}

/** Links to the rooms between calls, in three groups: for now, the agent's own things, and the day. */
export const Doors = ({ view, onOpen, onPhrases }: Props) => {
  const { person } = view.person;
  const [carried] = useSlice(person, carriedSlice);
  const [entries] = useSlice(person, journalSlice);
  const now = serverClock.now();
  const open = carried?.items.filter(({ doneAt }) => doneAt === null) ?? [];
  const due = dueByTonight(open, now);
  const written = entries ? sinceMonday(entries, now) : 0;
  const { bankedMs, honouredMs } = view.today;
  return (
    <nav className={css.doors} aria-label={m.panel_rooms()}>
      <Group title={m.home_now()}>
        <Door icon={BookOpen} name={m.phrases_open()} state={m.home_press_slash()} shortcuts="/ Control+K" onOpen={onPhrases} />
        <Door icon={Sprout} name={m.library_open()} state={m.home_to_try()} onOpen={() => onOpen('library')} />
      </Group>
      <Group title={m.home_mine()}>
        <Door
          icon={ListChecks}
          name={m.carry_title()}
          state={due > 0 ? m.home_due_today({ n: due }) : m.home_to_do({ n: open.length })}
          isDue={due > 0}
          onOpen={() => onOpen('carry')}
        />
        <Door icon={NotebookPen} name={m.journal_open()} state={m.home_written({ n: written })} onOpen={() => onOpen('journal')} />
      </Group>
      <Group title={m.home_my_day()}>
        <Door
          icon={Clock}
          name={m.panel_today()}
          state={bankedMs > 0 ? m.home_for_later({ length: length(bankedMs) }) : honouredMs > 0 ? m.home_kept({ length: length(honouredMs) }) : m.home_no_minutes()}
          onOpen={() => onOpen('today')}
        />
        <Door icon={ShieldAlert} name={m.incidents_title()} state={m.home_incidents()} onOpen={() => onOpen('incidents')} />
      </Group>
    </nav>
  );
};
