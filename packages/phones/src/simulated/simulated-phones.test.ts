import type { PhoneEvent, LineSnapshot } from '@onhook/core/call';
import { asId, type LineId } from '@onhook/core/ids';
import { createCentre, defaultPlan, figuresOf } from '@onhook/floor-sim';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Notice, RECOVERY } from '../port.ts';
import { createSimulatedPhones } from './index.ts';
import { command, sent } from '../../tests/command.ts';

const opensAt = Date.UTC(2026, 2, 3, 8);
const minute = 60_000;
const hour = 60 * minute;
const plan = defaultPlan({ opensAt });
const maya = plan.agents[0]!;
const fixed = plan.agents.find((agent) => agent.membership === 'static')!;

function started(options: { readonly everyMs: number | null; readonly nowAt?: number; readonly speed?: number }) {
  let nowAt = options.nowAt ?? opensAt;
  const events: PhoneEvent[] = [];
  const notices: Notice[] = [];
  const clock = { now: () => nowAt };
  const { everyMs, speed = 1 } = options;
  const phones = createSimulatedPhones({ centre: createCentre(plan, 7), clock, everyMs, speed });
  phones.start({ events: (more) => events.push(...more), notice: (one) => notices.push(one) });
  const take = () => events.splice(0);
  const pausedFor = async (line: LineId) =>
    (await phones.readLines()).find((one: LineSnapshot) => one.line === line)?.memberships.map((one) => one.pausedFor);
  return { phones, events, notices, take, pausedFor, setNow: (at: number) => (nowAt = at) };
}

describe('a simulated phone system moved by hand', () => {
  test('The feed opens with a roster, then reports the morning in order', async () => {
    const { phones, take } = started({ everyMs: null, nowAt: opensAt + 3 * hour });
    const [opened, roster, ...none] = take();
    expect(none).toEqual([]);
    expect(opened).toMatchObject({ kind: 'feed-opened', startedAt: opensAt, receivedAt: opensAt + 3 * hour });
    expect(roster?.kind === 'roster' && roster.lines.length).toBeGreaterThan(25);
    phones.advanceTo(opensAt + 3 * hour);
    const morning = take();
    expect(figuresOf(morning, 20).answered).toBeGreaterThan(500);
    expect(morning.map((event) => event.order)).toEqual(morning.map((_, index) => index + 3));
    expect(new Set(morning.map((event) => event.id)).size).toBe(morning.length);
    expect(morning.every((event) => event.source === phones.source && event.receivedAt === opensAt + 3 * hour)).toBe(
      true,
    );
    expect(phones.state()).toEqual({ kind: 'up', since: opensAt + 3 * hour });
    await phones.stop();
    expect(phones.state().kind).toBe('connecting');
  });

  test('Pauses and resumes are reported at the next turn', async () => {
    const { phones, take } = started({ everyMs: null });
    phones.advanceTo(opensAt + hour);
    take();
    expect(await phones.pause(command(maya.line, maya.queues))).toEqual(sent);
    expect(take()).toEqual([]);
    phones.advanceTo(opensAt + hour + 1);
    const paused = take().filter((event) => event.kind === 'line-paused' && event.line === maya.line);
    expect(paused).toMatchObject(maya.queues.map((queue) => ({ queue, reason: RECOVERY, at: opensAt + hour })));
    expect(await phones.resume(command(maya.line, maya.queues))).toEqual(sent);
    phones.advanceTo(opensAt + hour + 2);
    expect(take().some((event) => event.kind === 'line-resumed' && event.line === maya.line)).toBe(true);
  });

  test('Commands for unknown lines and queues are refused', async () => {
    const { phones } = started({ everyMs: null });
    const unknown = { kind: 'refused', command: 'c1', because: 'unknown-line', message: 'Interface not found' };
    expect(await phones.pause(command(asId('PJSIP/none'), maya.queues))).toEqual(unknown);
    expect(await phones.pause(command(maya.line, [asId('Nowhere')]))).toEqual(unknown);
    expect(await phones.resume(command(asId('PJSIP/none'), maya.queues))).toEqual(unknown);
  });

  test('A pause for another reason is neither overwritten nor lifted', async () => {
    const { phones, take, pausedFor } = started({ everyMs: null });
    phones.advanceTo(opensAt + minute);
    const [agent] = plan.agents.filter((one) => one.queues.length === 2 && one.shift?.startsMs === 0);
    const [first, second] = agent!.queues;
    phones.pauseFor(agent!.line, [first], 'Lunch');
    phones.advanceTo(opensAt + minute);
    take();
    expect(await phones.pause(command(agent!.line, [first]))).toEqual({
      kind: 'refused',
      command: 'c1',
      because: 'other',
      message: 'Already paused for Lunch',
    });
    expect(await phones.pause(command(agent!.line, agent!.queues))).toEqual(sent);
    phones.advanceTo(opensAt + minute);
    expect(take()).toMatchObject([{ kind: 'line-paused', queue: second, reason: RECOVERY }]);
    expect(await phones.resume(command(agent!.line, agent!.queues))).toEqual(sent);
    expect(await pausedFor(agent!.line)).toEqual(['Lunch', null]);
  });

  test('A cut system refuses commands and reports nothing; a mended one reports its roster', async () => {
    const { phones, take, notices } = started({ everyMs: null });
    phones.advanceTo(opensAt + hour);
    take();
    phones.cut();
    expect(take()).toMatchObject([{ kind: 'feed-lost', because: 'error', at: opensAt + hour }]);
    expect(phones.state().kind).toBe('connecting');
    expect(await phones.pause(command(maya.line, maya.queues))).toMatchObject({ kind: 'refused', because: 'not-connected' });
    await expect(phones.readLines()).rejects.toThrow('cut off');
    phones.advanceTo(opensAt + hour + 10 * minute);
    phones.pauseFor(maya.line, maya.queues, 'Coffee');
    expect(take()).toEqual([]);
    phones.mend();
    const [opened, roster, ...none] = take();
    expect(none).toEqual([]);
    expect(opened).toMatchObject({ kind: 'feed-opened', startedAt: opensAt, at: opensAt + hour + 10 * minute });
    const me = roster?.kind === 'roster' ? roster.lines.find((one) => one.line === maya.line) : undefined;
    expect(me?.memberships.map((one) => one.pausedFor)).toEqual(maya.queues.map(() => 'Coffee'));
    expect(notices.map((notice) => notice.kind)).toEqual(['connection-lost', 'resynced']);
    expect(phones.state().kind).toBe('up');
  });

  test('A restarted system loses static pauses, has a later start, and never ends the calls it had', async () => {
    const { phones, take, pausedFor } = started({ everyMs: null });
    phones.advanceTo(opensAt + 2 * hour);
    for (const agent of [fixed, maya]) await phones.pause(command(agent.line, agent.queues));
    phones.advanceTo(opensAt + 2 * hour);
    const before = take();
    const gone = new Set(
      before.flatMap((event) => (event.kind === 'call-ended' || event.kind === 'call-left' ? [event.call] : [])),
    );
    const open = new Set(
      before.flatMap((event) => (event.kind === 'call-queued' && !gone.has(event.call) ? [event.call] : [])),
    );
    expect(open.size).toBeGreaterThan(5);
    phones.restart();
    expect(take()).toMatchObject([{ kind: 'feed-lost', because: 'shutdown' }]);
    expect(await phones.pause(command(maya.line, maya.queues))).toMatchObject({ because: 'not-connected' });
    phones.advanceTo(opensAt + 4 * hour);
    const after = take();
    expect(after.slice(0, 2)).toMatchObject([
      { kind: 'feed-opened', startedAt: opensAt + 2 * hour },
      { kind: 'roster' },
    ]);
    const roster = after[1]?.kind === 'roster' ? after[1].lines : [];
    const there = (line: LineId) => roster.find((one) => one.line === line)?.memberships.map((one) => one.pausedFor);
    expect(there(fixed.line)).toEqual(fixed.queues.map(() => null));
    expect(there(maya.line)).toEqual(maya.queues.map(() => RECOVERY));
    expect(await pausedFor(maya.line)).toEqual(maya.queues.map(() => RECOVERY));
    expect(after.some((event) => 'call' in event && open.has(event.call))).toBe(false);
  });

  test('A director puts an agent on a hard call and ends it', () => {
    const { phones, take } = started({ everyMs: null });
    const planned = phones.giveHardCall(maya.line, { startedAt: opensAt + 2 * hour });
    expect(planned).toMatchObject({ kind: 'planned', startedAt: opensAt + 2 * hour });
    phones.advanceTo(opensAt + 2 * hour + 20 * minute);
    take();
    expect(phones.endCall(maya.line)).toMatchObject({ kind: 'ended' });
    phones.advanceTo(opensAt + 2 * hour + 20 * minute);
    expect(take()).toMatchObject([
      { kind: 'call-ended', line: maya.line, by: 'caller', talkSeconds: 1200 },
      { kind: 'line-device', device: 'idle' },
    ]);
  });
});

describe('a simulated phone system on a clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('The system catches up with the clock at its first turn and follows it until it is stopped', async () => {
    const { phones, take, setNow } = started({ everyMs: 100, nowAt: opensAt + hour });
    take();
    vi.advanceTimersByTime(100);
    const morning = take();
    expect(morning.at(-1)?.at).toBeGreaterThan(opensAt + 59 * minute);
    expect(morning.at(-1)?.at).toBeLessThanOrEqual(opensAt + hour);
    setNow(opensAt + hour + 5 * minute);
    expect(await phones.pause(command(maya.line, maya.queues))).toEqual(sent);
    vi.advanceTimersByTime(100);
    expect(take().find((event) => event.kind === 'line-paused' && event.line === maya.line)).toMatchObject({
      at: opensAt + hour + 5 * minute,
    });
    await phones.stop();
    setNow(opensAt + 2 * hour);
    vi.advanceTimersByTime(1000);
    expect(take()).toEqual([]);
  });

  test('The system runs faster than the clock when asked to', () => {
    const { take, setNow } = started({ everyMs: 50, speed: 60 });
    take();
    setNow(opensAt + minute);
    vi.advanceTimersByTime(50);
    expect(take().at(-1)?.at).toBeGreaterThan(opensAt + 58 * minute);
  });
});
