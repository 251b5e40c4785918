import { coilLength } from './path.ts';

/** A hard call of the day and the recovery minutes that followed it. Times are epoch milliseconds. */
interface DayCall {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Minutes kept after the call. */
  readonly kept?: { readonly from: number; readonly to: number } | null;
  /** Name of the call in the wide picture, such as its queue. */
  readonly name?: string;
}

interface DayBreak {
  readonly from: number;
  readonly to: number;
  readonly name?: string;
}

/** Data of one shift for the picture. Times are epoch milliseconds. */
export interface Day {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly now: number;
  /** Hard calls, earliest first. */
  readonly calls: readonly DayCall[];
  readonly breaks?: readonly DayBreak[];
  /** Minutes kept for later, and the time at which they are due. */
  readonly saved?: { readonly ms: number; readonly at: number } | null;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface DayCoil extends Span {
  readonly turns: number;
  readonly kept: Span | null;
}

interface DayLayout {
  readonly coils: readonly DayCoil[];
  /** Pitch of the coils; smaller than the requested one if the day has too many calls for it. */
  readonly pitch: number;
  readonly past: readonly Span[];
  readonly coming: readonly Span[];
  readonly now: number;
  readonly saved: number | null;
}

const minuteMs = 60_000;
const maxTurns = 4;
/** Smallest width of kept minutes, and the gap after them, in the picture's units. */
const minKept = 8;
const gap = 3;

/** Returns the number of loops for a hard call: one for each ten minutes, at least one and at most four. */
export const turnsOf = ({ startedAt, endedAt }: DayCall): number =>
  Math.max(1, Math.min(maxTurns, Math.floor((endedAt - startedAt) / (10 * minuteMs))));

const without = (spans: readonly Span[], { from, to }: Span): Span[] =>
  spans.flatMap((span) =>
    to <= span.from || from >= span.to
      ? [span]
      : [
          { from: span.from, to: from },
          { from: to, to: span.to },
        ].filter((part) => part.to - part.from > 0.01),
  );

/**
 * Lays a shift out along a line from 0 to `width`, in the picture's units. A coil ends where its call ended, unless
 * another coil is in its way: coils stay in order, don't overlap, and stay within the line. If they can't fit, the pitch is
 * smaller than `pitch`.
 */
export const layDay = (day: Day, width: number, pitch: number): DayLayout => {
  const x = (at: number): number =>
    (Math.max(0, Math.min(1, (at - day.startsAt) / Math.max(1, day.endsAt - day.startsAt)))) * width;
  const measured = day.calls.map((call) => {
    const turns = turnsOf(call);
    const keptLong = call.kept ? Math.max(minKept, x(call.kept.to) - x(call.kept.from)) : 0;
    return { call, turns, keptLong, coilLong: coilLength(turns) };
  });
  const keptAll = measured.reduce((sum, { keptLong }) => sum + keptLong + gap, 0);
  const coilsAll = measured.reduce((sum, { coilLong }) => sum + coilLong, 0);
  // If a day is too full to be drawn to scale, coils and kept minutes shrink by the same factor.
  const fits = Math.min(1, width / (keptAll + coilsAll * pitch || 1));
  const fitted = pitch * fits;
  const placed = measured.map(({ call, turns, keptLong, coilLong }) => ({
    turns,
    long: coilLong * fitted,
    kept: keptLong * fits,
    from: x(call.endedAt) - coilLong * fitted,
  }));
  let end = 0;
  for (const coil of placed) {
    coil.from = Math.max(coil.from, end);
    end = coil.from + coil.long + coil.kept + gap * fits;
  }
  end = width;
  for (const coil of placed.toReversed()) {
    coil.from = Math.min(coil.from, end - coil.long - coil.kept);
    end = coil.from - gap * fits;
  }
  const coils = placed.map(({ turns, from, long, kept }) => ({
    turns,
    from: Math.max(0, from),
    to: Math.max(0, from) + long,
    kept: kept > 0 ? { from: Math.max(0, from) + long, to: Math.max(0, from) + long + kept } : null,
  }));
  const now = x(day.now);
  const gaps = [...(day.breaks ?? []).map(({ from, to }) => ({ from: x(from), to: x(to) })), ...coils];
  const apart = (from: number, to: number): Span[] => gaps.reduce<readonly Span[]>(without, from < to ? [{ from, to }] : []) as Span[];
  return {
    coils,
    pitch: fitted,
    past: apart(0, now),
    coming: apart(now, width),
    now,
    saved: day.saved ? x(day.saved.at) : null,
  };
};

/** Returns the full hours to label below the line, at least `minDistance` apart: every hour, or every second or third. */
export const hoursOf = ({ startsAt, endsAt }: Day, width: number, minDistance: number): readonly { readonly at: number; readonly x: number }[] => {
  const hourMs = 60 * minuteMs;
  const first = new Date(startsAt);
  first.setMinutes(0, 0, 0);
  const all: number[] = [];
  for (let at = first.getTime() < startsAt ? first.getTime() + hourMs : first.getTime(); at <= endsAt; at += hourMs) all.push(at);
  const perHour = (width * hourMs) / Math.max(1, endsAt - startsAt);
  const every = Math.max(1, Math.ceil(minDistance / perHour));
  return all.filter((_, i) => i % every === 0).map((at) => ({ at, x: ((at - startsAt) / (endsAt - startsAt)) * width }));
};
