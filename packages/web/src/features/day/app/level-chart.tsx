import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import { AxisLabels } from './axis-labels.tsx';
import css from './chart.module.css';
import { type HalfHour, halfHourMs, runsWithCalls } from './figures.ts';

/** Usual service level target of 80 % within the target seconds. The server doesn't report the centre's own target yet. */
const mark = 0.8;

interface Props {
  readonly name: string;
  readonly starts: readonly number[];
  readonly halfHours: readonly HalfHour[];
  readonly size: 'large' | 'small';
}

/** Chart of a share by half hour: one line, a dot for each half hour, and a target line. */
export const LevelChart = ({ name, starts, halfHours, size }: Props) => {
  const formats = useFormats();
  const found = runsWithCalls(starts, halfHours);
  const points = found.flat();
  const x = (i: number) => (i + 0.5) * 10;
  const y = (share: number) => 100 - share * 100;
  const at = (i: number) => formats.time(starts[i] ?? 0);
  const low = points.reduce((a, b) => (b.share < a.share ? b : a), points[0] ?? { i: 0, share: 0 });
  const high = points.reduce((a, b) => (b.share > a.share ? b : a), points[0] ?? { i: 0, share: 0 });
  const last = points.at(-1);
  const label =
    points.length === 0
      ? m.analyst_service_level_label_none({ queue: name })
      : m.analyst_service_level_label({
          queue: name,
          from: at(0),
          to: formats.time((starts.at(-1) ?? 0) + halfHourMs),
          low: formats.level(low.share),
          lowAt: at(low.i),
          high: formats.level(high.share),
          highAt: at(high.i),
        });
  return (
    <div role="img" aria-label={label} className={`${css.chart} ${css[size]}`}>
      <div className={css.scale}>
        <span style={{ insetBlockStart: '0%' }}>{formats.level(1)}</span>
        <span style={{ insetBlockStart: `${y(mark)}%` }}>{formats.level(mark)}</span>
        <span style={{ insetBlockStart: '100%' }}>{formats.level(0)}</span>
      </div>
      <div className={css.plot}>
        <svg className={css.picture} viewBox={`0 0 ${starts.length * 10} 100`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path className={css.ground} d={`M0 100H${starts.length * 10}`} />
          <path className={css.mark} d={`M0 ${y(mark)}H${starts.length * 10}`} />
          {found.map((run) => (
            <path
              key={run[0]?.i}
              className={css.line}
              d={run.map(({ i, share }, n) => `${n === 0 ? 'M' : 'L'}${x(i)} ${y(share).toFixed(2)}`).join('')}
            />
          ))}
          {points.map(({ i, share }) => (
            // A line of nearly no length with round ends makes a dot that stays round when the chart is stretched.
            <path key={i} className={css.dot} d={`M${x(i)} ${y(share).toFixed(2)}h0.001`} />
          ))}
        </svg>
        {size === 'large' && (
          <span className={css.target} style={{ insetBlockStart: `${y(mark)}%` }}>
            {m.analyst_target({ share: formats.level(mark) })}
          </span>
        )}
        {last && (
          <span
            className={css.value}
            style={{ insetInlineStart: `${(x(last.i) / (starts.length * 10)) * 100}%`, insetBlockStart: `${y(last.share)}%` }}
          >
            {formats.level(last.share)}
          </span>
        )}
      </div>
      <AxisLabels starts={starts} />
    </div>
  );
};
