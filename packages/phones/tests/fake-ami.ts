import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type Action = Readonly<Record<string, string>>;
export type Fields = readonly (readonly [string, string])[];

export const frame = (fields: Readonly<Record<string, string>> | Fields): string => {
  const lines = (Array.isArray(fields) ? fields : Object.entries(fields)) as Fields;
  return `${lines.map(([key, value]) => `${key}: ${value}`).join('\r\n')}\r\n\r\n`;
};

export interface FakeAmi {
  readonly port: number;
  readonly actions: Action[];
  readonly sockets: Socket[];
  /** Answer to an action; `null`: the ordinary answer, '': none. */
  answer: (action: Action, socket: Socket) => string | null;
  banner: string;
  /** Frames written after a login was accepted. */
  greeting: string;
  write(bytes: string | Uint8Array): void;
  /** Stops listening; open connections go on. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

const booted = frame({
  Event: 'FullyBooted',
  Privilege: 'system,all',
  Uptime: '100',
  LastReload: '100',
  Status: 'Fully Booted',
});

export const listAnswer = (actionId: string, items: readonly Fields[], complete = 'QueueStatusComplete'): string =>
  [
    frame({ Response: 'Success', ActionID: actionId, EventList: 'start', Message: 'Queue status will follow' }),
    ...items.map((item) => frame([...item, ['ActionID', actionId]])),
    frame({ Event: complete, ActionID: actionId, EventList: 'Complete', ListItems: String(items.length) }),
  ].join('');

export const memberItem = (
  queue: string,
  line: string,
  pausedFor: string | null = null,
  more: Record<string, string> = {},
): Fields =>
  Object.entries({
    Event: 'QueueMember',
    Queue: queue,
    Name: `Agent at ${line}`,
    Location: line,
    CallsTaken: '0',
    LastCall: '0',
    Status: '1',
    Paused: pausedFor === null ? '0' : '1',
    PausedReason: pausedFor ?? '',
    ...more,
  });

/** Starts a server on loopback that speaks as much AMI as a test needs. */
export const startFakeAmi = async (tls?: TlsOptions): Promise<FakeAmi> => {
  const sockets: Socket[] = [];
  let server: Server | undefined;
  let port = 0;

  const ordinary = (action: Action): string => {
    const ActionID = action['ActionID'] ?? '';
    switch (action['Action']) {
      case 'Login':
        return frame({ Response: 'Success', ActionID, Message: 'Authentication accepted' }) + fake.greeting;
      case 'Ping':
        return frame({ Response: 'Success', ActionID, Ping: 'Pong' });
      case 'ListCommands':
        return frame({ Response: 'Success', ActionID, QueueStatus: 'Show queue status.', QueuePause: 'Pauses.' });
      case 'QueueStatus':
        return listAnswer(ActionID, []);
      default:
        return frame({ Response: 'Success', ActionID, Message: 'done' });
    }
  };
  const serve = (socket: Socket): void => {
    let text = '';
    sockets.push(socket);
    socket.on('error', () => {});
    if (fake.banner) socket.write(`${fake.banner}\r\n`);
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const action = Object.fromEntries(
          text
            .slice(0, end)
            .split('\r\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        text = text.slice(end + 4);
        fake.actions.push(action);
        const given = fake.answer(action, socket) ?? ordinary(action);
        if (given !== '') socket.write(given);
        if (action['Action'] === 'Logoff') socket.end();
      }
    });
  };
  const fake: FakeAmi = {
    get port() {
      return port;
    },
    actions: [],
    sockets,
    answer: () => null,
    banner: 'Asterisk Call Manager/11.0.0',
    greeting: booted,
    write: (bytes) => void sockets.at(-1)?.write(bytes),
    refuse: () =>
      new Promise((resolve) => {
        // Open connections go on; only new ones are refused from now on.
        server?.close();
        server = undefined;
        resolve();
      }),
    listen: () =>
      new Promise((resolve) => {
        if (server?.listening) return resolve();
        const opened = tls ? createTlsServer(tls, serve) : createServer(serve);
        server = opened;
        opened.listen(port, '127.0.0.1', () => {
          port = (opened.address() as AddressInfo).port;
          resolve();
        });
      }),
    async close() {
      await fake.refuse();
      for (const socket of sockets) socket.destroy();
    },
  };
  await fake.listen();
  return fake;
};
