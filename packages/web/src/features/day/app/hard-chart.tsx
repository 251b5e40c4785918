import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './chart.module.css';
import { type HalfHour, sum } from './figures.ts';

interface Props {
  readonly queue: string;
  readonly starts: readonly number[];
  readonly halfHours: readonly HalfHour[];
  /** Largest value of all queues, so that bars can be compared between them. */
  readonly most: number;
}

/** Chart of the hard calls of one queue, with one bar for each half hour. */
export const HardChart = ({ queue, starts, halfHours, most }: Props) => {
  const formats = useFormats();
  const byStart = new Map(halfHours.map((half) => [half.at, half.hardCalls]));
  const total = sum(halfHours).hardCalls ?? 0;
  const peak = halfHours.reduce((a, b) => ((b.hardCalls ?? 0) > (a.hardCalls ?? 0) ? b : a), halfHours[0] ?? { at: 0, hardCalls: 0 });
  const label =
    total === 0
      ? m.analyst_hard_calls_label_none({ queue })
      : m.analyst_hard_calls_label({
          queue,
          shown: formats.number(total),
          mostAt: formats.time(peak.at),
          most: formats.number(peak.hardCalls ?? 0),
        });
  return (
    <div role="img" aria-label={label} className={css.bars}>
      {starts.map((at) => {
        const calls = byStart.get(at) ?? 0;
        return (
          <span key={at} className={css.slot}>
            {calls > 0 && <span className={css.barValue}>{formats.number(calls)}</span>}
            {calls > 0 && <span className={css.bar} style={{ blockSize: `${(calls / Math.max(most, 1)) * 70}%` }} />}
          </span>
        );
      })}
    </div>
  );
};
