import type { BoardQueue } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import { drawTrend } from './draw-trend.ts';
import css from './sparkline.module.css';

const halfHourMs = 30 * 60_000;
const size = { width: 240, height: 28 };

/** A queue's service level over the half hours of today that have ended: a line with its last point, and its ends in words for screen readers. */
export const Sparkline = ({ byHalfHour }: Pick<BoardQueue, 'byHalfHour'>) => {
  const formats = useFormats();
  const known = byHalfHour?.levels.filter((level) => level !== null) ?? [];
  const last = known.at(-1);
  if (byHalfHour === null || last === undefined) return null;
  const { path, end } = drawTrend(byHalfHour.levels, size);
  return (
    <>
      <svg className={css.trend} viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={path} className={css.line} />
        <path d={`M${end.x} ${end.y}h0`} className={css.end} />
      </svg>
      <VisuallyHidden>
        {m.lead_trend_text({
          from: formats.time(byHalfHour.fromAt),
          to: formats.time(byHalfHour.fromAt + byHalfHour.levels.length * halfHourMs),
          low: formats.level(Math.min(...known)),
          last: formats.level(last),
        })}
      </VisuallyHidden>
    </>
  );
};
