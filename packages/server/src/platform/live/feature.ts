import type { ServerResponse } from 'node:http';
import { heartbeatMs, livePath } from '@onhook/contract';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import { feature, type NonApiRoutes } from '../http/feature.ts';
import { actorOf, refuseUnlessOwner } from '../http/route.ts';
import { sessionOf } from '../http/session-cookie.ts';
import type { Scheduler } from '../jobs/scheduler.ts';
import { hashToken } from '../tokens.ts';
import { eventText, type LiveHub } from './hub.ts';

interface Sessions {
  /** Returns those of these sessions that have not ended. */
  activeSessions(sessions: readonly string[]): Promise<ReadonlySet<string>>;
  /** Returns the hashes of sessions that ended since `at` (epoch milliseconds). */
  endedSince(at: number): Promise<readonly string[]>;
}

interface LiveServices {
  readonly clock: Clock;
  readonly jobs: Scheduler;
  readonly live: LiveHub;
  readonly log: Logger;
  readonly signIn: Sessions;
}

const beatMs = 1000;
/** Number of beats in which every stream is checked once. A query for ten thousand streams at once would delay the floor's queries. */
const beats = 20;
/** Number of beats between two heartbeats of a stream. */
const heartbeatBeats = heartbeatMs / beatMs;

/** Overlap of two checks for ended sessions, in milliseconds, as the clock of another process that ends sessions may be slow. */
const lookBackMs = 10_000;

type Streams = Map<ServerResponse, string>;

/** Sends heartbeats, and ends the streams whose session is over. Ends no stream while the store can't answer. */
const watchSessions = ({ clock, live, log, signIn }: LiveServices) => {
  const turns = Array.from({ length: beats }, (): Streams => new Map());
  const byHash = new Map<string, Set<ServerResponse>>();
  let opened = 0;
  let turn = 0;
  let lookedAt = clock.now();

  const heartbeat = (): string => eventText('heartbeat', { serverNow: clock.now() });

  const checkSessions = async (streams: Streams): Promise<void> => {
    const checked = [...streams];
    if (checked.length === 0) return;
    const activeSessions = await signIn.activeSessions(checked.map(([, session]) => session)).catch((error: unknown) => {
      log.warn({ err: error, streams: checked.length }, 'sessions could not be looked up');
      return null;
    });
    for (const [stream, session] of checked) {
      if (!streams.has(stream) || stream.writableEnded) continue;
      if (activeSessions !== null && !activeSessions.has(session)) live.signedOut(stream);
    }
  };

  const endEnded = async (): Promise<void> => {
    if (byHash.size === 0) return;
    const now = clock.now();
    for (const hash of await signIn.endedSince(lookedAt - lookBackMs)) {
      for (const stream of byHash.get(hash) ?? []) live.signedOut(stream);
    }
    lookedAt = now;
  };

  /** Ends the oldest streams of a session that has too many, as they may be left over from a network that is gone. */
  const endOldest = (session: string, most: number): void => {
    const streams = [...(byHash.get(hashToken(session)) ?? [])].filter((stream) => !stream.writableEnded);
    for (const stream of streams.slice(0, Math.max(0, streams.length - most))) stream.end();
  };

  let heartbeatTurn = 0;

  return {
    endOldest,
    heartbeat,
    /** Sends a heartbeat to the streams whose turn it is. Waits for no query, so that a slow store silences no stream. */
    sendHeartbeats: (): void => {
      heartbeatTurn = (heartbeatTurn + 1) % heartbeatBeats;
      const text = heartbeat();
      for (const [index, streams] of turns.entries()) {
        if (index % heartbeatBeats !== heartbeatTurn) continue;
        // A stream that still has to send earlier messages shows by them that it works.
        for (const stream of streams.keys()) if (!stream.writableNeedDrain && !stream.writableEnded) stream.write(text);
      }
    },
    beat: async (): Promise<void> => {
      turn = (turn + 1) % beats;
      await Promise.all([checkSessions(turns[turn]!), endEnded()]);
    },
    /** Returns what to do when the stream closes. */
    opened: (stream: ServerResponse, session: string): (() => void) => {
      opened += 1;
      const own = turns[opened % beats]!;
      const hash = hashToken(session);
      own.set(stream, session);
      byHash.set(hash, (byHash.get(hash) ?? new Set()).add(stream));
      return () => {
        own.delete(stream);
        byHash.get(hash)?.delete(stream);
        if (byHash.get(hash)?.size === 0) byHash.delete(hash);
      };
    },
  };
};

interface LiveDeps {
  readonly live: LiveHub;
  readonly watch: ReturnType<typeof watchSessions>;
}

/** Server-sent events on the raw response: every topic that is for this person, as long as they are signed in. */
const liveRoutes: NonApiRoutes<LiveDeps> = {
  access: { [`GET ${livePath}`]: { about: 'an agent’s own panel, and the boards of the teams a lead leads', allow: { everyone: ['own'] } } },
  mount: (app, services, { live, watch }) => {
    app.get(livePath, { config: { rateLimit: false } }, async (request, reply) => {
      refuseUnlessOwner(services);
      const actor = await actorOf(services, request);
      const session = sessionOf(services, request) ?? '';
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      stream.write(`retry: 2000\n\n${watch.heartbeat()}`);
      live.open(actor, stream);
      const forget = watch.opened(stream, session);
      watch.endOldest(session, services.limits.streamsPerSession);
      stream.on('close', () => {
        forget();
        live.closed(actor.person, stream);
      });
    });
  },
};

export const live = feature({
  name: 'live',
  deps: (services: LiveServices): LiveDeps => {
    const watch = watchSessions(services);
    services.jobs.every('send heartbeats to live streams', beatMs, () => watch.sendHeartbeats());
    services.jobs.every('end live streams whose session is over', beatMs, () => watch.beat());
    return { live: services.live, watch };
  },
  routes: [],
  nonApiRoutes: [liveRoutes],
});
