import { TextArea } from '../../../design/text-area.tsx';
import css from './journal.module.css';
import { type JournalEntry, linesOf } from './entry.ts';
import { EnergyScale, MoodScale } from './scales.tsx';
import { lineLabels } from './words.ts';

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
    <MoodScale chosen={entry.mood} onChoose={(mood) => onChange((before) => ({ ...before, mood }))} />
    <EnergyScale chosen={entry.energy} onChoose={(energy) => onChange((before) => ({ ...before, energy }))} />
  </div>
);
