import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AsteriskConfig, Runtime } from './config.ts';
import { readGreeting } from './versions.ts';
import { createFrameReader, type Frame, type Read } from './frames.ts';

/** Answer to one AMI action. */
export type Answer =
  | { readonly kind: 'success'; readonly response: Frame; readonly items: readonly Frame[] }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed' };

/** Reason for the end of a connection. */
export type ClosedBecause =
  | { readonly kind: 'ended' }
  | { readonly kind: 'error'; readonly message: string }
  /** Another protocol answered. */
  | { readonly kind: 'not-ami'; readonly message: string }
  /** An Asterisk that is too old answered, or a proxy. */
  | { readonly kind: 'unsupported'; readonly message: string };

/** Receiver of what one connection reads. */
export interface ConnectionListener {
  /** Called after the server's banner: commands can be sent. */
  ready(banner: string): void;
  /** Events of one read, in order, without answers to commands. */
  events(frames: readonly Frame[]): void;
  bad(read: Read & { readonly kind: 'malformed' | 'oversized' }): void;
  closed(because: ClosedBecause): void;
}

/** An open AMI connection. */
export interface Connection {
  /** Sends one action and collects a list answer to its end. Never rejects. A line break in a field is an error, and nothing is sent. */
  command(action: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Ends the connection after everything sent is flushed; `closed` follows. */
  end(): void;
  /** Ends the connection at once. */
  destroy(message: string): void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const COMMAND_TIMEOUT_MS = 5000;
/** Limit for a list that never ends. Far above thousands of queues' members. */
const MAX_LIST_ITEMS = 200_000;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  response: Frame | null;
  readonly items: Frame[];
  stop: () => void;
}

/** True when a value would start a new header or end the action. */
export const breaksLines = (value: string): boolean => /[\r\n\0]/.test(value);

/**
 * Opens a TCP or TLS connection to AMI.
 *
 * @param listener receives everything that is read, and the reason for the end
 */
export const openConnection = (config: AsteriskConfig, runtime: Runtime, listener: ConnectionListener): Connection => {
  const reader = createFrameReader();
  const pending = new Map<string, Pending>();
  let sent = 0;
  let isReady = false;
  let isClosed = false;
  let failure: ClosedBecause = { kind: 'ended' };

  const { host, port, tls } = config;
  // TLS has no server name for an IP address; the certificate is then checked for the address itself.
  const servername = tls?.servername ?? (isIP(host) === 0 ? host : undefined);
  const socket: Socket = tls
    ? connectTls({ host, port, ...(tls.ca ? { ca: tls.ca } : {}), ...(servername ? { servername } : {}) })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  const stopConnecting = runtime.after(CONNECT_TIMEOUT_MS, () => destroy('no banner came in time'));

  const destroy = (message: string): void => {
    if (isClosed) return;
    failure = { kind: 'error', message };
    socket.destroy();
  };

  const answer = (actionId: string, given: Answer): void => {
    const waiting = pending.get(actionId);
    if (!waiting) return;
    pending.delete(actionId);
    waiting.stop();
    waiting.resolve(given);
  };

  /** True when the frame belongs to an answer. */
  const answers = (frame: Frame): boolean => {
    const actionId = frame.get('ActionID') ?? '';
    const waiting = pending.get(actionId);
    // The answer to a command that timed out is no event.
    if (!waiting) return frame.get('Response') !== undefined && frame.get('Event') === undefined;
    const isList = frame.get('EventList')?.toLowerCase() === 'start';
    if (frame.get('Event') === undefined) {
      if (frame.get('Response') === 'Error') answer(actionId, { kind: 'error', message: frame.get('Message') ?? '' });
      else if (isList) waiting.response = frame;
      else answer(actionId, { kind: 'success', response: frame, items: [] });
      return true;
    }
    if (!waiting.response) return false;
    waiting.items.push(frame);
    const { response, items } = waiting;
    if (frame.get('EventList')?.toLowerCase() === 'complete') answer(actionId, { kind: 'success', response, items });
    else if (items.length > MAX_LIST_ITEMS) answer(actionId, { kind: 'error', message: 'the list does not end' });
    return true;
  };

  const banner = (text: string): void => {
    stopConnecting();
    const greeting = readGreeting(text);
    if (greeting.kind === 'supported') {
      isReady = true;
      listener.ready(text);
      return;
    }
    failure = greeting.kind === 'unsupported' ? greeting : { kind: 'not-ami', message: 'the server there does not speak AMI' };
    socket.destroy();
  };

  socket.on('data', (bytes: Buffer) => {
    const events: Frame[] = [];
    for (const read of reader.push(bytes)) {
      if (isClosed || failure.kind === 'not-ami' || failure.kind === 'unsupported') return;
      if (read.kind === 'banner') banner(read.text);
      else if (read.kind !== 'frame') listener.bad(read);
      else if (!isReady) banner('');
      else if (!answers(read.frame)) events.push(read.frame);
    }
    if (events.length > 0) listener.events(events);
  });
  socket.on('error', (error) => {
    // OpenSSL's own message is a line of addresses; its reason is what a person can read.
    const message = 'reason' in error ? String(error.reason) : error.message || String(error);
    if (failure.kind === 'ended') failure = { kind: 'error', message };
  });
  socket.on('close', () => {
    isClosed = true;
    stopConnecting();
    for (const actionId of pending.keys()) answer(actionId, { kind: 'closed' });
    listener.closed(failure);
  });

  return {
    command(action, fields = {}) {
      if (isClosed || socket.destroyed || !isReady) return Promise.resolve({ kind: 'closed' });
      if (Object.values(fields).some(breaksLines)) {
        return Promise.resolve({ kind: 'error', message: 'a value holds a line break' });
      }
      const actionId = `onhook-${(sent += 1)}`;
      const lines = Object.entries({ Action: action, ActionID: actionId, ...fields }).map(
        ([key, value]) => `${key}: ${value}`,
      );
      return new Promise((resolve) => {
        const stop = runtime.after(COMMAND_TIMEOUT_MS, () => answer(actionId, { kind: 'timeout' }));
        pending.set(actionId, { resolve, response: null, items: [], stop });
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      });
    },
    end: () => void socket.end(),
    destroy,
  };
};
