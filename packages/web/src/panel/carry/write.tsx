import { useId, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useKept } from '../kept/use-kept.ts';
import { Said, Screen } from '../screen.tsx';
import css from './carry.module.css';
import { type Quick, fromField, minutesOfDay, quickDue, toField } from './due.ts';
import { mostCharacters } from './list.ts';
import { shiftEndSlice } from './slice.ts';

interface Props {
  readonly person: string;
  readonly title: string;
  readonly text: string;
  readonly dueAt: number | null;
  /** False: it is never due, as what was learned. */
  readonly mayBeDue: boolean;
  readonly width: number;
  readonly now: () => number;
  readonly onKeep: (text: string, dueAt: number | null) => void;
  readonly onLeave: () => void;
}

const quicks: readonly (readonly [Quick, () => string])[] = [
  ['half-hour', m.carry_due_half_hour],
  ['end-of-shift', m.carry_due_end_of_shift],
  ['tomorrow', m.carry_due_tomorrow],
];

/** One thing to write down, and when it is due if it is. */
export const Write = ({ person, title, text, dueAt, mayBeDue, width, now, onKeep, onLeave }: Props) => {
  const id = useId();
  const [words, setWords] = useState(text);
  const [field, setField] = useState(dueAt === null ? '' : toField(dueAt));
  const [quick, setQuick] = useState<Quick | null>(null);
  const [shiftEnd, changeShiftEnd] = useKept(person, shiftEndSlice);
  const over = words.length - mostCharacters;
  const due = fromField(field);

  const choose = (which: Quick): void => {
    setQuick(which);
    setField(toField(quickDue(which, now(), shiftEnd ?? shiftEndSlice.nothing)));
  };
  const keep = (): void => {
    // An end of shift that was set right is right the next time too.
    if (quick === 'end-of-shift' && due !== null) changeShiftEnd(() => minutesOfDay(due));
    onKeep(words.trim(), due);
  };

  return (
    <Screen
      back={{ label: m.carry_back(), onTake: onLeave }}
      picture={<Cord progress={1} width={width} />}
      title={title}
      main={{ label: m.carry_keep(), onTake: keep, disabled: words.trim() === '' || over > 0 }}
      ways={[{ label: m.carry_leave(), onTake: onLeave }]}
    >
      <div className={css.field}>
        <label htmlFor={id}>{m.carry_words()}</label>
        <textarea
          id={id}
          dir="auto"
          rows={3}
          className={css.text}
          value={words}
          aria-describedby={`${id}-how`}
          aria-invalid={over > 0}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <p id={`${id}-how`} className={over > 0 ? css.over : css.how} role={over > 0 ? 'alert' : undefined}>
          {over > 0 ? m.carry_too_long({ over }) : m.carry_stays()}
        </p>
      </div>
      {mayBeDue && (
        <fieldset className={css.due}>
          <legend>{m.carry_due_when()}</legend>
          <div className={css.quick}>
            {quicks.map(([which, label]) => (
              <Button key={which} aria-pressed={quick === which} onClick={() => choose(which)}>
                {label()}
              </Button>
            ))}
          </div>
          <label htmlFor={`${id}-due`}>{m.carry_due_at()}</label>
          <div className={css.when}>
            <input
              id={`${id}-due`}
              type="datetime-local"
              className={css.input}
              value={field}
              onChange={(event) => setField(event.currentTarget.value)}
            />
            {field !== '' && (
              <Button
                kind="quiet"
                onClick={() => {
                  setField('');
                  setQuick(null);
                }}
              >
                {m.carry_due_none()}
              </Button>
            )}
          </div>
          <Said>{m.carry_due_how()}</Said>
        </fieldset>
      )}
    </Screen>
  );
};
