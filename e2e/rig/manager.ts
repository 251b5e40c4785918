import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { driverUser, lineOf } from './conf.ts';

/** A block of the manager protocol. A repeated field has its last value. */
export type Block = Readonly<Record<string, string>>;

export interface Member {
  readonly queue: string;
  readonly line: string;
  /** Reason of the pause; null when not paused, '' when paused without a reason. */
  readonly pausedFor: string | null;
  readonly callsTaken: number;
  readonly inCall: boolean;
}

export interface Call {
  readonly queue: string;
  /** Seconds the agent talks before hanging up. */
  readonly talkSeconds: number;
  /** Number of the caller; a new one by default. */
  readonly number?: string;
  /** Seconds until the caller hangs up, in the queue or in the talk; 600 by default. */
  readonly staySeconds?: number;
}

/** A connection of the tests to the manager interface, apart from the product's. */
export interface Manager {
  /** Lists every queue membership as Asterisk has it now. */
  members(): Promise<Member[]>;
  /** True while a caller waits in this queue or talks to an agent of it. */
  isBusy(queue: string): Promise<boolean>;
  startCall(call: Call): Promise<void>;
  /** Pauses a member as a supervisor does; without a reason it lifts the pause. */
  pause(extension: string, queue: string, reason: string | null): Promise<void>;
  /** Adds a member; its name is that of the extension unless another agent has logged in there. */
  add(extension: string, queue: string, name?: string): Promise<void>;
  /** Takes a member out of a queue. */
  remove(extension: string, queue: string): Promise<void>;
  /** Resolves when the connection is closed by either side. */
  readonly closed: Promise<void>;
  close(): void;
}

const parse = (text: string): Block =>
  Object.fromEntries(
    text.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );

let numbers = 5_550_000;
const newNumber = (): string => String((numbers += 1));

interface Waiting {
  readonly blocks: Block[];
  done(blocks: Block[]): void;
}

/**
 * Logs in as the driver user. Rejects when Asterisk cannot be reached or its queues are not there yet; `heard` gets
 * every event.
 */
export const openManager = async (port: number, onEvent: (event: Block) => void = () => {}): Promise<Manager> => {
  const socket = net.connect(port, '127.0.0.1');
  const waiting = new Map<string, Waiting>();
  let rest = '';
  let gone: Error | null = null;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const blocks = (rest + text).split('\r\n\r\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks.map((one) => parse(one.replace(/^Asterisk Call Manager.*\r\n/, '')))) {
      const asked = waiting.get(block['ActionID'] ?? '');
      if (!asked) {
        if (block['Event']) onEvent(block);
        continue;
      }
      asked.blocks.push(block);
      const open = block['EventList'] === 'start' || (block['Event'] !== undefined && block['EventList'] !== 'Complete');
      if (!open) asked.done(asked.blocks);
    }
  });
  const action = (fields: Block): Promise<Block[]> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      const id = randomUUID();
      waiting.set(id, {
        blocks: [],
        done: (blocks) => {
          waiting.delete(id);
          const [answer] = blocks;
          if (answer?.['Response'] === 'Error') reject(new Error(`${fields['Action']}: ${answer['Message']}`));
          else resolve(blocks);
        },
      });
      const lines = Object.entries({ ...fields, ActionID: id }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });

  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.on('error', (error) => {
      gone = error;
      reject(error);
    });
    socket.on('close', () => {
      gone ??= new Error('Asterisk has closed the connection');
      for (const asked of waiting.values()) asked.done([{ Response: 'Error', Message: gone.message }]);
    });
  });
  const status = (): Promise<Block[]> => action({ Action: 'QueueStatus' });
  const members = async (): Promise<Member[]> =>
    (await status())
      .filter((block) => block['Event'] === 'QueueMember')
      .map((block) => ({
        queue: block['Queue'] ?? '',
        line: block['Location'] ?? '',
        pausedFor: block['Paused'] === '1' ? (block['PausedReason'] ?? '') : null,
        callsTaken: Number(block['CallsTaken']),
        inCall: block['InCall'] === '1',
      }));
  try {
    await action({ Action: 'Login', Username: driverUser.name, Secret: driverUser.secret });
    await members();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    members,
    isBusy: async (queue) =>
      (await status()).some(
        (block) => block['Queue'] === queue && (block['Event'] === 'QueueEntry' || (block['Event'] === 'QueueMember' && block['InCall'] === '1')),
      ),
    startCall: async ({ queue, talkSeconds, number = newNumber(), staySeconds = 600 }) => {
      await action({
        Action: 'Originate',
        Channel: `Local/${queue}@inbound/n`,
        Context: 'callers',
        Exten: 's',
        Priority: '1',
        CallerID: `Caller <${number}>`,
        Variable: `__TALK=${talkSeconds},__STAY=${staySeconds}`,
        Async: 'true',
      });
    },
    pause: async (extension, queue, reason) => {
      const why = reason === null ? { Paused: 'false' } : { Paused: 'true', Reason: reason };
      await action({ Action: 'QueuePause', Interface: lineOf(extension), Queue: queue, ...why });
    },
    add: async (extension, queue, name = `Agent ${extension}`) => {
      await action({ Action: 'QueueAdd', Interface: lineOf(extension), Queue: queue, MemberName: name });
    },
    remove: async (extension, queue) => {
      await action({ Action: 'QueueRemove', Interface: lineOf(extension), Queue: queue });
    },
    closed,
    close: () => socket.destroy(),
  };
};
