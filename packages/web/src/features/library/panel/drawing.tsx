import type { PlanId } from '@onhook/core/reset';
import { coilLength, cordPath } from '../../../design/cord/path.ts';
import css from './library.module.css';

interface Loops {
  /** Middle of the loops on the line. */
  readonly at: number;
  readonly turns: number;
  readonly pitch: number;
  readonly rise: number;
  /** True for loops that show a tension. */
  readonly tense?: true;
  /** Height of the loops' own line above the line. */
  readonly above?: number;
}

const box = { width: 64, height: 40 };
const base = 35;

const loop = (at: number, rise: number, more: Partial<Loops> = {}): Loops => ({ at, turns: 1, pitch: rise * 0.44, rise, ...more });

/** Loops of each plan's drawing: a loop is a person, a tension or a breath. */
const drawings: { readonly [P in PlanId]?: readonly Loops[] } = {
  'three-part': [loop(15, 30, { tense: true }), loop(35, 24), loop(52, 15)],
  'slow-breath': [loop(32, 36), loop(32, 20)],
  helped: [loop(20, 32), loop(46, 20)],
  teammate: [loop(20, 28), loop(44, 28)],
  'not-about-me': [loop(44, 18, { tense: true, above: 12 })],
  stretch: [loop(32, 38, { pitch: 8 })],
  walk: [loop(14, 14), loop(32, 14), loop(50, 14)],
  squeeze: [{ at: 32, turns: 4, pitch: 4.6, rise: 32, tense: true }],
  water: [loop(22, 12, { pitch: 10 }), loop(44, 12, { pitch: 10 })],
  quiet: [],
  'brain-break': [{ at: 32, turns: 3, pitch: 6.5, rise: 26 }],
  keepsake: [loop(32, 30)],
  'self-compassion': [loop(32, 34), loop(32, 22)],
};

/** A small cord for each technique. Hidden from screen readers, because the technique's name is beside it. */
export const Drawing = ({ plan }: { readonly plan: PlanId }) => {
  const all = drawings[plan] ?? [loop(32, 28)];
  const onLine = all
    .filter(({ above }) => above === undefined)
    .map(({ at, turns, pitch }) => ({ from: at - (coilLength(turns) * pitch) / 2, to: at + (coilLength(turns) * pitch) / 2 }))
    .toSorted((a, b) => a.from - b.from);
  let line = '';
  let end = 2;
  for (const { from, to } of onLine) {
    if (from > end) line += `M${end} ${base}H${from}`;
    end = Math.max(end, to);
  }
  if (end < box.width - 2) line += `M${end} ${base}H${box.width - 2}`;
  return (
    <svg className={css.drawing} viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
      <path d={line} />
      {all.map(({ at, turns, pitch, rise, tense, above = 0 }, i) => {
        const long = coilLength(turns) * pitch;
        return (
          <path
            key={i}
            data-tense={tense}
            d={cordPath({ left: at - long / 2, right: at + long / 2, base: base - above, pitch, height: rise, start: at - long / 2, turns })}
          />
        );
      })}
    </svg>
  );
};
