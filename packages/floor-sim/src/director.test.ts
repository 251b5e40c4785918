import type { LineId } from '@onhook/core/ids';
import { describe, expect, test } from 'vitest';
import { createCentre, defaultPlan, figuresOf } from './index.ts';
import { checkFeed } from './check-feed.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;
const hour = 60 * minute;

describe('The director', () => {
  const plan = defaultPlan({ opensAt });
  const maya = plan.agents[0]!.line;

  test('gives a twenty-minute call, held twice, from a customer who called twice before, and ends it on command', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const centre = createCentre(plan, seed);
      const planned = centre.giveHardCall(maya, { startedAt: opensAt + 3 * hour });
      if (planned.kind !== 'planned') throw new Error('not planned');
      expect(planned.startedAt).toBe(opensAt + 3 * hour);
      const nowAt = opensAt + 3 * hour + 20 * minute;
      const morning = centre.advance(nowAt);
      expect(checkFeed(morning).violations).toEqual([]);
      const mine = morning.filter((event) => 'call' in event && event.call === planned.call);
      expect(mine.map((event) => event.kind)).toEqual([
        'call-queued',
        'call-offered',
        'call-answered',
        'call-held',
        'call-retrieved',
        'call-held',
        'call-retrieved',
      ]);
      expect(mine[2]?.at).toBe(planned.startedAt);
      const visits = morning.filter((event) => event.kind === 'call-queued' && event.customer === planned.customer);
      expect(visits).toHaveLength(3);

      expect(centre.advance(nowAt + 7 * minute).some((event) => 'call' in event && event.call === planned.call)).toBe(
        false,
      );
      expect(centre.endCall(maya, nowAt + 7 * minute)).toEqual({ kind: 'ended', call: planned.call });
      expect(centre.endCall(maya, nowAt + 7 * minute)).toEqual({ kind: 'not-on-a-call' });
      const ended = centre
        .advance(nowAt + 7 * minute)
        .find((event) => event.kind === 'call-ended' && event.call === planned.call);
      expect(ended).toMatchObject({ by: 'caller', talkSeconds: 27 * 60, line: maya });
    }
  });

  test('gives the next call within a minute of a recovery, and makes every fourth call hard', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const centre = createCentre(plan, seed);
      centre.giveHardCall(maya, { startedAt: opensAt + 2 * hour, endsAt: opensAt + 2 * hour + 20 * minute });
      const queues = plan.agents[0]!.queues;
      centre.advance(opensAt + 2 * hour + 20 * minute);
      centre.pause(maya, queues, 'Recovery', opensAt + 2 * hour + 20 * minute + 2000);
      const resumedAt = opensAt + 2 * hour + 24 * minute;
      centre.resume(maya, queues, resumedAt);
      const rest = centre.advance(opensAt + 9 * hour);
      const next = rest.find((event) => event.kind === 'call-offered' && event.line === maya && event.at >= resumedAt);
      expect((next?.at ?? Infinity) - resumedAt).toBeLessThan(60_000);
      const answered = rest.flatMap((event) =>
        event.kind === 'call-answered' && event.line === maya ? [event.call] : [],
      );
      expect(answered.length).toBeGreaterThan(20);
      const hard = new Set(centre.hardCalls());
      answered.forEach((call, index) => {
        if ((index + 1) % 4 === 0) expect(hard.has(call)).toBe(true);
      });
      expect(
        rest.some((event) => event.kind === 'line-paused' && event.line === maya && event.reason !== 'Recovery'),
      ).toBe(false);
    }
  });

  test('lifts no pause of another to give the call', () => {
    const centre = createCentre(plan, 3);
    centre.pause(maya, plan.agents[0]!.queues, 'Recovery', opensAt + hour - minute);
    const planned = centre.giveHardCall(maya, { startedAt: opensAt + hour });
    const paused = centre.advance(opensAt + hour + 5 * minute);
    expect(paused.some((event) => 'call' in event && planned.kind === 'planned' && event.call === planned.call)).toBe(
      false,
    );
    centre.resume(maya, plan.agents[0]!.queues, opensAt + hour + 5 * minute);
    expect(checkFeed([...paused, ...centre.advance(opensAt + 2 * hour)]).violations).toEqual([]);
    expect(centre.endCall(maya, opensAt + 2 * hour)).toMatchObject({ kind: 'ended' });
  });

  test('restarts the phone system: open calls never end, static members lose their pauses, dynamic members keep them', () => {
    const centre = createCentre(plan, 4);
    const before = centre.advance(opensAt + 2 * hour);
    const fixed = plan.agents.find((agent) => agent.membership === 'static')!;
    const loose = plan.agents.find((agent) => agent.membership === 'dynamic')!;
    for (const agent of [fixed, loose]) centre.pause(agent.line, agent.queues, 'Recovery', opensAt + 2 * hour);
    centre.restart(opensAt + 2 * hour);
    expect(centre.startedAt()).toBe(opensAt + 2 * hour);
    const pausedFor = (line: LineId) =>
      centre
        .lineSnapshots(opensAt + 2 * hour)
        .find((one) => one.line === line)
        ?.memberships.map((one) => one.pausedFor);
    expect(pausedFor(fixed.line)).toEqual(fixed.queues.map(() => null));
    expect(pausedFor(loose.line)).toEqual(loose.queues.map(() => 'Recovery'));
    const { openCalls, calls } = checkFeed(before);
    expect(openCalls.length).toBeGreaterThan(5);
    const openIds = new Set([...calls].flatMap(([call, state]) => (state.phase === 'gone' ? [] : [call])));
    const later = centre.advance(opensAt + 4 * hour);
    expect(later.some((event) => 'call' in event && openIds.has(event.call))).toBe(false);
    expect(figuresOf(later, 20).answered).toBeGreaterThan(100);
  });

  test('keeps calls away from a line for as long as it is asked to, and no longer', () => {
    const centre = createCentre(plan, 3);
    const from = opensAt + 2 * hour;
    centre.spotlight(maya, 4);
    centre.advance(from);
    centre.endCall(maya, from);
    centre.keepQuiet(maya, from, from + 8 * minute);
    const isOffered = (event: { readonly kind: string; readonly line?: LineId }) => event.kind === 'call-offered' && event.line === maya;
    expect(centre.advance(from + 8 * minute).filter((event) => isOffered(event as never))).toEqual([]);
    expect(centre.advance(from + 10 * minute).some((event) => isOffered(event as never))).toBe(true);
    expect(centre.keepQuiet('PJSIP/0' as LineId, from, from)).toEqual({ kind: 'unknown-line' });
  });
});
