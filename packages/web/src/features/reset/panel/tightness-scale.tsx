import { Coil } from '../../../design/cord/index.ts';
import css from './tightness-scale.module.css';
import { scale, tightness } from '../shared/tightness.ts';

interface Props {
  readonly label: string;
  readonly chosen: number | null;
  readonly onChoose: (level: number) => void;
}

/** Scale of five for how tense the agent feels. Only the two ends have visible names; screen readers get a name for all five. */
export const TightnessScale = ({ label, chosen, onChoose }: Props) => (
  <div className={css.scale} role="group" aria-label={label}>
    {scale.map((level) => {
      const turns = 5 - level;
      return (
        <button
          key={level}
          type="button"
          className={css.level}
          aria-label={tightness(level)}
          aria-pressed={chosen === level}
          onClick={() => onChoose(level)}
        >
          <Coil className={turns > 2 ? css.coil : turns > 0 ? css.between : css.cord} width={48} height={24} turns={turns} pitch={3.6 + level * 0.8} rise={23 - 3 * level} />
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
