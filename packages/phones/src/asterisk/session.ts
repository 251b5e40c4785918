import type { Connection } from './connection.ts';
import type { AsteriskConfig, Runtime } from './config.ts';
import type { Frame } from './frames.ts';

/** Reason why a session cannot begin. Only `passing` ends without an administrator. */
export type ConnectFailure =
  | { readonly kind: 'passing'; readonly message: string }
  | { readonly kind: 'wrong-secret'; readonly message: string }
  | { readonly kind: 'missing-right'; readonly message: string };

/** Messages about missing rights. */
export const MISSING = {
  system: "the AMI user may not read class 'system': add it to read= in manager.conf",
  agent: "the AMI user may not read class 'agent': add it to read= in manager.conf",
  write: "the AMI user may not write class 'agent': add it to write= in manager.conf, or no line can be paused",
} as const;

/** Milliseconds between two requests for QueueStatus while app_queue is not loaded. */
export const QUEUE_RETRY_MS = 1000;

/** Logs in; null on success. */
export const logIn = async (connection: Connection, config: AsteriskConfig): Promise<ConnectFailure | null> => {
  const answer = await connection.command('Login', { Username: config.username, Secret: config.secret });
  switch (answer.kind) {
    case 'success':
      return null;
    case 'error':
      return { kind: 'wrong-secret', message: `login refused: ${answer.message}` };
    default:
      return { kind: 'passing', message: answer.kind === 'timeout' ? 'no answer to the login' : 'closed during login' };
  }
};

/** Reads from ListCommands, which lists only allowed actions, if the user may pause lines. Null when app_queue is not loaded. */
export const mayPause = async (connection: Connection): Promise<boolean | null> => {
  const answer = await connection.command('ListCommands');
  // Without app_queue nothing of a queue is listed, whatever the rights.
  if (answer.kind !== 'success' || answer.response.get('QueueStatus') === undefined) return null;
  return answer.response.get('QueuePause') !== undefined;
};

/** Requests QueueStatus until Asterisk answers, at most `tries` times; null when it did not or the connection is gone. */
export const requestQueueStatus = async (
  connection: Connection,
  runtime: Runtime,
  tries = Infinity,
): Promise<readonly Frame[] | null> => {
  for (let tried = 1; ; tried += 1) {
    const answer = await connection.command('QueueStatus');
    if (answer.kind === 'success') return answer.items;
    if (answer.kind === 'closed' || tried >= tries) return null;
    await new Promise<void>((resolve) => void runtime.after(QUEUE_RETRY_MS, resolve));
  }
};
