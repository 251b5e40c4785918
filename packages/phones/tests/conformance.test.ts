import type { CallEvent, PhoneEvent } from '@onhook/core/call';
import { apply, createTracker } from '@onhook/core/call';
import { asId, type CallId, type CommandId, type SourceId } from '@onhook/core/ids';
import { afterEach, describe, expect, test } from 'vitest';
import { adapters, settingsOf, type PhoneAdapter } from '../src/adapters.ts';
import type { ConformanceRig, CreateRig } from '../src/conformance.ts';
import { RECOVERY, type Capabilities, type PauseCommand, type PhoneSystem } from '../src/port.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Connected {
  readonly rig: ConformanceRig;
  readonly phones: PhoneSystem;
  readonly events: PhoneEvent[];
  /** A command about the rig's line, with an id of its own. */
  command(more?: Partial<PauseCommand>): PauseCommand;
}

const load = async (kind: string): Promise<CreateRig> =>
  ((await import(`../src/${kind}/conformance.ts`)) as { readonly createRig: CreateRig }).createRig;

const partsOf = ({ clock }: ConformanceRig, kind: string) => ({ source: asId<SourceId>(kind), clock, customerKey: 'a key of the tests' });

const connect = async (adapter: PhoneAdapter): Promise<Connected> => {
  const rig = await (await load(adapter.kind))();
  ends.push(() => rig.stop());
  const phones = adapter.create(adapter.configSchema.parse(rig.settings), partsOf(rig, adapter.kind));
  const events: PhoneEvent[] = [];
  phones.start({ events: (more) => void events.push(...more), notice: () => {} });
  ends.push(() => phones.stop());
  await rig.attach(phones);
  let count = 0;
  const command = (more: Partial<PauseCommand> = {}): PauseCommand => ({
    id: asId<CommandId>(`command-${(count += 1)}`),
    line: rig.line,
    queues: rig.queues,
    ...more,
  });
  return { rig, phones, events, command };
};

const eventsOf = (events: readonly PhoneEvent[], call: CallId): CallEvent[] =>
  events.filter((event): event is PhoneEvent & CallEvent => 'call' in event && event.call === call);
const uniqueIds = (events: readonly PhoneEvent[]): Set<string> => new Set(events.map(({ source, id }) => `${source} ${id}`));
const sourceOrder = (a: PhoneEvent, b: PhoneEvent): number => a.at - b.at || (a.order ?? 0) - (b.order ?? 0);
const pausesIn = (events: readonly PhoneEvent[], { line }: ConformanceRig): string[] =>
  events.flatMap((event) => {
    if (event.kind === 'line-paused' && event.line === line) return [`paused ${event.reason}`];
    return event.kind === 'line-resumed' && event.line === line ? ['resumed'] : [];
  });
const outcomeOf = (events: readonly PhoneEvent[], call: CallId): string | undefined => {
  const tracker = createTracker();
  for (const event of events) apply(tracker, event, { targetSeconds: 20 });
  return tracker.calls.get(call)?.call.legs.at(-1)?.outcome;
};
/** Pauses that the adapter reads from the phone system, in the order of the rig's queues. */
const readPauses = async ({ phones, rig }: Connected): Promise<(string | null | undefined)[]> => {
  const memberships = (await phones.readLines()).find(({ line }) => line === rig.line)?.memberships ?? [];
  return rig.queues.map((queue) => memberships.find((one) => one.queue === queue)?.pausedFor);
};
const legalOrder = (capabilities: Capabilities): string[] => [
  'call-queued',
  'call-offered',
  'call-answered',
  ...(capabilities.reportsHolds ? ['call-held', 'call-retrieved'] : []),
  'call-ended',
  ...(capabilities.reportsAfterCallWork ? ['call-wrapped'] : []),
];

describe.each(adapters.map((adapter) => [adapter.kind, adapter] as const))('%s', (kind, adapter) => {
  const { capabilities } = adapter;

  test('The declaration names its folder, its settings, and at least one that connects it', () => {
    expect(adapter.kind).toBe(kind);
    const settings = settingsOf(adapter);
    expect(settings.some(({ required }) => required)).toBe(true);
    for (const { name, means } of settings) {
      expect(name).toMatch(/^ONHOOK_[A-Z0-9_]+$/);
      expect(means).not.toBe('');
    }
  });

  test('A connection has the capabilities of its declaration', async () => {
    const { phones } = await connect(adapter);
    expect(phones.source).toBe(kind);
    expect(phones.capabilities).toEqual(capabilities);
  });

  test('The check of a sound connection finds no problem', async () => {
    const { rig } = await connect(adapter);
    const findings = await adapter.check(adapter.configSchema.parse(rig.settings), partsOf(rig, kind));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter((finding) => finding.kind === 'problem')).toEqual([]);
  });

  test('A start opens the feed and reports every line with its queues', async () => {
    const connected = await connect(adapter);
    const { rig, phones, events } = connected;
    expect(phones.state().kind).toBe('up');
    expect(events.slice(0, 2).map((event) => event.kind)).toEqual(['feed-opened', 'roster']);
    expect(await readPauses(connected)).toEqual([null, null]);
    expect(rig.pauses()).toEqual([null, null]);
  });

  test.each(['agent', 'caller'] as const)('A call that the %s ends is reported from queue to end', async (hungUpBy) => {
    const { rig, events } = await connect(adapter);
    const call = await rig.runCall(hungUpBy);
    const reported = eventsOf(events, call).toSorted(sourceOrder);
    const expected = legalOrder(capabilities);
    expect([...new Set(reported.map((event) => event.kind))]).toEqual(expected);
    if (!capabilities.reportsHolds) expect(reported.some((event) => event.kind === 'call-held')).toBe(false);
    const ended = reported.find((event) => event.kind === 'call-ended');
    expect(ended).toMatchObject({ line: rig.line, by: capabilities.reportsWhoHungUp ? hungUpBy : 'unknown' });
    if (capabilities.reportsWhoHungUp) expect(outcomeOf(events, call)).toBe(`completed-by-${hungUpBy}`);
  });

  test('Every event has an id of its own, the source, and a time that is not in the future', async () => {
    const { rig, events } = await connect(adapter);
    await rig.runCall('caller');
    expect(uniqueIds(events).size).toBe(events.length);
    for (const event of events) {
      expect(event.source).toBe(kind);
      expect(event.at).toBeLessThanOrEqual(rig.clock.now());
      expect(JSON.stringify(event)).not.toContain('442079460001');
    }
  });

  test('Every time is in whole milliseconds, which is all that the log can store', async () => {
    const { rig, phones, events } = await connect(adapter);
    await rig.runCall('caller');
    await rig.disconnect();
    await rig.reconnect(false);
    const times: number[] = [];
    JSON.stringify([events, await phones.readLines()], (name, value: unknown) => {
      if (/^at$|At$/.test(name) && typeof value === 'number') times.push(value);
      return value;
    });
    expect(times.length).toBeGreaterThan(10);
    expect(times.filter((time) => !Number.isSafeInteger(time))).toEqual([]);
  });

  test('A pause is confirmed and a resume lifts it', async () => {
    const connected = await connect(adapter);
    const { rig, phones, events, command } = connected;
    const pause = command();
    expect(await phones.pause(pause)).toEqual({ kind: 'sent', command: pause.id });
    await rig.settle();
    expect(rig.pauses()).toEqual([RECOVERY, RECOVERY]);
    expect(await readPauses(connected)).toEqual(capabilities.showsPauseReason ? [RECOVERY, RECOVERY] : ['', '']);
    if (capabilities.confirmsPause === 'event') {
      const reason = capabilities.showsPauseReason ? RECOVERY : '';
      expect(new Set(pausesIn(events, rig))).toEqual(new Set([`paused ${reason}`]));
    }
    const resume = command();
    expect(await phones.resume(resume)).toEqual({ kind: 'sent', command: resume.id });
    await rig.settle();
    expect(rig.pauses()).toEqual([null, null]);
    expect(await readPauses(connected)).toEqual([null, null]);
    if (capabilities.confirmsPause === 'event') expect(pausesIn(events, rig).at(-1)).toBe('resumed');
  });

  test('A pause that is sent twice stays one pause', async () => {
    const { rig, phones, command } = await connect(adapter);
    for (let i = 0; i < 2; i += 1) {
      expect(await phones.pause(command())).toMatchObject({ kind: 'sent' });
      await rig.settle();
    }
    await phones.resume(command());
    await rig.settle();
    expect(rig.pauses()).toEqual([null, null]);
  });

  test('A pause of one queue leaves the other queue as it is, where the system can', async () => {
    const { rig, phones, command } = await connect(adapter);
    await phones.pause(command({ queues: [rig.queues[0]] }));
    await rig.settle();
    expect(rig.pauses()).toEqual([RECOVERY, capabilities.pausesSingleQueues ? null : RECOVERY]);
  });

  test('A pause by somebody else is neither overwritten nor lifted', async () => {
    const { rig, phones, command } = await connect(adapter);
    const [first, second] = rig.queues;
    rig.pauseByOther(first, 'Lunch');
    await rig.settle();
    const refused = command({ queues: [first] });
    expect(await phones.pause(refused)).toMatchObject({ kind: 'refused', command: refused.id, because: 'other' });
    if (!capabilities.pausesSingleQueues) return;
    expect(await phones.pause(command())).toMatchObject({ kind: 'sent' });
    await rig.settle();
    expect(rig.pauses()).toEqual(['Lunch', RECOVERY]);
    expect(await phones.resume(command({ queues: [first, second] }))).toMatchObject({ kind: 'sent' });
    await rig.settle();
    expect(rig.pauses()).toEqual(['Lunch', null]);
  });

  test('A resume for one reason leaves a pause for another reason', async () => {
    if (!capabilities.showsPauseReason) return;
    const { rig, phones, command } = await connect(adapter);
    await phones.pause(command({ queues: [rig.queues[0]], reason: 'Off queue' }));
    await rig.settle();
    await phones.resume(command());
    await rig.settle();
    expect(rig.pauses()).toEqual(['Off queue', null]);
  });

  test('A refusal names its command: an unknown line, and a connection that is down', async () => {
    const { rig, phones, command } = await connect(adapter);
    const unknown = command({ line: asId('nobody') });
    expect(await phones.pause(unknown)).toMatchObject({ kind: 'refused', command: unknown.id, because: 'unknown-line' });
    await rig.disconnect();
    const [pause, resume] = [command(), command()];
    const outcomes = await Promise.all([phones.pause(pause), phones.resume(resume)]);
    expect(outcomes).toMatchObject([pause, resume].map(({ id }) => ({ kind: 'refused', command: id, because: 'not-connected' })));
    expect(rig.pauses()).toEqual([null, null]);
  });

  test('An outdated command is refused, and changes nothing', async () => {
    const { rig, phones, command } = await connect(adapter);
    const isCurrent = (): boolean => false;
    const pause = command({ isCurrent });
    expect(await phones.pause(pause)).toMatchObject({ kind: 'refused', command: pause.id, because: 'outdated' });
    await rig.settle();
    expect(rig.pauses()).toEqual([null, null]);
    await phones.pause(command());
    await rig.settle();
    const resume = command({ isCurrent });
    expect(await phones.resume(resume)).toMatchObject({ kind: 'refused', command: resume.id, because: 'outdated' });
    await rig.settle();
    expect(rig.pauses()).toEqual([RECOVERY, RECOVERY]);
  });

  test('A pause with an end is lifted at that time by the system, or stays until a resume', async () => {
    const { rig, phones, events, command } = await connect(adapter);
    await phones.pause(command({ untilAt: rig.clock.now() + 60_000 }));
    await rig.settle();
    await rig.passTime(30_000);
    expect(rig.pauses()).toEqual([RECOVERY, RECOVERY]);
    await rig.passTime(31_000);
    await rig.settle();
    expect(rig.pauses()).toEqual(capabilities.endsPauses ? [null, null] : [RECOVERY, RECOVERY]);
    expect(pausesIn(events, rig).includes('resumed')).toBe(capabilities.endsPauses);
  });

  test('Events that are sent again keep their ids', async () => {
    const { rig, events } = await connect(adapter);
    const call = await rig.runCall('caller');
    const count = events.length;
    expect(uniqueIds(events).size).toBe(count);
    await rig.repeatLast?.();
    if (rig.repeatLast) expect(events.length).toBeGreaterThan(count);
    expect(uniqueIds(events).size).toBe(count);
    expect(outcomeOf(events, call)).toBe('completed-by-caller');
  });

  test('Events that arrive in reverse order make the same call', async () => {
    const { rig, events } = await connect(adapter);
    const call = await (rig.runCallReversed?.() ?? rig.runCall('caller'));
    if (rig.runCallReversed) expect(eventsOf(events, call)[0]?.kind).not.toBe('call-queued');
    const kinds = eventsOf(events, call).toSorted(sourceOrder).map((event) => event.kind);
    expect([...new Set(kinds)]).toEqual(legalOrder(capabilities));
    expect(outcomeOf(events, call)).toBe('completed-by-caller');
  });

  test('A lost connection is reported, and the next roster has what was missed', async () => {
    const connected = await connect(adapter);
    const { rig, phones, events } = connected;
    await rig.disconnect();
    expect(phones.state().kind).toBe('connecting');
    expect(events.at(-1)?.kind).toBe('feed-lost');
    const from = events.length;
    rig.pauseByOther(rig.queues[1], 'Lunch');
    await rig.reconnect(false);
    expect(phones.state().kind).toBe('up');
    expect(events.slice(from, from + 2).map((event) => event.kind)).toEqual(['feed-opened', 'roster']);
    expect(await readPauses(connected)).toEqual([null, capabilities.showsPauseReason ? 'Lunch' : '']);
    expect(uniqueIds(events).size).toBe(events.length);
  });

  test('A restart is reported with a later start, and the roster has the pauses that are left', async () => {
    const connected = await connect(adapter);
    const { rig, phones, events, command } = connected;
    await phones.pause(command());
    await rig.settle();
    await rig.disconnect();
    await rig.reconnect(true);
    const starts = events.flatMap((event) => (event.kind === 'feed-opened' ? [event.startedAt] : []));
    expect(starts.length).toBeGreaterThan(1);
    const [first, last] = [starts[0], starts.at(-1)];
    if (first !== null && last !== null) expect(last!).toBeGreaterThan(first!);
    expect(await readPauses(connected)).toEqual(rig.pauses());
    await phones.resume(command());
    await rig.settle();
    expect(outcomeOf(events, await rig.runCall('caller'))).toBe('completed-by-caller');
  });

  test('A stopped connection reports nothing more', async () => {
    const { phones, events, rig } = await connect(adapter);
    await phones.stop();
    const count = events.length;
    rig.pauseByOther(rig.queues[0], 'Lunch');
    await new Promise((resolve) => setImmediate(resolve));
    expect(events.length).toBe(count);
  });
});
