import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { captureOf, dayOf } from './schedule.ts';
import type { Scheduled } from './head.ts';

/** A driver process, playing one schedule after another. */
class Player {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  #ended: ((lines: string[]) => void) | null = null;

  constructor(program: string) {
    this.#child = spawn(process.execPath, ['--max-old-space-size=2048', program], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      if (line === 'end') this.#ended?.(this.#lines.splice(0));
      else this.#lines.push(line);
    });
    this.#child.once('exit', (code) => {
      if (code !== 0) process.exit(1);
    });
  }

  /** Plays a schedule and resolves to what was posted and sent, one JSON line each. */
  async play(text: string): Promise<string[]> {
    const ended = new Promise<string[]>((resolve) => (this.#ended = resolve));
    if (!this.#child.stdin!.write(text)) await new Promise((resolve) => this.#child.stdin!.once('drain', resolve));
    return ended;
  }

  end(): void {
    this.#child.stdin!.end();
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { days: { type: 'string' }, captures: { type: 'string' }, show: { type: 'string' } },
});
const [here = '', other = ''] = positionals;
const days = Number(values.days ?? 200);
const show = Number(values.show ?? 5);
const players = [new Player(here), new Player(other)] as const;
const sum = { schedules: 0, events: 0, commandsIn: 0, ticks: 0, entries: 0, sent: 0, differ: 0 };
const kinds = new Map<string, number>();

/** Lines that only one head wrote; where both wrote the same lines, the first that is out of order. */
const differences = (ours: readonly string[], theirs: readonly string[]): string[] => {
  const count = new Map<string, number>();
  for (const line of ours) count.set(line, (count.get(line) ?? 0) + 1);
  for (const line of theirs) count.set(line, (count.get(line) ?? 0) - 1);
  const uneven = [...count].flatMap(([line, times]) => Array.from({ length: Math.abs(times) }, () => `${times > 0 ? 'only here ' : 'only other'} ${line}`));
  if (uneven.length > 0) return uneven;
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return at < 0 ? [] : [`out of order at line ${at + 1}: ${ours[at] ?? ''}`];
};

const compare = async (name: string, steps: readonly Scheduled[]): Promise<void> => {
  const text = steps.map((step) => `${JSON.stringify(step)}\n`).join('');
  const [ours, theirs] = await Promise.all([players[0].play(text), players[1].play(text)]);
  sum.schedules += 1;
  for (const step of steps) {
    if (step.do === 'event') sum.events += 1;
    if (step.do === 'command' || step.do === 'refuse') sum.commandsIn += 1;
    if (step.do === 'tick') sum.ticks += 1;
  }
  for (const line of ours) {
    const [what, account, kind, , , , , by] = JSON.parse(line) as string[];
    if (what === 'entry') sum.entries += 1;
    else sum.sent += 1;
    const key = what === 'entry' ? `${kind ?? ''} → ${account ?? ''}${by ? ` (${by})` : ''}` : `command ${account ?? ''}`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
  }
  const differ = differences(ours, theirs);
  for (const line of differ.slice(0, show)) process.stdout.write(`${name}: ${line}\n`);
  sum.differ += differ.length;
};

if (values.captures) {
  for (const file of readdirSync(values.captures).filter((name) => /\.txt(\.gz)?$/.test(name)).toSorted()) {
    await compare(file, captureOf(values.captures, file));
  }
}
for (let seed = 1; seed <= days; seed += 1) {
  await compare(`day ${seed}`, await dayOf(seed));
  if (seed % 20 === 0) process.stderr.write(`${seed} days\n`);
}
for (const player of players) player.end();
for (const [kind, count] of [...kinds].toSorted()) process.stdout.write(`${String(count).padStart(9)}  ${kind}\n`);
process.stdout.write(
  `${sum.schedules} schedules (${days} days), ${sum.events} events, ${sum.commandsIn} commands and refusals, ${sum.ticks} ticks\n` +
    `${sum.entries} ledger entries and ${sum.sent} commands to the phone system compared: ${sum.differ} differ\n`,
);
process.exitCode = sum.differ === 0 ? 0 : 1;
