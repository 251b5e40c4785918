import { Coil } from '../../../design/cord/index.ts';
import css from './tightness-scale.module.css';
import { scale, tightness } from '../shared/tightness.ts';

/** Turns, pitch and height of the five cords, from coiled (1) to straight (5). */
const cords = {
  1: { turns: 4, pitch: 4.4, rise: 20 },
  2: { turns: 3, pitch: 5, rise: 17 },
  3: { turns: 2, pitch: 6, rise: 14 },
  4: { turns: 1, pitch: 7, rise: 11 },
  5: { turns: 0, pitch: 7, rise: 0 },
} as const;

interface Props {
  readonly label: string;
  readonly chosen: number | null;
  readonly onChoose: (level: number) => void;
}

/** Scale of five for how tense the agent feels. Only the two ends have visible names; screen readers get a name for all five. */
export const TightnessScale = ({ label, chosen, onChoose }: Props) => (
  <div className={css.scale} role="group" aria-label={label}>
    {scale.map((level) => {
      const { turns, pitch, rise } = cords[level];
      return (
        <button
          key={level}
          type="button"
          className={css.level}
          aria-label={tightness(level)}
          aria-pressed={chosen === level}
          onClick={() => onChoose(level)}
        >
          <Coil className={turns > 2 ? css.coil : turns > 0 ? css.between : css.cord} width={48} height={24} turns={turns} pitch={pitch} rise={rise} />
        </button>
      );
    })}
    <span className={css.end} aria-hidden="true">
      {tightness(1)}
    </span>
    <span className={`${css.end} ${css.last}`} aria-hidden="true">
      {tightness(5)}
    </span>
  </div>
);
