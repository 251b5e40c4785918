import { type CalendarItem, calendarOf } from '@onhook/core/carry';
import { CalendarPlus, Pencil, Trash2 } from 'lucide';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { changeSlice } from '../../../local-store/index.ts';
import { requestPersistence } from '../../../local-store/stay.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { newId } from '../../../local-store/new-id.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import css from './carry.module.css';
import { dueWords } from '../shared/due-words.ts';
import { addCarried, deleteItem, newItem, putItem } from '../shared/list.ts';
import type { Carried, CarryItem, Noted } from '../shared/carried.ts';
import { carriedSlice } from '../shared/slice.ts';
import { CarryForm } from './write.tsx';
import { saveFile } from '../../../design/save-file.ts';

type Writing = { readonly kind: 'item'; readonly item: CarryItem | null } | { readonly kind: 'learned' };

/** Last action in words, and a function that undoes it. */
interface Done {
  readonly words: string;
  readonly undo: () => Promise<void>;
}

const briefLength = 80;

/** Shortens a text for the name of a button. */
const brief = (text: string): string => {
  const all = [...text];
  return all.length > briefLength ? `${all.slice(0, briefLength).join('')}…` : text;
};

const save = (items: readonly CalendarItem[], now: number): void => {
  saveFile('onhook.ics', 'text/calendar', calendarOf(items, now));
};

/** Button that asks for permission to notify. Absent once the person has answered. */
const Outside = () => {
  const [state, setState] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (state !== 'default') return null;
  return (
    <Button kind="quiet" onClick={() => void Notification.requestPermission().then(setState)}>
      {m.carry_notify()}
    </Button>
  );
};

/** Room for the agent's tasks, the matters put down, and the lessons learned. */
export const Carry = ({ view, onClose }: RoomProps) => {
  const { person } = view.person;
  const [carried] = useSlice(person, carriedSlice);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const now = (): number => Math.round(serverClock.now());
  if (!carried) return <Room title={m.carry_title()} />;

  if (writing) {
    const item = writing.kind === 'item' ? writing.item : null;
    return (
      <CarryForm
        person={person}
        of={item?.id ?? writing.kind}
        title={writing.kind === 'learned' ? m.carry_learned_write() : item ? m.carry_change() : m.carry_write()}
        text={item?.text ?? ''}
        dueAt={item?.dueAt ?? null}
        mayBeDue={writing.kind === 'item'}
        now={now}
        onKeep={async (text, dueAt) => {
          if (item) await putItem(person, { ...item, text, dueAt });
          else if (writing.kind === 'item') await addCarried(person, { items: [newItem(text, dueAt, now())] });
          else await addCarried(person, { learned: [{ id: newId(), at: now(), text }] });
          setWriting(null);
          void requestPersistence();
        }}
        onLeave={() => setWriting(null)}
      />
    );
  }

  const open = carried.items
    .filter(({ doneAt }) => doneAt === null)
    .toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.at - b.at);
  const past = carried.items.filter(({ doneAt }) => doneAt !== null).toSorted((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0));
  const timed = open.flatMap(({ id, text, dueAt }) => (dueAt === null ? [] : [{ id, text, dueAt }]));

  const finish = async (item: CarryItem, doneAt: number | null): Promise<void> => {
    await putItem(person, { ...item, doneAt });
    setDone({ words: doneAt === null ? m.carry_said_open() : m.carry_said_done(), undo: () => putItem(person, item) });
  };
  const remove = async (item: CarryItem): Promise<void> => {
    await deleteItem(person, item);
    setDone({ words: m.carry_said_deleted(), undo: () => putItem(person, item) });
  };
  const removeNoted = async (from: 'putDown' | 'learned', gone: readonly Noted[]): Promise<void> => {
    const without = (c: Carried): Carried => ({ ...c, [from]: c[from].filter(({ id }) => !gone.some((one) => one.id === id)) });
    await changeSlice(person, carriedSlice, without);
    setDone({ words: m.carry_said_deleted(), undo: () => addCarried(person, { [from]: gone }) });
  };

  const row = (item: CarryItem) => (
    <li key={item.id} className={css.item}>
      <label className={css.check}>
        <input type="checkbox" checked={item.doneAt !== null} onChange={() => void finish(item, item.doneAt === null ? now() : null)} />
        <span>
          <span dir="auto" className={item.doneAt === null ? css.words : css.past}>
            {item.text}
          </span>
          {item.dueAt !== null && item.doneAt === null && (
            <span className={item.dueAt <= now() ? css.overdue : css.at}>
              {dueWords(item.dueAt, now())}
            </span>
          )}
        </span>
      </label>
      <span className={css.tools}>
        {item.dueAt !== null && item.doneAt === null && (
          <IconButton
            className={css.tool}
            label={m.carry_calendar_of({ text: brief(item.text) })}
            onClick={() => save([{ ...item, dueAt: item.dueAt ?? 0 }], now())}
          >
            <Icon of={CalendarPlus} />
          </IconButton>
        )}
        <IconButton
          className={css.tool}
          label={m.carry_change_of({ text: brief(item.text) })}
          onClick={() => setWriting({ kind: 'item', item })}
        >
          <Icon of={Pencil} />
        </IconButton>
        <IconButton className={css.tool} label={m.carry_delete_of({ text: brief(item.text) })} onClick={() => void remove(item)}>
          <Icon of={Trash2} />
        </IconButton>
      </span>
    </li>
  );

  return (
    <Room
      back={{ label: m.carry_back(), onTake: onClose }}
      title={m.carry_title()}
      main={{ label: m.carry_add(), onTake: () => setWriting({ kind: 'item', item: null }) }}
    >
      {/* Always rendered, so that screen readers announce changes in it. */}
      <div role="status" className={done ? css.done : css.quiet}>
        {done && (
          <>
            <span>{done.words}</span>
            <Button
              kind="quiet"
              onClick={() => {
                void done.undo().then(() => setDone(null));
              }}
            >
              {m.carry_undo()}
            </Button>
          </>
        )}
      </div>
      {open.length === 0 ? <Paragraph>{m.carry_nothing()}</Paragraph> : <Rows>{open.map(row)}</Rows>}
      {timed.length > 0 && (
        <div className={css.ways}>
          <Button kind="quiet" onClick={() => save(timed, now())}>
            {m.carry_calendar_all()}
          </Button>
          <Outside />
        </div>
      )}
      {past.length > 0 && (
        <details className={css.fold}>
          <summary>{m.carry_done({ n: past.length })}</summary>
          <Rows>{past.map(row)}</Rows>
        </details>
      )}
      {carried.putDown.length > 0 && (
        <section className={css.shelf}>
          <h2>{m.carry_put_down()}</h2>
          <Paragraph>{m.carry_put_down_how()}</Paragraph>
          <ul className={css.put}>
            {carried.putDown.map(({ id, text }) => (
              <li key={id} dir="auto">
                {text}
              </li>
            ))}
          </ul>
          <Button kind="quiet" onClick={() => void removeNoted('putDown', carried.putDown)}>
            {m.carry_empty_shelf()}
          </Button>
        </section>
      )}
      <section className={css.learned}>
        <h2>{m.carry_learned()}</h2>
        {carried.learned.length > 0 && (
          <Rows>
            {carried.learned.toReversed().map((one) => (
              <li key={one.id} className={css.item}>
                <span dir="auto" className={css.words}>
                  {one.text}
                </span>
                <IconButton
                  className={css.tool}
                  label={m.carry_delete_of({ text: brief(one.text) })}
                  onClick={() => void removeNoted('learned', [one])}
                >
                  <Icon of={Trash2} />
                </IconButton>
              </li>
            ))}
          </Rows>
        )}
        <Button kind="quiet" onClick={() => setWriting({ kind: 'learned' })}>
          {m.carry_learned_write()}
        </Button>
      </section>
    </Room>
  );
};
