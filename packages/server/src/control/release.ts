import type { FloorState } from '@onhook/core/floor';
import { linesOf, unexplainedPauses } from '@onhook/core/floor';
import { isTrusted } from '@onhook/core/call';
import type { LineId, PersonId, QueueName } from '@onhook/core/ids';
import type { CentreRuntime } from '../centre/runtime.ts';

/** Longest wait for the phone system to lift what was released, in milliseconds. */
const waitMs = 10_000;
const lookEveryMs = 50;

/** Pause that is left on a line, with the reason why. */
interface LeftPause {
  readonly isOurs: boolean;
  readonly words: string;
}

const linesToRelease = (floor: FloorState, person: PersonId): LineId[] => {
  const lines = new Set(linesOf(floor, person));
  const recovery = floor.recoveries.get(person);
  if (recovery) lines.add(recovery.line);
  for (const off of floor.offQueues.values()) if (off.person === person && off.state !== 'over') lines.add(off.line);
  return [...lines];
};

const wordsOf = (floor: FloorState, line: LineId, queue: QueueName, pausedFor: string): LeftPause => {
  const where = `"${line}" in ${queue}`;
  if (floor.tracker.lines.get(line)?.memberships.get(queue)?.own?.isOn) {
    return { isOurs: true, words: `${where}: the phone system has not lifted the pause yet. Onhook tries again every minute.` };
  }
  if (unexplainedPauses(floor).some((one) => one.line === line && one.queue === queue)) {
    return { isOurs: false, words: `${where}: the pause looks like Onhook's, but no command of Onhook explains it. An administrator can lift it on the screen "Lines".` };
  }
  const reason = pausedFor === '' ? 'without a reason' : `for "${pausedFor}"`;
  return { isOurs: false, words: `${where}: somebody else has paused it ${reason}. Onhook lifts no pause but its own.` };
};

/** Lists the pauses that are left on a line; says so when there is none to be seen. */
const leftOn = (floor: FloorState, line: LineId): LeftPause[] => {
  const track = floor.tracker.lines.get(line);
  if (!track) return [{ isOurs: false, words: `"${line}": no phone system knows this line.` }];
  if (!isTrusted(floor.tracker.feeds.get(track.source))) {
    return [{ isOurs: true, words: `"${line}": its phone system is not connected. A pause of Onhook's is lifted as soon as it is.` }];
  }
  return [...track.memberships].flatMap(([queue, { member, pausedFor }]) => (member && pausedFor !== null ? [wordsOf(floor, line, queue, pausedFor)] : []));
};

/**
 * Ends everything that pauses the lines of a person, and waits until the phone system has lifted it.
 *
 * @returns null when no line of the person is paused any more; else one sentence for each line or queue that is, with the reason
 */
export const releaseLines = async (runtime: CentreRuntime, person: PersonId): Promise<string[] | null> => {
  const lines = linesToRelease(runtime.floor, person);
  if (lines.length === 0) return [`"${person}" has no line.`];
  // What the phone system holds now, and not what its events have said.
  await Promise.all(lines.map((line) => runtime.reread(line)));
  await runtime.flush();
  const { kind } = await runtime.submit(person, { kind: 'released' });
  const look = (): LeftPause[] => lines.flatMap((line) => leftOn(runtime.floor, line));
  let left = look();
  for (let waited = 0; waited < waitMs && left.some(({ isOurs }) => isOurs); waited += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    left = look();
  }
  if (left.length > 0) return left.map(({ words }) => words);
  return kind === 'done' ? null : lines.map((line) => `"${line}" is not paused.`);
};
