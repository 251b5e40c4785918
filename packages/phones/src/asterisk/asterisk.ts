import type { PhoneEvent, RosterLine } from '@onhook/core/call';
import {
  outcomeOf,
  RECOVERY,
  type Clock,
  type CommandResult,
  type FeedState,
  type Notice,
  type PhoneSystem,
  type Sink,
} from '../port.ts';
import { backoffMs } from './backoff.ts';
import { capabilities } from './capabilities.ts';
import { pauseLine, resumeLine } from './commands.ts';
import { nothingSet, realRuntime, type AsteriskConfig, type Runtime } from './config.ts';
import { openConnection, type ClosedBecause, type Connection } from './connection.ts';
import { createDecoder } from './decode.ts';
import type { Frame } from './frames.ts';
import { readPicture } from './members.ts';
import { createRightsWatch } from './rights.ts';
import { askPicture, logIn, mayPause, MISSING, type Trouble } from './session.ts';

/** Retries where somebody must act first. */
const SLOW_RETRY_MS = 60_000;
const RELOGIN_MS = 300_000;
const PING_EVERY_MS = 15_000;
/** Asterisk says FullyBooted at once after a login, or when its start is over. */
const BOOT_WAIT_MS = 90_000;
/** Frames kept back until FullyBooted says whether the phone system has been restarted. */
const MAX_EARLY_FRAMES = 2000;

const notConnected: CommandResult = {
  kind: 'refused',
  because: 'not-connected',
  message: 'not connected to the phone system',
};

/** An Asterisk over AMI. Needs read=system,agent,call and write=agent. */
export const createAsterisk = (config: AsteriskConfig, clock: Clock, runtime: Runtime = realRuntime): PhoneSystem => {
  let sink: Sink | null = null;
  let state: FeedState = { kind: 'connecting', since: clock.now(), lastError: null };
  let current: Connection | null = null;
  let isUp = false;
  let failures = 0;
  let stopped: (() => void) | null = null;
  let stopping: Promise<void> | null = null;
  let callOffRetry = nothingSet;
  let callOffTick = nothingSet;
  const notice = (told: Notice): void => sink?.notice(told);
  const decoder = createDecoder(config, notice);

  const tell = (events: readonly PhoneEvent[]): void => {
    if (events.length > 0) sink?.events(events);
    callOffTick();
    const dueAt = decoder.dueAt();
    if (dueAt === null || stopping) return;
    callOffTick = runtime.after(Math.max(0, dueAt - clock.now()) + 1, () => tell(decoder.tick(clock.now())));
  };
  const become = (next: FeedState): void => {
    state = next.kind === state.kind ? { ...next, since: state.since } : next;
  };
  const needsAttention = (lastError: string): void =>
    become({ kind: 'needs-attention', since: clock.now(), lastError });

  const connect = (): void => {
    let opened = false;
    let shutDown = false;
    let trouble: Trouble | null = null;
    let early: Frame[] = [];
    let callOffPing = nothingSet;
    let callOffBoot = nothingSet;
    let callOffRelogin = nothingSet;
    const rights = createRightsWatch();

    const giveUp = (why: Trouble): void => {
      trouble = why;
      connection.destroy(why.message);
    };

    /** What is heard is still good; rights are only looked up at login. */
    const lackRight = (missing: string): void => {
      notice({ kind: 'missing-right', detail: missing });
      needsAttention(missing);
      callOffRelogin();
      callOffRelogin = runtime.after(RELOGIN_MS, () =>
        connection.destroy('logging in again, to see whether rights were given'),
      );
    };

    const hear = (frames: readonly Frame[]): void => {
      const receivedAt = clock.now();
      const events: PhoneEvent[] = [];
      for (const frame of frames) {
        if (frame.get('Event') === 'Shutdown') shutDown = true;
        events.push(...decoder.event(frame, receivedAt));
        const missing = rights.hear(frame);
        if (missing !== null) lackRight(missing);
      }
      tell(events);
    };

    const ping = async (): Promise<void> => {
      const answer = await connection.command('Ping');
      if (answer.kind === 'success') {
        const seconds = Number(answer.response.get('Timestamp'));
        if (seconds > 0) decoder.clockOffset.sample(seconds * 1000, clock.now());
        callOffPing = runtime.after(PING_EVERY_MS, () => void ping());
      } else if (answer.kind === 'timeout') {
        connection.destroy('the phone system does not answer any more');
      }
    };

    const resync = async (): Promise<void> => {
      const items = await askPicture(connection, runtime);
      if (items === null || connection !== current) return;
      tell([decoder.roster(items, clock.now())]);
      isUp = true;
      failures = 0;
      if (state.kind !== 'up') become({ kind: 'up', since: clock.now() });
      notice({ kind: 'resynced', detail: `${items.length} items of QueueStatus` });
      if ((await mayPause(connection)) === false) lackRight(MISSING.write);
    };

    const begin = async (): Promise<void> => {
      const refusal = await logIn(connection, config);
      if (refusal) return giveUp(refusal);
      await ping();
      if (opened || connection !== current) return;
      callOffBoot = runtime.after(BOOT_WAIT_MS, () => giveUp({ kind: 'missing-right', message: MISSING.system }));
    };

    const closed = (because: ClosedBecause): void => {
      callOffPing();
      callOffBoot();
      callOffRelogin();
      current = null;
      isUp = false;
      if (opened) {
        const how = shutDown ? 'shutdown' : because.kind === 'ended' ? 'closed' : 'error';
        if (!stopping) tell(decoder.lost(how, clock.now()));
      }
      if (stopping) {
        stopped?.();
        return;
      }
      const message = because.kind === 'ended' ? 'the phone system closed the connection' : because.message;
      if (trouble && trouble.kind !== 'passing') {
        notice({ kind: trouble.kind === 'wrong-secret' ? 'login-refused' : 'missing-right', detail: trouble.message });
        needsAttention(trouble.message);
        callOffRetry = runtime.after(SLOW_RETRY_MS, connect);
        return;
      }
      notice({ kind: 'connection-lost', detail: message });
      become({ kind: 'connecting', since: clock.now(), lastError: message });
      callOffRetry = runtime.after(backoffMs(failures, runtime.random), connect);
      failures += 1;
    };

    const connection = openConnection(config, runtime, {
      ready: () => void begin(),
      events(frames) {
        if (opened) return hear(frames);
        const at = frames.findIndex((frame) => frame.get('Event') === 'FullyBooted');
        early.push(...(at < 0 ? frames : frames.slice(0, at)));
        if (early.length > MAX_EARLY_FRAMES) early = early.slice(-MAX_EARLY_FRAMES);
        if (at < 0) return;
        opened = true;
        callOffBoot();
        decoder.connected(clock.now());
        hear([frames[at]!, ...early, ...frames.slice(at + 1)]);
        early = [];
        void resync();
      },
      bad: (read) =>
        notice(
          read.kind === 'malformed'
            ? { kind: 'malformed-frame', detail: `a line without a colon, in: ${read.began}` }
            : { kind: 'oversized-frame', detail: `more than ${read.limitBytes} bytes, in: ${read.began}` },
        ),
      closed,
    });
    current = connection;
  };

  return {
    source: config.source,
    capabilities,
    start(into) {
      if (sink) return;
      sink = into;
      connect();
    },
    state: () => state,
    pause: async ({ id, line, queues, reason = RECOVERY }) =>
      outcomeOf(current && isUp ? await pauseLine(current, line, { queues, reason }, decoder.clockOffset) : notConnected, id),
    resume: async ({ id, line, queues, reason = RECOVERY }) =>
      outcomeOf(current && isUp ? await resumeLine(current, line, { queues, reason }, decoder.clockOffset) : notConnected, id),
    async roster(): Promise<readonly RosterLine[]> {
      const answer = current && isUp ? await current.command('QueueStatus') : null;
      if (answer?.kind !== 'success') throw new Error('not connected to the phone system');
      return readPicture(answer.items, decoder.clockOffset).lines;
    },
    stop() {
      stopping ??= new Promise((resolve) => {
        stopped = resolve;
        callOffRetry();
        callOffTick();
        if (!current) return resolve();
        const ending = current;
        void ending.command('Logoff').then(() => ending.destroy('stopped'));
      });
      return stopping;
    },
  };
};
