import type { FeedEvent, PhoneEvent } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';
import type { Centre, EndCallOutcome, HardCall, HardCallOutcome, LineOutcome } from '@onhook/floor-sim';
import { type Clock, type CommandOutcome, type FeedState, type PhoneSystem, RECOVERY, type Sink } from '../port.ts';

export interface SimulatedPhonesOptions {
  readonly centre: Centre;
  readonly clock: Clock;
  /** How fast the centre lives against the clock, 1 by default. Anything faster puts `at` ahead of the clock. */
  readonly speed?: number;
  /** How often the centre is looked at, 100 by default; null: only by `advanceTo`. */
  readonly everyMs?: number | null;
}

/** What a demo or a test does to the simulated phone system behind the house's back. */
export interface Director {
  /** Lets the centre live up to then and tells what happened. */
  advanceTo(at: number): void;
  giveHardCall(line: LineId, hardCall: HardCall): HardCallOutcome;
  /** Hangs up now the call that the line is on. */
  endCall(line: LineId): EndCallOutcome;
  spotlight(line: LineId, everyNth: number): LineOutcome;
  /** An agent's, or somebody else's, own pause with a reason that is not ours. */
  pauseFor(line: LineId, queues: readonly QueueName[], reason: string): LineOutcome;
  /** Cuts the connection: what happens until `mend` is never told. */
  cut(): void;
  mend(): void;
  /** Restarts the phone system: the feed is lost now and opens again at the next turn. */
  restart(): void;
}

type UnstampedFeed<Event> = Event extends FeedEvent
  ? Omit<Event, 'source' | 'id' | 'at' | 'receivedAt' | 'order'>
  : never;
type Link = 'closed' | 'up' | 'cut' | 'restarting';

type SeatOutcome = CommandOutcome | { readonly kind: 'passed-over'; readonly pausedFor: readonly string[] };

const cutOff = 'The simulated phone system is cut off.';

/** An imaginary centre behind the same port as a real phone system. */
export function createSimulatedPhones(options: SimulatedPhonesOptions): PhoneSystem & Director {
  const { centre, clock, speed = 1, everyMs = 100 } = options;
  let sink: Sink | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  let link: Link = 'closed';
  let linkSince = clock.now();
  let order = 0;
  let feedEvents = 0;
  let anchor = { centreAt: 0, clockAt: 0 };

  const moment = (): number => {
    if (timer === null) return centre.now();
    return Math.max(centre.now(), Math.floor(anchor.centreAt + (clock.now() - anchor.clockAt) * speed));
  };

  const setLink = (next: Link): void => {
    link = next;
    linkSince = clock.now();
  };

  const tell = (events: readonly PhoneEvent[]): void => {
    if (events.length === 0 || sink === null) return;
    const receivedAt = clock.now();
    sink.events(events.map((event) => ({ ...event, receivedAt, order: ++order })));
  };

  const feedEvent = (told: UnstampedFeed<FeedEvent>): PhoneEvent => {
    const at = centre.now();
    return { source: centre.source, id: `${centre.run}-feed-${++feedEvents}`, at, receivedAt: at, ...told };
  };

  const open = (at: number): void => {
    // Nobody replays what happened while nobody listened.
    centre.advance(at);
    setLink('up');
    tell([
      feedEvent({ kind: 'feed-opened', startedAt: centre.startedAt() }),
      feedEvent({ kind: 'roster', lines: centre.roster(at) }),
    ]);
  };

  const lose = (next: 'cut' | 'restarting', because: 'error' | 'shutdown'): void => {
    tell(centre.advance(moment()));
    setLink(next);
    tell([feedEvent({ kind: 'feed-lost', because })]);
  };

  const advanceTo = (at: number): void => {
    if (link === 'restarting') {
      open(centre.now());
      sink?.notice({ kind: 'resynced', detail: 'The simulated phone system has restarted.' });
    }
    const events = centre.advance(at);
    if (link === 'up') tell(events);
  };

  const command = (
    line: LineId,
    queues: readonly QueueName[],
    act: (queues: readonly QueueName[], at: number) => LineOutcome,
    isMeant: (pausedFor: string | null) => boolean,
  ): SeatOutcome => {
    if (link !== 'up') return { kind: 'refused', because: 'not-connected', message: cutOff };
    const at = moment();
    const there = centre.roster(at).find((one) => one.line === line);
    const named = there?.memberships.filter((one) => queues.includes(one.queue)) ?? [];
    if (named.length === 0) return { kind: 'refused', because: 'unknown-line', message: 'Interface not found' };
    const meant = named.filter((one) => isMeant(one.pausedFor)).map((one) => one.queue);
    if (meant.length === 0) return { kind: 'passed-over', pausedFor: named.flatMap((one) => one.pausedFor ?? []) };
    act(meant, at);
    return { kind: 'sent' };
  };

  return {
    source: centre.source,
    start: (to) => {
      sink = to;
      if (everyMs !== null) {
        anchor = { centreAt: speed === 1 ? clock.now() : centre.now(), clockAt: clock.now() };
        timer = setInterval(() => advanceTo(moment()), everyMs);
        timer.unref();
      }
      open(centre.now());
    },
    state: (): FeedState => {
      if (link === 'up') return { kind: 'up', since: linkSince };
      return { kind: 'connecting', since: linkSince, lastError: link === 'closed' ? null : 'The connection was cut.' };
    },
    pause: async (line, queues, reason = RECOVERY) => {
      const outcome = command(
        line,
        queues,
        (meant, at) => centre.pause(line, meant, reason, at),
        (pausedFor) => pausedFor === null || pausedFor === reason,
      );
      if (outcome.kind !== 'passed-over') return outcome;
      return { kind: 'refused', because: 'other', message: `Already paused for ${outcome.pausedFor.join(', ')}` };
    },
    resume: async (line, queues, reason = RECOVERY) => {
      const outcome = command(
        line,
        queues,
        (meant, at) => centre.resume(line, meant, at),
        (pausedFor) => pausedFor === reason,
      );
      return outcome.kind === 'passed-over' ? { kind: 'sent' } : outcome;
    },
    roster: async () => {
      if (link !== 'up') throw new Error(cutOff);
      return centre.roster(moment());
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
      setLink('closed');
    },
    advanceTo,
    giveHardCall: (line, hardCall) => centre.giveHardCall(line, hardCall),
    endCall: (line) => centre.endCall(line, moment()),
    spotlight: (line, everyNth) => centre.spotlight(line, everyNth),
    pauseFor: (line, queues, reason) => centre.pause(line, queues, reason, moment()),
    cut: () => {
      if (link !== 'up') return;
      lose('cut', 'error');
      sink?.notice({ kind: 'connection-lost', detail: 'The simulated phone system was cut off.' });
    },
    mend: () => {
      if (link !== 'cut') return;
      open(moment());
      sink?.notice({ kind: 'resynced', detail: 'The simulated phone system is back.' });
    },
    restart: () => {
      if (link !== 'up') return;
      lose('restarting', 'shutdown');
      centre.restart(moment());
    },
  };
}
