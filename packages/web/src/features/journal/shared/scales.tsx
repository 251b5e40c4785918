import { type ReactNode, useId } from 'react';
import { coilLength, cordPath } from '../../../design/cord/path.ts';
import { m } from '../../../generated/messages/messages.js';
import type { Grade } from './entry.ts';
import css from './scales.module.css';
import { gradeWords } from './words.ts';

const grades: readonly Grade[] = [1, 2, 3, 4, 5];

interface ScaleProps {
  readonly label: string;
  readonly chosen: Grade | null;
  readonly draw: (grade: Grade) => ReactNode;
  readonly onChoose: (grade: Grade) => void;
}

/** Five choices in a row, each with a drawing and a word. Native inputs keep the arrow keys. */
const Scale = ({ label, chosen, draw, onChoose }: ScaleProps) => {
  const name = useId();
  return (
    <div>
      <p className={css.label} aria-hidden="true">
        {label}
      </p>
      <div className={css.scale} role="radiogroup" aria-label={label}>
        {grades.map((grade) => (
          <label key={grade} className={css.grade}>
            <input type="radio" name={name} className={css.input} checked={chosen === grade} onChange={() => onChoose(grade)} />
            <span className={css.face}>
              <svg className={css.drawing} viewBox="0 0 48 22" aria-hidden="true">
                {draw(grade)}
              </svg>
              {gradeWords[grade]()}
            </span>
          </label>
        ))}
      </div>
    </div>
  );
};

interface Props {
  readonly chosen: Grade | null;
  readonly onChoose: (grade: Grade) => void;
}

/** A cord that is coiled for a low mood and straight for a very good one. */
const moodCord = (grade: Grade): ReactNode => {
  const turns = 5 - grade;
  const pitch = 3.6 + grade * 0.8;
  const start = 24 - (coilLength(turns) * pitch) / 2;
  return <path d={cordPath({ left: 1, right: 47, base: 20, pitch, height: 21 - 3 * grade, start, turns })} />;
};

export const MoodScale = (props: Props) => <Scale {...props} label={m.journal_mood()} draw={moodCord} />;

/** A line that is thin and short for little energy. */
const energyLine = (grade: Grade): ReactNode => <path d={`M${24 - grade * 4} 11H${24 + grade * 4}`} style={{ strokeWidth: 1 + grade }} />;

export const EnergyScale = (props: Props) => <Scale {...props} label={m.journal_energy()} draw={energyLine} />;
