import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asId, type CallId, type LineId, type QueueName } from '@onhook/core/ids';
import type { CreateRig } from '../conformance.ts';
import type { PhoneSystem } from '../port.ts';
import { createWebhookClient, type PhoneMessage } from '../webhook-client/index.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece as string;
  return body;
};

interface Command {
  readonly type: string;
  readonly data: { readonly line: string; readonly queues: readonly string[]; readonly reason: string };
}

/** A sender that uses the webhook client, and a command address on loopback. */
export const createRig: CreateRig = async () => {
  const line = asId<LineId>('SIP/1');
  const queues = [asId<QueueName>('Billing'), asId<QueueName>('Orders')] as const;
  const pauses = new Map<string, string | null>(queues.map((queue) => [queue, null]));
  let now = Date.UTC(2026, 2, 3, 9, 30);
  let startedAt = now - 3_600_000;
  let phones: PhoneSystem | null = null;
  let isConnected = true;
  let messageCount = 0;
  let callCount = 0;
  let lastCall: readonly PhoneMessage[] = [];
  let sending: Promise<unknown> = Promise.resolve();

  const client = createWebhookClient({
    url: 'http://onhook.example/hooks/phone',
    secret,
    now: () => now,
    fetch: async (_url, init) => {
      const outcome = phones!.receive!({
        headers: Object.fromEntries(new Headers(init?.headers)),
        rawBody: Buffer.from(init?.body as Uint8Array),
      });
      return new Response(null, { status: outcome.kind === 'refused' ? 400 : 202 });
    },
  });
  const refusals: string[] = [];
  const send = (messages: readonly PhoneMessage[]): void => {
    sending = sending.then(async () => {
      const outcome = await client.send(messages);
      if (outcome.kind !== 'sent') refusals.push(outcome.message);
    });
  };
  const settle = async (): Promise<void> => {
    await sending;
    if (refusals.length > 0) throw new Error(`refused: ${refusals.join(', ')}`);
  };
  type Body<Message> = Message extends PhoneMessage ? Omit<Message, 'id' | 'at'> : never;
  const message = (body: Body<PhoneMessage>): PhoneMessage => {
    now += 1000;
    return { ...body, id: `m${(messageCount += 1)}`, at: now } as PhoneMessage;
  };
  const setPause = (queue: string, reason: string | null): void => {
    pauses.set(queue, reason);
    if (!isConnected) return;
    send([message(reason === null ? { kind: 'line-resumed', line, queue } : { kind: 'line-paused', line, queue, reason })]);
  };
  const sendRoster = (): void => {
    const memberships = queues.map((queue) => ({ queue, pausedFor: pauses.get(queue) ?? null, callsTaken: 0, lastCallAt: null }));
    send([
      message({ kind: 'feed-opened', startedAt }),
      message({ kind: 'roster', lines: [{ line, name: 'Zoë Ng', device: 'idle', memberships }] }),
    ]);
  };
  const callMessages = (by: 'agent' | 'caller'): { readonly call: string; readonly messages: readonly PhoneMessage[] } => {
    const call = `call-${(callCount += 1)}`;
    const [queue] = queues;
    const bodies: readonly Body<PhoneMessage>[] = [
      { kind: 'call-queued', call, queue },
      { kind: 'call-offered', call, queue, line },
      { kind: 'call-answered', call, queue, line },
      { kind: 'call-held', call },
      { kind: 'call-retrieved', call },
      { kind: 'call-ended', call, queue, line, by },
      { kind: 'call-wrapped', call, line, code: 'Solved' },
    ];
    return { call, messages: bodies.map(message) };
  };

  const server = createServer((request, response) => {
    void (async () => {
      if (!isConnected) return request.socket.destroy();
      if (request.method !== 'POST') return response.writeHead(405).end();
      const { type, data } = JSON.parse(await bodyOf(request)) as Command;
      if (data.line !== line) return response.writeHead(404).end();
      response.writeHead(202).end();
      for (const queue of data.queues) setPause(queue, type.includes('.pause.') ? data.reason : null);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    settings: { secrets: secret, commandUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/commands` },
    clock: { now: () => now },
    line,
    queues,
    attach: async (connected) => {
      phones = connected;
      sendRoster();
      await settle();
    },
    settle,
    passTime: async (ms) => void (now += ms),
    runCall: async (hungUpBy) => {
      const { call, messages } = callMessages(hungUpBy);
      lastCall = messages;
      send(messages);
      await settle();
      return asId<CallId>(call);
    },
    pauses: () => queues.map((queue) => pauses.get(queue) ?? null),
    pauseByOther: setPause,
    repeatLast: async () => {
      send(lastCall);
      await settle();
    },
    runCallReversed: async () => {
      const { call, messages } = callMessages('caller');
      for (const one of messages.toReversed()) send([one]);
      await settle();
      return asId<CallId>(call);
    },
    disconnect: async () => {
      send([message({ kind: 'feed-lost', because: 'closed' })]);
      await settle();
      isConnected = false;
    },
    reconnect: async (isRestarted) => {
      if (isRestarted) startedAt = now;
      isConnected = true;
      sendRoster();
      await settle();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
