import { cordPath } from '../../../design/cord/path.ts';
import css from './tightness-scale.module.css';
import { scale, tightness } from '../shared/tightness.ts';

const viewBox = { width: 48, height: 20 };

/** Returns the SVG paths of one of five cords, from coiled (1) to straight (5). */
const picture = (level: number): { line: string; coil: string } => {
  const pitch = 8 + level * 0.6;
  const loops = 5 - level;
  const middle = viewBox.width / 2;
  const reach = (loops * pitch) / 2 + pitch * 0.7;
  const shape = {
    ...viewBox,
    pitch,
    opening: pitch * 1.25,
    phase: Math.PI * (loops % 2 === 0 ? 2 : 1) - (2 * Math.PI * middle) / pitch,
    ...(loops > 0 ? { coil: { from: middle - reach, to: middle + reach } } : {}),
  };
  return { line: cordPath({ ...shape, part: 'line' }), coil: cordPath({ ...shape, part: 'coil' }) };
};

interface Props {
  readonly label: string;
  readonly chosen: number | null;
  readonly onChoose: (level: number) => void;
}

/** Scale of five for how tense the agent feels. Only the two ends have visible names; screen readers get a name for all five. */
export const TightnessScale = ({ label, chosen, onChoose }: Props) => (
  <div className={css.scale} role="group" aria-label={label}>
    {scale.map((level) => {
      const { line, coil } = picture(level);
      return (
        <button
          key={level}
          type="button"
          className={css.level}
          aria-label={tightness(level)}
          aria-pressed={chosen === level}
          onClick={() => onChoose(level)}
        >
          <svg className={css.cord} viewBox={`-1 -2 ${viewBox.width + 2} ${viewBox.height + 4}`} aria-hidden="true">
            <path className={css.line} d={line} />
            <path className={css.coil} d={coil} />
          </svg>
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
