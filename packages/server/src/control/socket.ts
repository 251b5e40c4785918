import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import type { AdminAnswer, AdminCommand } from './commands.ts';

/** Socket in the data folder through which an administrator commands a running server; only the owner can open it. */
export const socketPath = (dataFolder: string): string => join(dataFolder, 'control.sock');

/** Thrown when another server uses this data folder. */
export class ControlTaken extends Error {}

/** Checks that a server answers; a socket that an ended server left behind gives no answer. */
const isAnswered = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

/** @throws ControlTaken */
export const openControl = async (
  dataFolder: string,
  log: Logger,
  answer: (command: AdminCommand) => Promise<AdminAnswer>,
): Promise<Server> => {
  const path = socketPath(dataFolder);
  if (await isAnswered(path)) {
    throw new ControlTaken(`Another server uses the folder ${dataFolder}. Each needs its own in ONHOOK_DATA, also where they share a database.`);
  }
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).once('line', (line) => {
      Promise.resolve()
        .then(() => answer(JSON.parse(line) as AdminCommand))
        .catch((error: unknown): AdminAnswer => {
          log.error({ err: error }, 'an administrator’s command failed');
          return { kind: 'problem', message: error instanceof Error ? error.message : String(error) };
        })
        .then((answered) => socket.end(`${JSON.stringify(answered)}\n`), () => socket.destroy());
    });
  });
  return new Promise((resolve, reject) => {
    const mask = process.umask(0o077);
    server.once('error', reject);
    server.listen(path, () => {
      process.umask(mask);
      resolve(server);
    });
  });
};

/** Asks the running server; null when none is running on this data folder. */
export const askControl = (dataFolder: string, command: AdminCommand): Promise<AdminAnswer | null> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath(dataFolder));
    socket.once('error', () => resolve(null));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('The server ended before it answered.')));
      createInterface({ input: socket }).once('line', (line) => resolve(JSON.parse(line) as AdminAnswer));
      socket.write(`${JSON.stringify(command)}\n`);
    });
  });
