import type { Connection } from './connection.ts';
import type { AsteriskConfig, Runtime } from './config.ts';
import type { Frame } from './frames.ts';

/** What stands in the way of a session. Only the first kind goes away by itself. */
export type Trouble =
  | { readonly kind: 'passing'; readonly message: string }
  | { readonly kind: 'wrong-secret'; readonly message: string }
  | { readonly kind: 'missing-right'; readonly message: string };

export const MISSING = {
  system: "the AMI user may not read class 'system': add it to read= in manager.conf",
  agent: "the AMI user may not read class 'agent': add it to read= in manager.conf",
  call: "the AMI user may not read class 'call': add it to read= in manager.conf",
  write: "the AMI user may not write class 'agent': add it to write= in manager.conf, or no line can be paused",
} as const;

export const QUEUE_RETRY_MS = 1000;

export const logIn = async (connection: Connection, config: AsteriskConfig): Promise<Trouble | null> => {
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

/** Whether lines may be paused: ListCommands shows only the actions this user may send. Null where it did not say. */
export const mayPause = async (connection: Connection): Promise<boolean | null> => {
  const answer = await connection.command('ListCommands');
  // Without app_queue nothing of a queue is listed, whatever the rights.
  if (answer.kind !== 'success' || answer.response.get('QueueStatus') === undefined) return null;
  return answer.response.get('QueuePause') !== undefined;
};

/** Asks for the picture until the phone system gives it; null when the connection is gone. */
export const askPicture = async (
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
