import { Choice } from '../../../design/choice.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './journal.module.css';
import { type JournalEntry, type Grade, linesOf } from './entry.ts';
import { gradeWords, lineLabels } from './words.ts';

const grades = ['1', '2', '3', '4', '5'] as const;
const gradeOf = (id: (typeof grades)[number]): Grade => Number(id) as Grade;

interface GradesProps {
  readonly label: string;
  readonly grade: Grade | null;
  readonly onChange: (grade: Grade) => void;
}

const Grades = ({ label, grade, onChange }: GradesProps) => (
  <div>
    <p className={css.label} aria-hidden="true">
      {label}
    </p>
    <Choice
      label={label}
      many={false}
      options={grades.map((id) => ({ id, label: gradeWords[gradeOf(id)]() }))}
      chosen={grades.filter((id) => gradeOf(id) === grade)}
      onChoose={(id) => onChange(gradeOf(id))}
    />
  </div>
);

interface Props {
  readonly entry: JournalEntry;
  readonly onChange: (change: (entry: JournalEntry) => JournalEntry) => void;
}

/** Input fields of an entry: its prompts, mood and energy. Each may be left empty. */
export const Fields = ({ entry, onChange }: Props) => (
  <div className={css.fields}>
    {linesOf[entry.kind].map((line) => (
      <TextArea
        key={line}
        label={lineLabels[line]()}
        value={entry.lines[line] ?? ''}
        onChange={(text) => onChange((before) => ({ ...before, lines: { ...before.lines, [line]: text } }))}
      />
    ))}
    <Grades label={m.journal_mood()} grade={entry.mood} onChange={(mood) => onChange((before) => ({ ...before, mood }))} />
    <Grades label={m.journal_energy()} grade={entry.energy} onChange={(energy) => onChange((before) => ({ ...before, energy }))} />
  </div>
);
