import type { LineId, QueueName } from '@onhook/core/ids';
import { asId } from '@onhook/core/ids';
import type { PauseCommand } from '../src/port.ts';

/** A command about `line`, with id `c1` unless `more` has another. */
export const command = (line: LineId, queues: readonly QueueName[], more: Partial<PauseCommand> = {}): PauseCommand => ({
  id: asId('c1'),
  line,
  queues,
  ...more,
});

/** Outcome of an accepted command with id `c1`. */
export const sent = { kind: 'sent', command: 'c1' } as const;
