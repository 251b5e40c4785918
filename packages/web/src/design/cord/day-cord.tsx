import { m } from '../../generated/messages/messages.js';
import { regional } from '../locale.ts';
import { length, time } from '../panel/time-words.ts';
import css from './day-cord.module.css';
import { type Day, hoursOf, layDay } from './day.ts';
import { cordPath } from './path.ts';


const sizes = {
  panel: { pitch: 5, rise: 30, stroke: 2.5, above: 10, hour: 44 },
  wide: { pitch: 7.5, rise: 46, stroke: 3, above: 30, hour: 64 },
} as const;

interface Props {
  readonly day: Day;
  /** Width in the picture's units; sixteen units are one rem. */
  readonly width: number;
  /** `wide` also writes the names of calls, kept minutes and breaks. */
  readonly size?: keyof typeof sizes;
}

const hourLabel = (at: number): string => new Intl.DateTimeFormat(regional(), { hour: 'numeric', minute: '2-digit' }).format(at);

/** Describes the day's events as text, in the order of time. */
const descriptionsOf = ({ calls, breaks = [], saved, now }: Day): readonly string[] =>
  [
    ...calls.map(({ startedAt, endedAt, kept, name }) => {
      const words = { time: time(startedAt), length: length(endedAt - startedAt) };
      const call = name === undefined ? m.day_cord_call(words) : m.day_cord_call_of({ ...words, name });
      return { at: startedAt, text: kept ? `${call} ${m.day_cord_kept({ length: length(kept.to - kept.from) })}` : call };
    }),
    ...breaks.map(({ from, to, name }) => ({
      at: from,
      text: m.day_cord_break({ name: name ?? m.day_cord_break_unnamed(), from: time(from), to: time(to) }),
    })),
    ...(saved ? [{ at: saved.at, text: m.day_cord_saved({ length: length(saved.ms), time: time(saved.at) }) }] : []),
    { at: now, text: m.day_cord_now({ time: time(now) }) },
  ]
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text);

/**
 * One shift as a cord: a grey line for the past, dots for the future and a ring for the present; a coil for each hard call, a thick line
 * for kept minutes, a hollow one for saved minutes, and a gap for a break. Screen readers get a list.
 */
export const DayCord = ({ day, width, size = 'panel' }: Props) => {
  const { pitch, rise, stroke, above, hour } = sizes[size];
  const inset = 8;
  const long = width - 2 * inset;
  const { coils, past, coming, now, saved, pitch: fitted } = layDay(day, long, pitch);
  const base = above + rise;
  const line = (spans: readonly { from: number; to: number }[]): string => spans.map(({ from, to }) => `M${from} ${base}H${to}`).join('');
  const isWide = size === 'wide';
  const tall = base + (isWide ? 54 : 32);
  return (
    <div className={css.day}>
      <svg className={css.drawing} viewBox={`${-inset} 0 ${width} ${tall}`} style={{ inlineSize: `${width / 16}rem` }} aria-hidden="true" data-day-cord={size}>
        <path className={css.past} d={line(past)} />
        <path className={css.coming} d={line(coming)} />
        {coils.map(({ from, to, turns, kept }, i) => (
          <g key={i}>
            <path
              className={css.coil}
              style={{ strokeWidth: stroke }}
              d={cordPath({ left: from, right: to, base, pitch: fitted, height: rise, start: from, turns })}
            />
            {kept && <path className={css.kept} d={`M${kept.from + 3} ${base}H${Math.max(kept.from + 3.1, kept.to - 3)}`} />}
            {isWide && (
              <text className={css.name} x={(from + to) / 2} y={above - 12}>
                {day.calls[i]?.name}
              </text>
            )}
          </g>
        ))}
        {saved !== null && <rect className={css.saved} x={saved - 8} y={base - 4.5} width="16" height="9" rx="4.5" />}
        {isWide &&
          day.breaks?.map(({ from, to, name }) => (
            <text key={from} className={css.break} x={(((from + to) / 2 - day.startsAt) / (day.endsAt - day.startsAt)) * long} y={base + 5}>
              {name}
            </text>
          ))}
        <circle className={css.now} cx={now} cy={base} r="4.5" />
        {hoursOf(day, long, hour).map(({ at, x }) => (
          <text key={at} className={css.hour} x={x} y={tall - 6} data-first={x < 16 || undefined} data-last={x > long - 16 || undefined}>
            {hourLabel(at)}
          </text>
        ))}
      </svg>
      <ul className={css.words} aria-label={m.day_cord()}>
        {descriptionsOf(day).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
};
