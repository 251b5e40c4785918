import type { EndedBy, FeedEvent, PhoneEvent } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';
import type { Centre, EndCallOutcome, HardCall, HardCallOutcome, LineOutcome } from '@onhook/floor-sim';
import {
  outcomeOf,
  outdated,
  RECOVERY,
  type Clock,
  type CommandResult,
  type FeedState,
  type PauseCommand,
  type PauseReason,
  type PhoneSystem,
  type Sink,
} from '../port.ts';
import { capabilities } from './capabilities.ts';

export interface SimulatedPhonesOptions {
  readonly centre: Centre;
  readonly clock: Clock;
  /** Simulated milliseconds for each millisecond of the clock, 1 by default. Faster runs put `at` ahead of the clock. */
  readonly speed?: number;
  /** Interval of turns in milliseconds, 100 by default; null: only `advanceTo` makes turns. */
  readonly everyMs?: number | null;
}

/** Control over a simulated phone system, for demos and tests. */
export interface Director {
  /** Runs the centre up to `at` (epoch milliseconds) and reports what happened. */
  advanceTo(at: number): void;
  /** Plans a very hard call for the line. */
  giveHardCall(line: LineId, hardCall: HardCall): HardCallOutcome;
  /** Hangs up the line's call now; by the caller unless said otherwise. */
  endCall(line: LineId, by?: EndedBy): EndCallOutcome;
  /** Keeps calls away from the line for `forMs` milliseconds from now. */
  keepQuiet(line: LineId, forMs: number): LineOutcome;
  /** Makes every nth call of the line hard. */
  spotlight(line: LineId, everyNth: number): LineOutcome;
  /** Pauses the line for a reason that is not Onhook's, as an agent or a supervisor does. */
  pauseFor(line: LineId, queues: readonly QueueName[], reason: string): LineOutcome;
  /** Cuts the connection. Events until `mend` are lost. */
  cut(): void;
  mend(): void;
  /** Restarts the phone system: the feed is lost now and opens again at the next turn. */
  restart(): void;
}

type FeedEventBody<Event> = Event extends FeedEvent
  ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'>
  : never;
type Link = 'closed' | 'up' | 'cut' | 'restarting';

type MembershipsResult =
  | CommandResult
  /** No named queue was changed; `pausedFor` lists their pause reasons. */
  | { readonly kind: 'unchanged'; readonly pausedFor: readonly string[] };

/** A pause that the phone system ends by itself. */
interface TimedPause {
  readonly line: LineId;
  readonly queues: readonly QueueName[];
  readonly reason: string;
  readonly untilAt: number;
}

const cutOff = 'The simulated phone system is cut off.';

/**
 * Puts an imaginary centre behind the same port as a real phone system. Commands take effect at once; their events
 * come with the next turn.
 */
export function createSimulatedPhones(options: SimulatedPhonesOptions): PhoneSystem & Director {
  const { centre, clock, speed = 1, everyMs = 100 } = options;
  let sink: Sink | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  let link: Link = 'closed';
  let linkSince = clock.now();
  let order = 0;
  let feedEvents = 0;
  let anchor = { centreAt: 0, clockAt: 0 };
  let timedPauses: readonly TimedPause[] = [];

  const centreNow = (): number => {
    if (timer === null) return centre.now();
    return Math.max(centre.now(), Math.floor(anchor.centreAt + (clock.now() - anchor.clockAt) * speed));
  };

  const setLink = (next: Link): void => {
    link = next;
    linkSince = clock.now();
  };

  const emit = (events: readonly PhoneEvent[]): void => {
    if (events.length === 0 || sink === null) return;
    const receivedAt = clock.now();
    sink.events(events.map((event) => ({ ...event, receivedAt, order: ++order })));
  };

  const feedEvent = (body: FeedEventBody<FeedEvent>): PhoneEvent => {
    const at = centre.now();
    return { source: centre.source, id: `${centre.run}-feed-${++feedEvents}`, at, receivedAt: at, ...body };
  };

  const queuesPausedFor = (line: LineId, queues: readonly QueueName[], reason: string, at: number): QueueName[] =>
    (centre.lineSnapshots(at).find((one) => one.line === line)?.memberships ?? []).flatMap(({ queue, pausedFor }) =>
      queues.includes(queue) && pausedFor === reason ? [queue] : [],
    );

  /** Runs the centre up to `at`, and ends timed pauses on the way. */
  const advance = (at: number): PhoneEvent[] => {
    const isDue = ({ untilAt }: TimedPause): boolean => untilAt <= at;
    const due = timedPauses.filter(isDue).toSorted((a, b) => a.untilAt - b.untilAt);
    timedPauses = timedPauses.filter((pause) => !isDue(pause));
    for (const { line, queues, reason, untilAt } of due) {
      centre.resume(line, queuesPausedFor(line, queues, reason, untilAt), untilAt);
    }
    return centre.advance(at);
  };

  const openFeed = (at: number): void => {
    // A phone system does not repeat what happened while nobody was connected.
    advance(at);
    setLink('up');
    emit([
      feedEvent({ kind: 'feed-opened', startedAt: centre.startedAt() }),
      feedEvent({ kind: 'roster', lines: centre.lineSnapshots(at) }),
    ]);
  };

  const loseFeed = (next: 'cut' | 'restarting', because: 'error' | 'shutdown'): void => {
    emit(advance(centreNow()));
    setLink(next);
    emit([feedEvent({ kind: 'feed-lost', because })]);
  };

  const advanceTo = (at: number): void => {
    if (link === 'restarting') {
      openFeed(centre.now());
      sink?.notice({ kind: 'resynced', detail: 'The simulated phone system has restarted.' });
    }
    const events = advance(at);
    if (link === 'up') emit(events);
  };

  const changeMemberships = (
    line: LineId,
    queues: readonly QueueName[],
    change: (queues: readonly QueueName[], at: number) => void,
    isMeant: (pausedFor: string | null) => boolean,
  ): MembershipsResult => {
    if (link !== 'up') return { kind: 'refused', because: 'not-connected', message: cutOff };
    const at = centreNow();
    const snapshot = centre.lineSnapshots(at).find((one) => one.line === line);
    const named = snapshot?.memberships.filter((one) => queues.includes(one.queue)) ?? [];
    if (named.length === 0) return { kind: 'refused', because: 'unknown-line', message: 'Interface not found' };
    const meant = named.filter((one) => isMeant(one.pausedFor)).map((one) => one.queue);
    if (meant.length === 0) return { kind: 'unchanged', pausedFor: named.flatMap((one) => one.pausedFor ?? []) };
    change(meant, at);
    return { kind: 'sent' };
  };

  const pauseQueues = ({ line, queues, reason = RECOVERY, untilAt, replaces }: PauseCommand): CommandResult => {
    const result = changeMemberships(
      line,
      queues,
      (meant, at) => {
        centre.pause(line, meant, reason, at);
        timedPauses = timedPauses.filter((pause) => pause.line !== line || pause.reason !== reason);
        if (untilAt !== undefined) timedPauses = [...timedPauses, { line, queues: meant, reason, untilAt }];
      },
      (pausedFor) => pausedFor === null || pausedFor === reason || pausedFor === replaces,
    );
    if (result.kind !== 'unchanged') return result;
    return { kind: 'refused', because: 'other', message: `Already paused for ${result.pausedFor.join(', ')}` };
  };

  const resumeQueues = (line: LineId, queues: readonly QueueName[], reason: PauseReason): CommandResult => {
    const result = changeMemberships(
      line,
      queues,
      (meant, at) => void centre.resume(line, meant, at),
      (pausedFor) => pausedFor === reason,
    );
    return result.kind === 'unchanged' ? { kind: 'sent' } : result;
  };

  return {
    source: centre.source,
    capabilities,
    start: (to) => {
      sink = to;
      if (everyMs !== null) {
        anchor = { centreAt: speed === 1 ? clock.now() : centre.now(), clockAt: clock.now() };
        timer = setInterval(() => advanceTo(centreNow()), everyMs);
        timer.unref();
      }
      openFeed(centre.now());
    },
    state: (): FeedState => {
      if (link === 'up') return { kind: 'up', since: linkSince };
      return { kind: 'connecting', since: linkSince, lastError: link === 'closed' ? null : 'The connection was cut.' };
    },
    pause: async (command) => outcomeOf(command.isCurrent?.() === false ? outdated : pauseQueues(command), command.id),
    resume: async ({ id, line, queues, reason = RECOVERY, isCurrent }) =>
      outcomeOf(isCurrent?.() === false ? outdated : resumeQueues(line, queues, reason), id),
    readLines: async () => {
      if (link !== 'up') throw new Error(cutOff);
      return centre.lineSnapshots(centreNow());
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
      setLink('closed');
    },
    advanceTo,
    giveHardCall: (line, hardCall) => centre.giveHardCall(line, hardCall),
    endCall: (line, by) => centre.endCall(line, centreNow(), by),
    keepQuiet: (line, forMs) => centre.keepQuiet(line, centreNow(), centreNow() + forMs),
    spotlight: (line, everyNth) => centre.spotlight(line, everyNth),
    pauseFor: (line, queues, reason) => centre.pause(line, queues, reason, centreNow()),
    cut: () => {
      if (link !== 'up') return;
      loseFeed('cut', 'error');
      sink?.notice({ kind: 'connection-lost', detail: 'The simulated phone system was cut off.' });
    },
    mend: () => {
      if (link !== 'cut') return;
      openFeed(centreNow());
      sink?.notice({ kind: 'resynced', detail: 'The simulated phone system is back.' });
    },
    restart: () => {
      if (link !== 'up') return;
      loseFeed('restarting', 'shutdown');
      centre.restart(centreNow());
    },
  };
}
