import { appendFileSync, chmodSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseQueueLogLine, readQueueLog } from './queue-log.ts';

const folders: string[] = [];
const newLog = (text: string): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'queue-log-'));
  folders.push(folder);
  writeFileSync(path.join(folder, 'queue_log'), text);
  return path.join(folder, 'queue_log');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const t0 = 1_800_000_000;
const lines = (from: number, to: number, event = 'PAUSE'): string =>
  Array.from({ length: to - from }, (_, index) => `${t0 + from + index}|NONE|support|Ana|${event}|Lunch\n`).join('');
const secondsOf = ({ entries }: Awaited<ReturnType<typeof readQueueLog>>): number[] => entries.map(({ at }) => at / 1000 - t0);

describe('a queue_log', () => {
  test('A line gives its time, call, queue, agent, event and fields', () => {
    expect(parseQueueLogLine(`${t0}|c.1|support|Ana Archer|COMPLETEAGENT|1|5|1`)).toMatchObject({
      at: t0 * 1000,
      call: 'c.1',
      queue: 'support',
      agent: 'Ana Archer',
      event: 'COMPLETEAGENT',
      fields: ['1', '5', '1'],
    });
    for (const text of ['', 'rubbish', `${t0}|c.1|sup`, 'x|c.1|support|Ana|PAUSE|']) expect(parseQueueLogLine(text), text).toBe(null);
  });

  test('The file is read from its end back to the wanted time, however long it is', async () => {
    const log = newLog(lines(0, 30_000));
    const read = await readQueueLog(log, (t0 + 9000) * 1000);
    expect(read.isComplete).toBe(true);
    expect(secondsOf(read)).toEqual(Array.from({ length: 21_000 }, (_, index) => 9000 + index));
  });

  test('A last line that is still being written is left out, and read once it is whole', async () => {
    const log = newLog(`${lines(0, 3)}${t0 + 3}|c.1|support|Ana|COMPLETEAG`);
    expect(secondsOf(await readQueueLog(log, (t0 + 1) * 1000))).toEqual([1, 2]);
    appendFileSync(log, 'ENT|1|90|1\n');
    expect((await readQueueLog(log, (t0 + 1) * 1000)).entries.at(-1)).toMatchObject({ event: 'COMPLETEAGENT', fields: ['1', '90', '1'] });
    const single = newLog(`${t0 + 3}|c.1|support|Ana|COMPLETEAG`);
    expect(secondsOf(await readQueueLog(single, t0 * 1000))).toEqual([]);
  });

  test('Rotated files are read too, the newest first, whatever rotates them', async () => {
    for (const [older, oldest] of [['queue_log.1', 'queue_log.2'], ['queue_log-20260102', 'queue_log-20260101'], ['queue_log.7', 'queue_log.6']] as const) {
      const log = newLog(lines(0, 10));
      renameSync(log, path.join(path.dirname(log), oldest));
      utimesSync(path.join(path.dirname(log), oldest), t0 + 10, t0 + 10);
      writeFileSync(path.join(path.dirname(log), older), lines(10, 20));
      utimesSync(path.join(path.dirname(log), older), t0 + 20, t0 + 20);
      writeFileSync(log, lines(20, 25));
      const read = await readQueueLog(log, (t0 + 5) * 1000);
      expect(secondsOf(read)).toEqual(Array.from({ length: 20 }, (_, index) => 5 + index));
      expect(read.isComplete).toBe(true);
    }
  });

  test('A gap that begins in a compressed file is read in part, and says so', async () => {
    const log = newLog(lines(20, 25));
    writeFileSync(path.join(path.dirname(log), 'queue_log.1.gz'), 'compressed');
    expect(await readQueueLog(log, t0 * 1000)).toMatchObject({ isComplete: false, entries: { length: 5 } });
    expect(await readQueueLog(log, (t0 + 22) * 1000)).toMatchObject({ isComplete: true, entries: { length: 3 } });
  });

  test('A file that is missing, and a folder in its place, are errors', async () => {
    const log = newLog('');
    await expect(readQueueLog(`${log}-missing`, 0)).rejects.toThrow('ENOENT');
    await expect(readQueueLog(path.dirname(log), 0)).rejects.toThrow();
    chmodSync(log, 0o600);
    expect(await readQueueLog(log, 0)).toEqual({ entries: [], isComplete: true });
  });
});
