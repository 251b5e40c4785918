import { channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { PhoneSystem } from '../src/port.ts';
import { startFakeAmi, type FakeAmi } from './fake-ami.ts';
import { until, type HandTime } from './hand-time.ts';

interface Line {
  readonly t: number;
  readonly conn: number;
  readonly off: number;
  readonly len?: number;
  readonly connected?: true;
  readonly end?: true;
  readonly error?: string;
}

interface Stretch {
  readonly kind: 'login' | 'picture';
  readonly from: number;
  to: number;
}

const QUEUE_RETRY_MS = 1000;
/** Milliseconds between the client's tries when chance is always a half. */
const BACKOFFS_MS = [187.5, 375, 750, 1500, 3000, 6000, 12_000, 22_500];

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/asterisk/${name}`, import.meta.url));

/** Positions of banner and login, and of the recorded answers to QueueStatus. */
const answersIn = (text: string): Stretch[] => {
  const found: Stretch[] = [];
  let from = 0;
  for (const part of text.split('\r\n\r\n')) {
    const to = from + part.length + 4;
    const actionId = /\r\nActionID: (login-\d+|resync|resync-again)(?:\r\n|$)/.exec(part)?.[1];
    if (actionId?.startsWith('login')) found.push({ kind: 'login', from, to });
    else if (actionId !== undefined && part.startsWith('Response: ')) found.push({ kind: 'picture', from, to });
    else if (actionId !== undefined) found.at(-1)!.to = to;
    from = to;
  }
  return found;
};

/**
 * Plays a recording as the server it was taken from: accepts, refuses, ends and resets as it did, and gives each
 * recorded answer when it is asked for. Ends when the recording does, without closing the last connection.
 */
export const playServer = async (
  name: string,
  time: HandTime,
  startClient: (port: number) => PhoneSystem,
): Promise<{ readonly server: FakeAmi; readonly client: PhoneSystem }> => {
  const bytes = fixture(`${name}.txt`);
  const text = bytes.toString('latin1');
  const lines = fixture(`${name}.chunks.jsonl`)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const answers = answersIn(text);
  const recorded: string[] = [];
  const asked: string[] = [];
  let given = false;

  const server = await startFakeAmi();
  server.greeting = '';
  const logins = (): number => server.actions.filter((action) => action['Action'] === 'Login').length;
  const give = (): void => {
    while (recorded.length > 0 && asked.length > 0) {
      const actionId = asked.shift()!;
      given ||= recorded[0]!.startsWith('Response: Success');
      server.write(recorded.shift()!.replaceAll(/(ActionID: )resync(?:-again)?/g, `$1${actionId}`));
    }
  };
  // The client's own sockets, to know when it has read what was written.
  let clientSocket: Socket | undefined;
  const follow = (message: unknown): void => void ({ socket: clientSocket } = message as { socket: Socket });
  channel('net.client.socket').subscribe(follow);
  const client = startClient(server.port);
  const tryAgain = async (): Promise<void> => {
    const backoff = () => time.running().find((ms) => BACKOFFS_MS.includes(ms));
    await until(() => backoff() !== undefined, 'the client to wait for its next try');
    time.run(backoff()!);
  };

  let connections = 0;
  let booted = false;
  for (const [i, line] of lines.entries()) {
    time.set(line.t);
    if (line.error === 'ECONNREFUSED') {
      await server.refuse();
      await tryAgain();
    } else if (line.connected) {
      const next = lines.slice(i + 1).find((other) => other.connected)?.off ?? bytes.length;
      const has = answers.some(({ kind, from }) => kind === 'picture' && from >= line.off && from < next);
      server.answer = (action) => {
        if (action['Action'] !== 'QueueStatus' || !has) return null;
        asked.push(action['ActionID'] ?? '');
        give();
        return '';
      };
      asked.length = 0;
      recorded.length = 0;
      booted = false;
      given = false;
      if (connections > 0) {
        await server.listen();
        await tryAgain();
      }
      connections += 1;
      await until(() => logins() === connections, `login ${connections}`);
    } else if (line.len !== undefined) {
      let from = line.off;
      const to = line.off + line.len;
      const write = (until: number): void => {
        if (until <= from) return;
        booted ||= text.slice(from, until).includes('Event: FullyBooted');
        server.write(bytes.subarray(from, until));
      };
      for (const answer of answers.filter((one) => one.from < to && one.to > line.off)) {
        write(answer.from);
        from = Math.max(from, Math.min(answer.to, to));
        if (answer.kind === 'login' || answer.from < line.off) continue;
        // The recorder asked again where this client, once answered, does not.
        if (given) continue;
        if (recorded[0]?.startsWith('Response: Success')) recorded.shift();
        recorded.push(text.slice(answer.from, answer.to));
        give();
        // A client asks once FullyBooted came, and again after a refusal.
        if (!booted) continue;
        while (recorded.length > 0) {
          await until(() => recorded.length === 0 || time.running().includes(QUEUE_RETRY_MS), 'QueueStatus');
          if (recorded.length > 0) time.run(QUEUE_RETRY_MS);
        }
      }
      write(to);
      await until(() => clientSocket?.bytesRead === server.sockets.at(-1)?.bytesWritten, 'the client to read');
    } else if (line.error === 'ECONNRESET') {
      server.sockets.at(-1)?.resetAndDestroy();
    } else if (line.end && i < lines.length - 2) {
      server.sockets.at(-1)?.end();
    }
  }
  channel('net.client.socket').unsubscribe(follow);
  return { server, client };
};
