import type { PhoneEvent, LineSnapshot } from '@onhook/core/call';
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
import { pauseLine, readLine, resumeLine, type CommandContext } from './commands.ts';
import { noTimer, systemRuntime, type AsteriskConfig, type Runtime } from './config.ts';
import { openConnection, type ClosedBecause, type Connection } from './connection.ts';
import { createDecoder } from './decode.ts';
import type { Frame } from './frames.ts';
import { readQueueSnapshot } from './members.ts';
import { createEventWatch } from './event-watch.ts';
import { createRightsWatch } from './rights.ts';
import { createQueueLogReader } from './queue-log-reader.ts';
import { requestQueueStatus, logIn, mayPause, MISSING, type ConnectFailure } from './session.ts';

/** Retry after a failure that an administrator has to mend. */
const SLOW_RETRY_MS = 60_000;
const RELOGIN_MS = 300_000;
const PING_EVERY_MS = 15_000;
/** Asterisk sends FullyBooted right after a login, or when its start is over. */
const BOOT_WAIT_MS = 90_000;
/** Time after an end without a call in which its line is surely in the queue_log. */
const RECORD_DELAY_MS = 1500;
/** Time before an end without a call from which the queue_log is read. */
const UNKNOWN_END_MS = 5000;
/** Events of a long gap that are handed on together, at most. */
const EVENTS_AT_ONCE = 500;
/** Frames buffered until FullyBooted shows whether the phone system has restarted. */
const MAX_EARLY_FRAMES = 2000;

const notConnected: CommandResult = {
  kind: 'refused',
  because: 'not-connected',
  message: 'not connected to the phone system',
};

/**
 * Connects an Asterisk over AMI. The AMI user needs read=system,agent,call and write=agent.
 *
 * @param runtime timers and chance, replaced by tests
 */
export const createAsterisk = (config: AsteriskConfig, clock: Clock, runtime: Runtime = systemRuntime): PhoneSystem => {
  let sink: Sink | null = null;
  let state: FeedState = { kind: 'connecting', since: clock.now(), lastError: null };
  let current: Connection | null = null;
  let isUp = false;
  let failures = 0;
  let stopped: (() => void) | null = null;
  let stopping: Promise<void> | null = null;
  let cancelRetry = noTimer;
  let cancelTick = noTimer;
  const notice = (one: Notice): void => sink?.notice(one);
  const decoder = createDecoder(config, notice, () => runtime.after(RECORD_DELAY_MS, () => void readUnknownEnd()));
  let eventWatch = createEventWatch();
  const queueLog = createQueueLogReader(config.queueLog ?? null, decoder.clockOffset, notice);

  const emit = (events: readonly PhoneEvent[]): void => {
    if (events.length > 0) sink?.events(events);
    cancelTick();
    const dueAt = decoder.dueAt();
    if (dueAt === null || stopping) return;
    cancelTick = runtime.after(Math.max(0, dueAt - clock.now()) + 1, () => emit(decoder.tick(clock.now())));
  };
  const readUnknownEnd = async (): Promise<void> => {
    const now = clock.now();
    const record = await queueLog.read(now, now - RECORD_DELAY_MS - UNKNOWN_END_MS);
    if (record && isUp) emit(decoder.record(record, clock.now()));
  };
  /** Context of commands over the present connection; null while there is none. */
  const commandContext = (): CommandContext | null =>
    current && isUp
      ? {
          connection: current,
          clockOffset: decoder.clockOffset,
          onRead: (line, read) => emit(decoder.line(line, read, clock.now())),
          onPause(line, queue, reason) {
            decoder.expectedPauses.expect(line, queue, reason, clock.now());
            for (const detail of eventWatch.pausing()) notice({ kind: 'events-filtered', detail });
          },
        }
      : null;
  const setState = (next: FeedState): void => {
    state = next.kind === state.kind ? { ...next, since: state.since } : next;
  };
  const needsAttention = (lastError: string): void =>
    setState({ kind: 'needs-attention', since: clock.now(), lastError });

  const connect = (): void => {
    let opened = false;
    let shutDown = false;
    let failure: ConnectFailure | null = null;
    let early: Frame[] = [];
    let booted: Frame | null = null;
    let hasTime = false;
    let cancelPing = noTimer;
    let cancelBoot = noTimer;
    let cancelRelogin = noTimer;
    const rights = createRightsWatch();
    eventWatch = createEventWatch();

    const failConnection = (reason: ConnectFailure): void => {
      failure = reason;
      connection.destroy(reason.message);
    };

    /** Events still count. Asterisk looks rights up at login only, hence the new login later. */
    const reportMissingRight = (missing: string): void => {
      notice({ kind: 'missing-right', detail: missing });
      needsAttention(missing);
      cancelRelogin();
      cancelRelogin = runtime.after(RELOGIN_MS, () =>
        connection.destroy('logging in again, in case the right was given'),
      );
    };

    const processFrames = (frames: readonly Frame[]): void => {
      const receivedAt = clock.now();
      queueLog.connectedAt(receivedAt);
      const events: PhoneEvent[] = [];
      for (const frame of frames) {
        if (frame.get('Event') === 'Shutdown') shutDown = true;
        events.push(...decoder.event(frame, receivedAt));
        for (const detail of eventWatch.observe(frame)) notice({ kind: 'events-filtered', detail });
        const missing = rights.observe(frame);
        if (missing !== null) reportMissingRight(missing);
      }
      emit(events);
    };

    const ping = async (): Promise<void> => {
      const answer = await connection.command('Ping');
      if (answer.kind === 'success') {
        queueLog.connectedAt(clock.now());
        const seconds = Number(answer.response.get('Timestamp'));
        if (seconds > 0) decoder.clockOffset.sample(seconds * 1000, clock.now());
        cancelPing = runtime.after(PING_EVERY_MS, () => void ping());
      } else if (answer.kind === 'timeout') {
        connection.destroy('the phone system does not answer any more');
      }
    };

    const resync = async (): Promise<void> => {
      // The record is read first: what it lacks came live since, and the roster is newer than both.
      const record = await queueLog.read(clock.now());
      const items = await requestQueueStatus(connection, runtime);
      if (items === null || connection !== current) return;
      const now = clock.now();
      const roster = decoder.lineReport(items, now, record?.isComplete);
      const events = [...(record ? decoder.record(record, now) : []), roster];
      for (let first = 0; first < events.length; first += EVENTS_AT_ONCE) emit(events.slice(first, first + EVENTS_AT_ONCE));
      queueLog.caughtUp(now);
      isUp = true;
      failures = 0;
      if (state.kind !== 'up') setState({ kind: 'up', since: clock.now() });
      notice({ kind: 'resynced', detail: `${items.length} items of QueueStatus` });
      if ((await mayPause(connection)) === false) reportMissingRight(MISSING.write);
    };

    /** Begins with FullyBooted and the frames before it, once the phone system's clock is known from a Ping. */
    const open = (): boolean => {
      if (!booted || !hasTime) return false;
      opened = true;
      cancelBoot();
      decoder.connected(clock.now());
      processFrames([booted, ...early]);
      early = [];
      void resync();
      return true;
    };

    const openSession = async (): Promise<void> => {
      const refusal = await logIn(connection, config);
      if (refusal) return failConnection(refusal);
      await ping();
      hasTime = true;
      if (connection !== current || open()) return;
      cancelBoot = runtime.after(BOOT_WAIT_MS, () => failConnection({ kind: 'missing-right', message: MISSING.system }));
    };

    const closed = (because: ClosedBecause): void => {
      cancelPing();
      cancelBoot();
      cancelRelogin();
      current = null;
      isUp = false;
      queueLog.disconnected();
      if (opened) {
        const how = shutDown ? 'shutdown' : because.kind === 'ended' ? 'closed' : 'error';
        if (!stopping) emit(decoder.lost(how, clock.now()));
      }
      if (stopping) {
        stopped?.();
        return;
      }
      const message = because.kind === 'ended' ? 'the phone system closed the connection' : because.message;
      if (failure && failure.kind !== 'passing') {
        notice({ kind: failure.kind === 'wrong-secret' ? 'login-refused' : 'missing-right', detail: failure.message });
        needsAttention(failure.message);
        cancelRetry = runtime.after(SLOW_RETRY_MS, connect);
        return;
      }
      if (because.kind === 'unsupported') {
        notice({ kind: 'unsupported-version', detail: message });
        needsAttention(message);
        cancelRetry = runtime.after(SLOW_RETRY_MS, connect);
        return;
      }
      notice({ kind: 'connection-lost', detail: message });
      setState({ kind: 'connecting', since: clock.now(), lastError: message });
      cancelRetry = runtime.after(backoffMs(failures, runtime.random), connect);
      failures += 1;
    };

    const connection = openConnection(config, runtime, {
      ready: () => void openSession(),
      events(frames) {
        if (opened) return processFrames(frames);
        booted ??= frames.find((frame) => frame.get('Event') === 'FullyBooted') ?? null;
        early.push(...frames.filter((frame) => frame !== booted));
        if (early.length > MAX_EARLY_FRAMES) early = early.slice(-MAX_EARLY_FRAMES);
        open();
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
    start(into, past = null) {
      if (sink) return;
      sink = into;
      if (past) {
        decoder.remember(past.lines);
        queueLog.startsAfter(past.lastEventAt);
      }
      connect();
    },
    state: () => state,
    pause: async ({ id, line, reason = RECOVERY, ...command }) => {
      const context = commandContext();
      return outcomeOf(context ? await pauseLine(context, line, { ...command, reason }) : notConnected, id);
    },
    resume: async ({ id, line, reason = RECOVERY, ...command }) => {
      const context = commandContext();
      return outcomeOf(context ? await resumeLine(context, line, { ...command, reason }) : notConnected, id);
    },
    async reread(line) {
      const context = commandContext();
      if (!context) return false;
      const read = await readLine(context, line);
      return !('kind' in read) || read.because === 'unknown-line';
    },
    async readLines(): Promise<readonly LineSnapshot[]> {
      const answer = current && isUp ? await current.command('QueueStatus') : null;
      if (answer?.kind !== 'success') throw new Error('not connected to the phone system');
      return readQueueSnapshot(answer.items, decoder.clockOffset).lines;
    },
    stop() {
      stopping ??= new Promise((resolve) => {
        stopped = resolve;
        cancelRetry();
        cancelTick();
        if (!current) return resolve();
        const ending = current;
        void ending.command('Logoff').then(() => ending.destroy('stopped'));
      });
      return stopping;
    },
  };
};
