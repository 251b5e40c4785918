import { asId, type LineId, type QueueName } from '../ids/index.ts';
import type { LineCommand } from './line-request.ts';

/** Separates line and queue; neither name can hold it. */
const separator = '\n';

/**
 * Names a queue of one of a person's lines, as one recovery pauses all of them: the queue itself on the recovery's own
 * line, and line and queue on any other.
 *
 * @param own the line that the recovery began on
 */
export const seatOf = (own: LineId, line: LineId, queue: QueueName): QueueName => (line === own ? queue : asId<QueueName>(`${line}${separator}${queue}`));

/** Line and queue that {@link seatOf} named. */
export const placeOf = (own: LineId, seat: QueueName): { readonly line: LineId; readonly queue: QueueName } => {
  const at = seat.indexOf(separator);
  return at < 0 ? { line: own, queue: seat } : { line: asId<LineId>(seat.slice(0, at)), queue: asId<QueueName>(seat.slice(at + 1)) };
};

/** Makes one command for each line of a command whose queues are on several lines. */
export const commandsByLine = (command: LineCommand): LineCommand[] => {
  const queues = new Map<LineId, QueueName[]>();
  for (const seat of command.queues) {
    const place = placeOf(command.line, seat);
    queues.set(place.line, [...(queues.get(place.line) ?? []), place.queue]);
  }
  return [...queues].map(([line, named]) => (line === command.line ? { ...command, queues: named } : { ...command, id: asId(`${command.id}/${line}`), line, queues: named }));
};
