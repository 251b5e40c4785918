/** The real server with everything inside, on phones that the bench plays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId, type QueueName, type RecoveryId } from '@onhook/core/ids';
import { pauseFactsOf, type Recovery } from '@onhook/core/pause';
import { readConfig } from '../../packages/server/src/platform/config/index.ts';
import { createContext, type AppContext } from '../../packages/server/src/context.ts';
import { createApp } from '../../packages/server/src/app.ts';
import type { StoreConfig } from '../../packages/server/src/platform/store/index.ts';
import { preciseNow } from '../support/figures.ts';
import { createObedientPhones, type ObedientPhones, type Seat } from '../support/obedient-phones.ts';
import { personOn, seatAgents, signInAll } from '../support/people.ts';
import { answerParent, measureMemory } from '../support/program.ts';
import { startTraffic } from '../support/traffic.ts';

const wasPausedDuringCall = (recovery: Recovery | undefined): boolean => recovery !== undefined && pauseFactsOf(recovery).pausedDuringCall;

const hardQueue = asId<QueueName>('Measured');
const hardTalkSeconds = 1800;
const mostTurns = 5;
const clock = { now: () => Date.now() };

interface Running {
  readonly context: AppContext;
  readonly phones: ObedientPhones;
  /** Seats: the first one is measured, the others have the traffic. */
  readonly seats: readonly Seat[];
}

interface Start {
  readonly store: StoreConfig;
  readonly agents: number;
  readonly seated?: boolean;
}

let running: Running | null = null;
let traffic: { stop(): void } | null = null;
let call: CallId | null = null;
let calls = 0;
/** Paths of all requests. */
const asked: string[] = [];

const theOne = (): Running => {
  if (!running) throw new Error('not started');
  return running;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const makeSeats = (count: number): Seat[] =>
  Array.from({ length: count }, (_, i) => ({
    line: asId(`BENCH/${10_000 + i}`),
    name: `Agent ${10_000 + i}`,
    queues: [i === 0 ? hardQueue : asId<QueueName>(`Queue ${i % 10}`)],
  }));

const deliver = (events: readonly PhoneEvent[]): Promise<void> => {
  const { phones, context } = theOne();
  phones.deliver(events);
  return context.runtime.flush();
};

const answers = {
  /** Starts the server. `seated`: an earlier server has added the agents to this store, and signed them in. */
  start: async ({ store, agents, seated = false }: Start): Promise<{ url: string; cookies: string[] }> => {
    const folder = mkdtempSync(join(tmpdir(), 'onhook-bench-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const port = await freePort();
    const { config, secrets } = readConfig({
      ONHOOK_DATA: folder,
      ONHOOK_LISTEN: `127.0.0.1:${port}`,
      ONHOOK_LOG_LEVEL: 'error',
      ONHOOK_SECRET: 'sixteen characters and more',
    });
    const seats = makeSeats(agents);
    const phones = createObedientPhones(seats, clock);
    const context = await createContext({ ...config, store }, secrets, { phones: [phones] });
    const { centre } = config.centre;
    await context.runtime.flush();
    if (!seated) await seatAgents(context.store, centre, seats, clock.now());
    const sessions = seated ? [] : await signInAll(context.store, centre, seats, clock.now());
    await context.peopleChanged();
    const app = await createApp(context, join(process.env['BENCH_ROOT'] ?? '.', 'packages/web/dist'));
    app.server.on('request', (request) => asked.push(request.url ?? ''));
    await app.listen({ host: '127.0.0.1', port });
    running = { context, phones, seats };
    return { url: config.publicUrl, cookies: sessions.map((session) => `onhook=${session}`) };
  },

  /** Plays calls on all seats except the first, at so many events a second. */
  traffic: ({ eventsPerSecond }: { eventsPerSecond: number }): void => {
    const { phones, seats } = theOne();
    traffic?.stop();
    traffic = eventsPerSecond > 0 ? startTraffic(phones, seats.slice(1), eventsPerSecond, clock) : null;
  },

  /** Puts the first agent on a call. `behind`: the call has been hard for long, and the line is paused before its end. */
  answer: async ({ behind }: { behind: boolean }): Promise<void> => {
    const { phones, seats, context } = theOne();
    const { line } = seats[0]!;
    const at = clock.now() - (behind ? hardTalkSeconds * 1000 : 0);
    call = asId<CallId>(`measured-${(calls += 1)}`);
    // Otherwise half an hour would become the usual length.
    context.runtime.floor.usual.delete(hardQueue);
    await deliver([
      phones.stamp({ kind: 'call-queued', at, call, queue: hardQueue }),
      phones.stamp({ kind: 'call-offered', at, call, queue: hardQueue, line }),
      phones.stamp({ kind: 'call-answered', at, call, queue: hardQueue, line, waitSeconds: 0 }),
    ]);
    if (!behind) return;
    // Each turn does the floor's work of a second; the next turn reads the phone system's answer.
    const given = (): Recovery | undefined => context.runtime.floor.recoveries.get(personOn(seats[0]!));
    for (let turns = 0; turns < mostTurns && !wasPausedDuringCall(given()); turns += 1) {
      await context.runtime.runDue();
      await context.runtime.flush();
    }
    if (wasPausedDuringCall(given())) return;
    const { tracker, ended } = context.runtime.floor;
    const seen = { given: given(), call: tracker.calls.get(call), line: tracker.lines.get(line), ended: ended.get(`${call}/1`) };
    throw new Error(`the line was not paused behind the call: ${inspect(seen, { depth: 6 })}`);
  },

  /** Hangs up as the customer, and returns the time at which the phone system delivered it. */
  hangUp: (): { at: number; offer: string; recovery: string } => {
    const { phones, seats } = theOne();
    if (call === null) throw new Error('nobody is on a call');
    const event = phones.stamp({
      kind: 'call-ended',
      at: clock.now(),
      call,
      queue: hardQueue,
      line: seats[0]!.line,
      by: 'caller',
      talkSeconds: hardTalkSeconds,
    });
    const at = preciseNow();
    phones.deliver([event]);
    const recovery = `call-${call}-1`;
    return { at, offer: `offer-${recovery}`, recovery };
  },

  /** True once the recovery of the first agent is over. */
  isOver: ({ recovery }: { recovery: string }): boolean => {
    const { context, seats } = theOne();
    return context.runtime.floor.recoveries.get(personOn(seats[0]!))?.recovery !== asId<RecoveryId>(recovery);
  },

  state: () => {
    const { context } = theOne();
    return { streams: context.live.streams, waiting: context.runtime.waiting, seq: context.runtime.seq };
  },
  asked: () => asked,
  /** Stops, so that the next server can take the floor. */
  stop: (): Promise<void> => theOne().context.stop(),
  memory: measureMemory,
};
export type ServerAnswers = typeof answers;

answerParent(answers);
