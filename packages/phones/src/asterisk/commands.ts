import type { LineSnapshot, MembershipSnapshot } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';
import { outdated, type CommandResult, type PauseCommand, type PauseReason } from '../port.ts';
import { breaksLines, type Answer, type Connection } from './connection.ts';
import type { ClockOffset } from './clock-offset.ts';
import { readQueueSnapshot } from './members.ts';

/** Connection that commands go over, and the receivers of what they learn and do. */
export interface CommandContext {
  readonly connection: Connection;
  readonly clockOffset: ClockOffset;
  /** Called with the line as it was read before a command; null when it is in no queue. */
  onRead(line: LineId, read: LineSnapshot | null): void;
  /** Called right before a pause is sent, in one queue or in all: its event may come without a reason. */
  onPause(line: LineId, queue: QueueName | null, reason: PauseReason): void;
}

type Refusal = CommandResult & { readonly kind: 'refused' };

const refused = (because: Refusal['because'], message: string): Refusal => ({ kind: 'refused', because, message });

const resultOf = (answer: Answer): CommandResult => {
  switch (answer.kind) {
    case 'success':
      return { kind: 'sent' };
    case 'timeout':
      return refused('timeout', 'the phone system did not answer in time');
    case 'closed':
      return refused('not-connected', 'the connection to the phone system is gone');
    case 'error':
      if (answer.message === 'Interface not found') return refused('unknown-line', answer.message);
      if (answer.message === 'Permission denied') return refused('no-permission', answer.message);
      return refused('other', answer.message);
  }
};

/** Reads the line before every command, because a second pause overwrites the first one's reason. */
export const readLine = async (
  { connection, clockOffset, onRead }: Pick<CommandContext, 'connection' | 'clockOffset' | 'onRead'>,
  line: LineId,
): Promise<LineSnapshot | Refusal> => {
  if (breaksLines(line)) return refused('unknown-line', 'the name of the line holds a line break');
  const answer = await connection.command('QueueStatus', { Member: line });
  if (answer.kind !== 'success') return resultOf(answer) as Refusal;
  const read = readQueueSnapshot(answer.items, clockOffset).lines.find((one) => one.line === line) ?? null;
  onRead(line, read);
  return read ?? refused('unknown-line', 'Interface not found');
};

const each = async (
  queues: readonly QueueName[],
  send: (queue: QueueName) => Promise<CommandResult>,
): Promise<CommandResult> => {
  let worst: CommandResult = { kind: 'sent' };
  for (const queue of queues) {
    const outcome = await send(queue);
    if (worst.kind === 'sent') worst = outcome;
  }
  return worst;
};

/** Command whose reason is known. */
export type QueueCommand = Pick<PauseCommand, 'queues' | 'replaces' | 'isCurrent' | 'setAt'> & { readonly reason: PauseReason };

/** Asterisk counts in whole seconds, and clocks differ a little. */
const setAtToleranceMs = 2000;

/**
 * True for a pause of ours that has lost its reason, as a reload of a static member, some restarts of a realtime one and versions
 * without PausedReason do. A pause that somebody set since is theirs, although it has no reason either.
 */
const hasLostOurReason = ({ queue, pausedFor, pausedAt = null }: MembershipSnapshot, setAt: PauseCommand['setAt']): boolean => {
  const ourAt = setAt?.get(queue);
  return pausedFor === '' && ourAt !== undefined && (pausedAt === null || pausedAt <= ourAt + setAtToleranceMs);
};

/** Sends one QueuePause, unless the command has become outdated while the line was read. */
const queuePause = async (
  connection: Connection,
  isCurrent: PauseCommand['isCurrent'],
  fields: Readonly<Record<string, string>>,
): Promise<CommandResult> => (isCurrent?.() === false ? outdated : resultOf(await connection.command('QueuePause', fields)));

/**
 * Pauses the line in the named queues where it is not paused, or only for the reason that is to be replaced. A queue
 * that is paused for another reason stays as it is. A pause of ours that has lost its reason counts as one of ours.
 *
 * @returns `sent` also when every queue is already paused for this reason; `refused` when others paused all of them
 */
export const pauseLine = async (
  context: CommandContext,
  line: LineId,
  { queues, reason, replaces, setAt, isCurrent }: QueueCommand,
): Promise<CommandResult> => {
  const { connection } = context;
  const current = await readLine(context, line);
  if ('kind' in current) return current;
  const wanted = current.memberships.filter(({ queue }) => queues.includes(queue));
  if (wanted.length === 0) return refused('unknown-line', 'the line is in none of these queues');
  const isReplaced = (one: MembershipSnapshot): boolean => one.pausedFor === replaces || (replaces !== undefined && hasLostOurReason(one, setAt));
  const free = wanted.filter((one) => one.pausedFor === null || isReplaced(one));
  if (free.length === 0) {
    if (wanted.some((one) => one.pausedFor === reason || hasLostOurReason(one, setAt))) return { kind: 'sent' };
    return refused('other', 'paused for another reason in every one of these queues');
  }
  const fields = { Interface: line, Paused: 'true', Reason: reason };
  if (free.length === current.memberships.length) {
    context.onPause(line, null, reason);
    return queuePause(connection, isCurrent, fields);
  }
  return each(
    free.map(({ queue }) => queue),
    (queue) => {
      context.onPause(line, queue, reason);
      return queuePause(connection, isCurrent, { ...fields, Queue: queue });
    },
  );
};

/**
 * Lifts the pause of this reason, queue by queue: one command for all queues would also lift a pause that somebody set
 * in between.
 */
export const resumeLine = async (
  context: CommandContext,
  line: LineId,
  { queues, reason, setAt, isCurrent }: QueueCommand,
): Promise<CommandResult> => {
  const { connection } = context;
  const current = await readLine(context, line);
  if ('kind' in current) return current;
  const ours = current.memberships.filter((one) => queues.includes(one.queue) && (one.pausedFor === reason || hasLostOurReason(one, setAt)));
  return each(
    ours.map(({ queue }) => queue),
    (queue) => queuePause(connection, isCurrent, { Interface: line, Paused: 'false', Queue: queue }),
  );
};
