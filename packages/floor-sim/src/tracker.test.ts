import { apply, createTracker } from '@onhook/core/call';
import { expect, test } from 'vitest';
import { createCentre, defaultPlan } from './index.ts';

test('The tracker folds the events of a default day into the calls of that day', () => {
  const opensAt = Date.UTC(2026, 2, 3, 8);
  const events = createCentre(defaultPlan({ opensAt }), 21).advance(opensAt + 9 * 3_600_000);
  const tracker = createTracker();
  for (const event of events) apply(tracker, event, { targetSeconds: 20 });
  const visits = [...tracker.calls.values()].flatMap((track) => track.call.legs);
  const countOf = (kind: string) => events.filter((event) => event.kind === kind).length;
  expect(visits.length).toBe(countOf('call-queued'));
  expect(visits.filter((visit) => visit.talkSeconds !== null).length).toBe(countOf('call-ended'));
  const left = visits.filter((visit) => visit.outcome === 'abandoned' || visit.outcome === 'timed-out');
  expect(left.length).toBe(countOf('call-left'));
  expect(visits.filter((visit) => visit.outcome === 'transferred').length).toBe(countOf('call-transferred'));
  expect(visits.some((visit) => visit.outcome === 'lost')).toBe(false);
  expect([...tracker.calls.values()].some((track) => track.repeats >= 2)).toBe(true);
});
