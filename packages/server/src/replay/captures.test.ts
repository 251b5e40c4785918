import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readChunks, replay, type Chunk, type Replay } from './index.ts';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../phones/fixtures/asterisk/${name}`, import.meta.url));

interface ExpectedCall {
  uniqueid: string;
  linkedid: string;
  leg: number;
  queue: string;
  agent: string | null;
  outcome: string;
  joinedAt: number;
  answeredAt: number | null;
  endedAt: number;
  wait: number;
  talk: number | null;
  holds: number;
  held: number;
  ringNoAnswer: { agent: string; seconds: number }[];
  transfer?: { how: string; to: string | null };
  /** An attended transfer was begun: the customer then heard one hold more than `holds`. */
  consultation?: true;
  logged?: string;
  talkToTransfer?: number;
}
interface ExpectedAgent {
  answered: number;
  pauses: { queue: string; from: number; to: number; reason: string }[];
}

const bytes = gunzipSync(fixture('60calls.txt.gz'));
const chunks = readChunks(fixture('60calls.chunks.jsonl').toString());
const expected = JSON.parse(fixture('60calls.expected.json').toString()) as {
  calls: ExpectedCall[];
  agents: Record<string, ExpectedAgent>;
};

const withinOne = (got: number | null | undefined, wanted: number | null, what: string): void => {
  if (got === null || got === undefined || wanted === null) expect(got, what).toBe(wanted);
  else expect(Math.abs(got - wanted), `${what}: ${got}, wanted ${wanted}`).toBeLessThanOrEqual(1);
};

const byBeginning = (pauses: readonly { queue: string; from: number; reason: string }[]) =>
  [...pauses].sort((a, b) => a.from - b.from || a.queue.localeCompare(b.queue));

const expectEverything = (got: Replay): void => {
  expect(got.calls).toHaveLength(expected.calls.length);
  for (const wanted of expected.calls) {
    const what = `${wanted.uniqueid} leg ${wanted.leg}`;
    const call = got.calls.find((row) => row.uniqueid === wanted.uniqueid && row.leg === wanted.leg);
    expect(call, what).toBeDefined();
    if (!call) continue;
    const { linkedid, queue, agent, outcome, wait, talk, ringNoAnswer, transfer, logged } = call;
    expect({ linkedid, queue, agent, outcome, wait, talk, ringNoAnswer, transfer, logged }, what).toEqual({
      linkedid: wanted.linkedid,
      queue: wanted.queue,
      agent: wanted.agent,
      outcome: wanted.outcome,
      wait: wanted.wait,
      talk: wanted.talk,
      ringNoAnswer: wanted.ringNoAnswer,
      transfer: wanted.transfer,
      logged: wanted.logged,
    });
    // A consultation that came to nothing looks like any other hold.
    const consulted = wanted.consultation === true && call.consultation !== true;
    expect(call.holds, `${what} holds`).toBe(wanted.holds + (consulted ? 1 : 0));
    if (!consulted) withinOne(call.held, wanted.held, `${what} held`);
    if (wanted.transfer?.how === 'attended') expect(call.consultation, `${what} consultation`).toBe(true);
    withinOne(call.joinedAt, wanted.joinedAt, `${what} joinedAt`);
    withinOne(call.answeredAt, wanted.answeredAt, `${what} answeredAt`);
    withinOne(call.endedAt, wanted.endedAt, `${what} endedAt`);
    if (wanted.talkToTransfer !== undefined)
      withinOne(call.talkToTransfer, wanted.talkToTransfer, `${what} talkToTransfer`);
  }
  for (const [name, wanted] of Object.entries(expected.agents)) {
    const agent = got.agents[name];
    expect(agent?.answered, `${name} answered`).toBe(wanted.answered);
    const gotPauses = byBeginning(agent?.pauses ?? []);
    const wantedPauses = byBeginning(wanted.pauses);
    expect(
      gotPauses.map(({ queue, reason }) => ({ queue, reason })),
      `${name} pauses`,
    ).toEqual(wantedPauses.map(({ queue, reason }) => ({ queue, reason })));
    for (const [i, pause] of wanted.pauses.entries()) {
      const same = agent?.pauses.find(
        (p) => p.queue === pause.queue && p.reason === pause.reason && Math.abs(p.from - pause.from) <= 1,
      );
      expect(same, `${name} pause ${i}`).toBeDefined();
      withinOne(same?.to, pause.to, `${name} pause ${i} to`);
    }
  }
};

const timeAt = (offset: number): number =>
  (chunks.find((c) => c.len !== undefined && c.off + c.len > offset) ?? chunks.at(-1))!.t;

/** The same bytes in pieces of `size`, each with the time its last byte came. */
const cutInto = (size: number): Chunk[] =>
  chunks.flatMap((read) => {
    const { len } = read;
    if (len === undefined) return [read];
    return Array.from({ length: Math.ceil(len / size) }, (_, i) => ({
      ...read,
      off: read.off + i * size,
      len: Math.min(size, len - i * size),
    }));
  });

/** Ends of frames, as offsets. */
const boundaries: number[] = [];
for (let at = bytes.indexOf('\r\n\r\n'); at >= 0; at = bytes.indexOf('\r\n\r\n', at + 4)) boundaries.push(at + 4);

/** A recording cut at `cuts` and resumed each time at the frame boundary `framesBack` before the cut. */
const cutAndResumed = (cuts: readonly number[], framesBack: number): { bytes: Buffer; chunks: Chunk[] } => {
  const parts: Buffer[] = [];
  const reads: Chunk[] = [];
  let length = 0;
  let from = 0;
  for (const [i, cut] of [...cuts, bytes.length].entries()) {
    for (let at = from; at < cut;) {
      const next = chunks.find((c) => c.len !== undefined && c.off > at)?.off ?? bytes.length;
      const to = Math.min(cut, next);
      reads.push({ t: timeAt(at), conn: i + 1, off: length, len: to - at });
      parts.push(bytes.subarray(at, to));
      length += to - at;
      at = to;
    }
    const whole = boundaries.filter((end) => end <= cut);
    from = whole.at(-1 - framesBack) ?? 0;
  }
  return { bytes: Buffer.concat(parts), chunks: reads };
};

const spread = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 1) * bytes.length) / (count + 1)) + ((i * 37) % 101));

const callIds = (got: Replay): string[] => got.events.flatMap((event) => ('call' in event ? [event.id] : []));

const whole = replay(bytes, chunks);

describe('60 calls of a real Asterisk', () => {
  test('every call and pause is as Asterisk logged it', () => expectEverything(whole));

  test('every event has a name of its own, and every reading gives the same names', () => {
    const ids = whole.events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(replay(bytes, chunks).events).toEqual(whole.events);
  });

  test.each([1, 7])(
    'in pieces of %i bytes',
    (size) => expect(replay(bytes, cutInto(size)).events).toEqual(whole.events),
    120_000,
  );

  test('no number of a caller gets out', () => {
    expect(JSON.stringify(whole)).not.toContain('44207946');
    expect(whole.events.some((event) => event.kind === 'call-queued' && event.customer !== undefined)).toBe(true);
  });

  test.each([1, 10, 60])('cut at %i points and resumed at the last whole frame', (count) => {
    const cut = cutAndResumed(spread(count), 0);
    const got = replay(cut.bytes, cut.chunks);
    expectEverything(got);
    const ids = got.events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([1, 10, 60])('cut at %i points and resumed several frames earlier', (count) => {
    for (const framesBack of [1, 5, 40]) {
      const cut = cutAndResumed(spread(count), framesBack);
      const got = replay(cut.bytes, cut.chunks);
      expectEverything(got);
      expect(callIds(got)).toEqual(callIds(whole));
    }
  });

  test('without times, all that Asterisk counts itself', () => {
    const got = replay(bytes);
    for (const wanted of expected.calls) {
      const call = got.calls.find((row) => row.uniqueid === wanted.uniqueid && row.leg === wanted.leg);
      expect([call?.outcome, call?.agent, call?.wait, call?.talk, call?.transfer]).toEqual([
        wanted.outcome,
        wanted.agent,
        wanted.wait,
        wanted.talk,
        wanted.transfer,
      ]);
    }
  });
});

const recorded = (name: string): Replay =>
  replay(fixture(`${name}.txt`), readChunks(fixture(`${name}.chunks.jsonl`).toString()));

describe('disturbed recordings', () => {
  test('a connection cut in mid-event: the call whose end was missed is not left open, the pause missed is seen', () => {
    const got = recorded('cut-mid-event');
    expect(got.calls.map((call) => call.outcome)).toEqual(['lost', 'completed-by-agent']);
    expect(got.agents['Dina Dahl']?.pauses.map((pause) => [pause.queue, pause.reason])).toEqual([
      ['support', 'Recovery'],
      ['sales', 'Recovery'],
    ]);
  });

  test('a restart: a static member loses the pause, a dynamic one keeps it', () => {
    const got = recorded('core-restart');
    const opened = got.events.flatMap((event) => (event.kind === 'feed-opened' ? [event.startedAt] : []));
    expect(opened).toHaveLength(2);
    expect(opened[1]! - opened[0]!).toBeGreaterThan(60_000);
    const lostAt = got.events.find((event) => event.kind === 'feed-lost')!.at / 1000;
    const dina = got.agents['Dina Dahl']!.pauses[0]!;
    const eyo = got.agents['Eyo Etim']!.pauses[0]!;
    expect(dina.to! - lostAt).toBeLessThan(2);
    expect(eyo.to! - lostAt).toBeGreaterThan(8);
    expect(got.calls.map((call) => call.outcome)).toEqual(['completed-by-caller', 'completed-by-agent']);
  });

  test('a killed Asterisk: the call it never closed is lost', () => {
    expect(recorded('kill9').calls.map((call) => call.outcome)).toEqual(['lost', 'completed-by-agent']);
  });

  test('a reload disturbs nothing', () => {
    const got = recorded('reload');
    expect(got.events.map((event) => event.kind)).toEqual([
      'feed-opened',
      'line-paused',
      'line-device',
      'line-resumed',
      'feed-lost',
    ]);
  });
});
