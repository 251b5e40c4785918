import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { isBlank } from '../../../design/blank.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import css from './carry.module.css';
import { findDraft, holdDraft } from './draft.ts';
import { type Quick, fromField, minutesOfDay, quickDue, toField } from './due.ts';
import { maxItemCharacters } from '../shared/list.ts';
import { type CarryDraft, carryDraftSlice, shiftEndSlice } from '../shared/slice.ts';

interface Props {
  readonly person: string;
  /** Identity of the text, by which its draft is found again. */
  readonly of: string;
  readonly title: string;
  readonly text: string;
  readonly dueAt: number | null;
  /** False for a text without a due time, such as a lesson learned. */
  readonly mayBeDue: boolean;
  readonly now: () => number;
  /** Resolves once the text is stored. */
  readonly onKeep: (text: string, dueAt: number | null) => Promise<void>;
  readonly onLeave: () => void;
}

const quicks: readonly (readonly [Quick, () => string])[] = [
  ['half-hour', m.carry_due_half_hour],
  ['end-of-shift', m.carry_due_end_of_shift],
  ['tomorrow', m.carry_due_tomorrow],
];

/** Form for one text, with a due time if it may have one. */
export const CarryForm = ({ person, of, title, text, dueAt, mayBeDue, now, onKeep, onLeave }: Props) => {
  const [stored, changeStored] = useSlice(person, carryDraftSlice);
  const [own, setOwn] = useState(() => findDraft(person, of));
  const draft = own ?? (stored?.of === of ? stored : { of, text, due: dueAt === null ? '' : toField(dueAt) });
  const { text: words, due: field } = draft;
  const setDraft = (next: CarryDraft): void => {
    setOwn(next);
    holdDraft(person, next);
  };
  const dropDraft = (): void => {
    holdDraft(person, null);
    if (stored) changeStored(() => null);
  };
  const setWords = (next: string): void => setDraft({ ...draft, text: next });
  const setField = (next: string): void => setDraft({ ...draft, due: next });
  const leave = (): void => {
    dropDraft();
    onLeave();
  };
  const [quick, setQuick] = useState<Quick | null>(null);
  const [saving, setSaving] = useState(false);
  const [shiftEnd, changeShiftEnd] = useSlice(person, shiftEndSlice);
  const over = words.length - maxItemCharacters;
  const due = fromField(field);

  const choose = (which: Quick): void => {
    setQuick(which);
    setField(toField(quickDue(which, now(), shiftEnd ?? shiftEndSlice.initial)));
  };
  const keep = (): void => {
    // Remembers a corrected end of shift for the next time.
    if (quick === 'end-of-shift' && due !== null) changeShiftEnd(() => minutesOfDay(due));
    setSaving(true);
    void onKeep(words.trim(), due).then(dropDraft);
  };

  // Going back keeps what was typed for the next time; only the named way out drops it.
  const back = { label: m.carry_back(), onTake: onLeave };
  return (
    <Room
      back={back}
      title={title}
      main={{ label: m.carry_keep(), onTake: keep, disabled: saving || isBlank(words) || over > 0 }}
      ways={[{ label: m.carry_leave(), onTake: leave }]}
    >
      <TextArea
        label={m.carry_words()}
        hint={m.carry_stays()}
        problem={over > 0 ? m.carry_too_long({ over }) : null}
        rows={3}
        value={words}
        onChange={setWords}
      />
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
          <div className={css.when}>
            <TextField type="datetime-local" label={m.carry_due_at()} value={field} onChange={setField} />
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
          <Paragraph>{m.carry_due_how()}</Paragraph>
        </fieldset>
      )}
    </Room>
  );
};
