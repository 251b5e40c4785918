import { useFormats } from '../../../api/app/session.ts';
import css from './chart.module.css';
import { halfHourMs } from './figures.ts';

/** Labels for whole hours under a chart of half hours; every second hour if there is little room. */
export const AxisLabels = ({ starts }: { readonly starts: readonly number[] }) => {
  const formats = useFormats();
  const every = starts.length > 24 ? 4 : 2;
  const whole = starts.findIndex((at) => at % (2 * halfHourMs) === 0);
  return (
    <div className={css.axis} aria-hidden="true">
      {starts.map((at, i) =>
        i >= whole && (i - whole) % every === 0 ? (
          <span key={at} style={{ insetInlineStart: `${(i / starts.length) * 100}%` }}>
            {formats.time(at)}
          </span>
        ) : null,
      )}
    </div>
  );
};
