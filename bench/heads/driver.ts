import { createInterface } from 'node:readline';
import type { CreateHead, Head, Scheduled } from './head.ts';

/**
 * Plays schedules from standard input, one JSON line a step, and writes one JSON line for each entry that was posted and
 * each command that was sent. After a schedule's `end` it writes `end`.
 */
export const drive = async (createHead: CreateHead): Promise<void> => {
  let head: Head | null = null;
  let out: string[] = [];
  const flush = async (): Promise<void> => {
    const text = out.join('');
    out = [];
    if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const step = JSON.parse(line) as Scheduled;
    if (step.do === 'begin') {
      head = createHead(step.policy, step.people);
      continue;
    }
    if (step.do === 'end') {
      out.push('end\n');
      await flush();
      continue;
    }
    if (!head) throw new Error('a schedule begins with "begin"');
    const { entries, commands } = head.play(step);
    for (const entry of entries) out.push(`${JSON.stringify(['entry', ...entry])}\n`);
    for (const command of commands) out.push(`${JSON.stringify(['command', ...command])}\n`);
    if (out.length > 1000) await flush();
  }
};
