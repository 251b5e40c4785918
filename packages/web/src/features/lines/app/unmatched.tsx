import type { LinesView } from '@onhook/contract';
import { memo, useId, useRef, useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { Combobox } from '../../../design/combobox.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './lists.module.css';
import { called, type PersonWithoutLine, suggest } from '../../../design/app/suggest.ts';

type Line = LinesView['unmatched'][number];

interface RowProps {
  readonly line: Line;
  readonly people: readonly PersonWithoutLine[];
  readonly now: number;
  readonly saving: boolean;
  /** Reason for which the last attempt was refused, in words; null if it wasn't refused. */
  readonly refusal: string | null;
  readonly onMatch: (line: Line, person: PersonWithoutLine) => void;
}

const Row = memo(({ line, people, now, saving, refusal, onMatch }: RowProps) => {
  const id = useId();
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  // undefined: nobody has chosen yet, so a sure suggestion is shown; null: the administrator has emptied the field.
  const [chosen, setChosen] = useState<PersonWithoutLine | null | undefined>(undefined);
  const [missing, setMissing] = useState(false);
  const value = chosen === undefined ? suggest(line.name, people) : chosen;
  const problem = missing ? m.admin_pick_first() : refusal;
  return (
    <li className={css.row}>
      <form
        className={css.match}
        onSubmit={(event) => {
          event.preventDefault();
          if (saving) return;
          setMissing(value === null);
          if (value) {
            setChosen(value);
            onMatch(line, value);
          } else input.current?.focus();
        }}
      >
        <div>
          <p className={css.line}>{line.line}</p>
          <p className={css.note}>
            {line.name !== '' && `${line.name} · `}
            {m.admin_seen_between({ first: formats.when(line.firstSeenAt, now), last: formats.when(line.lastSeenAt, now) })}
          </p>
        </div>
        <div>
          <Combobox
            label={m.admin_whose_of({ line: line.line })}
            hint={m.admin_pick()}
            openLabel={m.admin_pick_open()}
            items={people}
            idOf={({ person }) => person}
            nameOf={({ name }) => name}
            called={({ name }, typed) => called(name, typed)}
            none={people.length === 0 ? m.admin_pick_nobody_left() : m.admin_pick_none()}
            value={value}
            onChange={(next) => {
              setChosen(next);
              setMissing(false);
            }}
            inputRef={input}
            problem={problem === null ? undefined : `${id}-problem`}
          />
          <div role="alert" id={`${id}-problem`}>
            {problem !== null && <p className={css.problem}>{problem}</p>}
          </div>
        </div>
        <Button type="submit" className={css.action} aria-label={m.admin_match_of({ line: line.line })} aria-disabled={saving}>
          {saving ? m.admin_saving() : m.admin_match()}
        </Button>
      </form>
    </li>
  );
});

interface Props {
  readonly view: LinesView;
  readonly saving: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, string>;
  readonly onMatch: (line: Line, person: PersonWithoutLine) => void;
}

const step = 50;

/** Lists the lines that aren't matched to a person yet, each with a field for choosing one. */
export const Unmatched = ({ view, saving, refusals, onMatch }: Props) => {
  const [shown, setShown] = useState(step);
  const formats = useFormats();
  /** Lines whose name in the phone system is the name of one person, without those whom two lines name. */
  const named = view.unmatched.map((line) => ({ line, person: suggest(line.name, view.peopleWithoutLine) }));
  const sure = named.filter(({ person }) => person !== null && named.filter((other) => other.person?.person === person.person).length === 1);
  if (view.unmatched.length === 0) return <p className={css.none}>{m.admin_unmatched_none()}</p>;
  return (
    <>
      <p className={css.text}>
        {m.admin_unmatched_text({ count: view.unmatched.length, shown: formats.number(view.unmatched.length) })}
      </p>
      {sure.length > 1 && (
        <Button className={css.all} onClick={() => sure.forEach(({ line, person }) => person && onMatch(line, person))}>
          {m.admin_match_all({ count: sure.length, shown: formats.number(sure.length) })}
        </Button>
      )}
      <ul className={css.rows}>
        {view.unmatched.slice(0, shown).map((line) => (
          <Row
            key={line.line}
            line={line}
            people={view.peopleWithoutLine}
            now={view.serverNow}
            saving={saving.has(line.line)}
            refusal={refusals.get(line.line) ?? null}
            onMatch={onMatch}
          />
        ))}
      </ul>
      {view.unmatched.length > shown && (
        <Button className={css.more} onClick={() => setShown(shown + step)}>
          {m.admin_more()}
        </Button>
      )}
    </>
  );
};
