import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from './event.ts';
import { expectedOf, history, shuffledWithDuplicates, pictureOf } from './histories.property.ts';
import { createTracker, type Tracker } from './state.ts';
import { apply } from './tracker.ts';

const rules = { targetSeconds: 20 };

const fold = (events: readonly PhoneEvent[]): Tracker => {
  const tracker = createTracker();
  for (const event of events) apply(tracker, event, rules);
  return tracker;
};

const runs = Number(process.env['ONHOOK_RUNS'] ?? 150);

describe('the order in which events arrive', () => {
  it('The order and the number of arrivals do not change the result', () => {
    fc.assert(
      fc.property(
        history.chain((h) => fc.tuple(fc.constant(h), shuffledWithDuplicates(h.events))),
        ([h, arrived]) => {
          expect(pictureOf(fold(arrived))).toEqual(pictureOf(fold(h.events)));
        },
      ),
      { numRuns: runs },
    );
  });

  it('Legs are folded as they happened, whatever the order of arrival', () => {
    fc.assert(
      fc.property(
        history.filter((h) => h.ordered).chain((h) => fc.tuple(fc.constant(h), shuffledWithDuplicates(h.events))),
        ([h, arrived]) => {
          const tracker = fold(arrived);
          for (const script of h.scripts) {
            const legs = tracker.calls.get(script.call)!.call.legs;
            expect(legs.map(({ leg }) => leg)).toEqual(script.legs.map((_, i) => i + 1));
            expect(legs).toMatchObject(script.legs.map(expectedOf));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('No caller waits, rings or talks after all events, and every visit counts once', () => {
    fc.assert(
      fc.property(
        history.chain((h) => fc.tuple(fc.constant(h), shuffledWithDuplicates(h.events))),
        ([h, arrived]) => {
          const tracker = fold(arrived);
          for (const line of tracker.lines.values()) expect(line.talking.size + line.ringing.size).toBe(0);
          let offered = 0;
          for (const queue of tracker.queues.values()) {
            expect(queue.waiting.size).toBe(0);
            for (const half of queue.halfHours.values()) offered += half.offered;
          }
          if (h.ordered) expect(offered).toBe(h.scripts.reduce((sum, script) => sum + script.legs.length, 0));
        },
      ),
      { numRuns: runs },
    );
  });
});
