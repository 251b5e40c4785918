/** Measures how many phone events a second the tracker folds on one processor core, beside putting them into a Map. */
import { apply, createTracker, pruneTracker, type PhoneEvent } from '@onhook/core/call';
import { createCentre, uniformPlan } from '@onhook/floor-sim';
import { median, quick, report } from './support/figures.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const rules = { targetSeconds: 20 };

const dayOf = (agents: number): PhoneEvent[] => {
  const opensAt = Date.UTC(2026, 2, 3);
  const plan = uniformPlan({ opensAt, agents, queues: 10, breaks: true });
  return createCentre(plan, 7).advance(opensAt + plan.dayMs);
};

/** The events by hour. Between two hours the tracker drops old calls, as on a floor, outside the measured time. */
const hoursOf = (events: readonly PhoneEvent[]): PhoneEvent[][] => {
  const hours: PhoneEvent[][] = [];
  let endsAt = -Infinity;
  for (const event of events) {
    if (event.at >= endsAt) {
      endsAt = event.at + hourMs;
      hours.push([]);
    }
    hours.at(-1)?.push(event);
  }
  return hours;
};

const timed = (work: () => void): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

const foldMs = (hours: readonly PhoneEvent[][]): number => {
  const tracker = createTracker();
  let ms = 0;
  for (const events of hours) {
    ms += timed(() => {
      for (const event of events) apply(tracker, event, rules);
    });
    const now = events.at(-1)?.at ?? 0;
    pruneTracker(tracker, now, { ...rules, endedBefore: now - 16 * minuteMs, openForMs: 12 * hourMs });
  }
  if (tracker.lines.size === 0) throw new Error('nothing was folded');
  return ms;
};

const keepMs = (hours: readonly PhoneEvent[][]): number => {
  const known = new Map<string, PhoneEvent>();
  let ms = 0;
  for (const events of hours) {
    ms += timed(() => {
      for (const event of events) known.set(event.id, event);
    });
  }
  if (known.size === 0) throw new Error('nothing was kept');
  return ms;
};

const events = dayOf(quick ? 50 : 200);
const hours = hoursOf(events);
const perSecond = (work: (hours: readonly PhoneEvent[][]) => number): number => {
  globalThis.gc?.();
  return events.length / (work(hours) / 1000);
};

const folded: number[] = [];
const kept: number[] = [];
for (let round = 0; round < 6; round += 1) {
  const value = perSecond(foldMs);
  const baseline = perSecond(keepMs);
  // The first round warms up.
  if (round === 0) continue;
  folded.push(value);
  kept.push(baseline);
}
report({
  name: 'tracker: events folded on one core',
  value: median(folded),
  unit: '/s',
  baseline: median(kept),
  target: 'at least 200,000',
  note: `${events.length.toLocaleString('en')} events of a day; baseline: into a Map by id`,
});
