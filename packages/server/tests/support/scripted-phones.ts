import type { PhoneEvent, LineSnapshot } from '@onhook/core/call';
import { asId, type CallId, type LineId, type QueueName, type SourceId } from '@onhook/core/ids';
import {
  outcomeOf,
  RECOVERY,
  type Clock,
  type CommandOutcome,
  type CommandResult,
  type Notice,
  type PauseCommand,
  type PhoneSystem,
  type ResumeCommand,
  type Sink,
} from '@onhook/phones/port';

type ReportedEvent<E> = E extends PhoneEvent ? Omit<E, 'source' | 'id' | 'at' | 'receivedAt' | 'order'> : never;

/** Phone system that reports the events a test gives it, and carries out pauses and resumes. */
export class ScriptedPhones implements PhoneSystem {
  readonly source = asId<SourceId>('scripted');
  readonly capabilities = {
    pausesLines: true,
    pausesSingleQueues: true,
    showsPauseReason: true,
    endsPauses: false,
    confirmsPause: 'event',
    reportsHolds: true,
    reportsAfterCallWork: true,
    reportsWhoHungUp: true,
    setsPenalty: false,
  } as const;
  readonly commands: { readonly kind: 'pause' | 'resume'; readonly line: LineId }[] = [];
  /** Refusal that answers the next commands; null when commands are carried out. */
  refusal: Extract<CommandResult, { kind: 'refused' }> | null = null;
  /** True when the phone system reports no state after a connection. */
  silent = false;
  readonly #clock: Clock;
  readonly #pauses = new Map<LineId, Map<QueueName, string | null>>();
  #sink: Sink | null = null;
  #count = 0;

  constructor(clock: Clock, lines: Readonly<Record<string, readonly string[]>>) {
    this.#clock = clock;
    for (const [line, queues] of Object.entries(lines)) {
      this.#pauses.set(asId(line), new Map(queues.map((queue) => [asId<QueueName>(queue), null])));
    }
  }

  start(sink: Sink): void {
    this.#sink = sink;
    if (this.silent) return;
    this.report({ kind: 'feed-opened', startedAt: 1 }, { kind: 'roster', lines: this.#lines() });
  }

  state() {
    return { kind: 'up', since: 0 } as const;
  }

  /** Warns of something, as a phone system does. */
  notify(notice: Notice): void {
    this.#sink?.notice(notice);
  }

  report(...events: ReportedEvent<PhoneEvent>[]): void {
    this.#sink?.events(events.map((event) => this.stamp(event)));
  }

  stamp(event: ReportedEvent<PhoneEvent>): PhoneEvent {
    const at = this.#clock.now();
    this.#count += 1;
    return { ...event, source: this.source, id: `e${this.#count}`, at, receivedAt: at, order: this.#count } as PhoneEvent;
  }

  /** Reports a complete call that was answered `seconds` ago and that the caller ends now. */
  call(name: string, line: string, queue: string, seconds: number): void {
    const call = asId<CallId>(name);
    const there = { queue: asId<QueueName>(queue), line: asId<LineId>(line) };
    this.report(
      { kind: 'call-queued', call, queue: there.queue },
      { kind: 'call-offered', call, ...there },
      { kind: 'call-answered', call, ...there, waitSeconds: 1 },
      { kind: 'call-ended', call, ...there, by: 'caller', waitSeconds: 1, talkSeconds: seconds },
    );
  }

  /** Sets or lifts a pause, as a person at the phone system does. */
  set(line: string, queue: string, reason: string | null): void {
    this.#set(asId(line), asId(queue), reason);
  }

  paused(line: string): (string | null)[] {
    return [...(this.#pauses.get(asId(line))?.values() ?? [])];
  }

  queuesOf(line: LineId): QueueName[] {
    return [...(this.#pauses.get(line)?.keys() ?? [])];
  }

  async pause({ id, line, queues, reason = RECOVERY }: PauseCommand): Promise<CommandOutcome> {
    this.commands.push({ kind: 'pause', line });
    if (this.refusal) return outcomeOf(this.refusal, id);
    for (const queue of queues) this.#set(line, queue, reason);
    return outcomeOf({ kind: 'sent' }, id);
  }

  async resume({ id, line, queues, reason = RECOVERY }: ResumeCommand): Promise<CommandOutcome> {
    this.commands.push({ kind: 'resume', line });
    if (this.refusal) return outcomeOf(this.refusal, id);
    for (const queue of queues) if (this.#pauses.get(line)?.get(queue) === reason) this.#set(line, queue, null);
    return outcomeOf({ kind: 'sent' }, id);
  }

  async readLines(): Promise<LineSnapshot[]> {
    return this.#lines();
  }

  async stop(): Promise<void> {
    this.#sink = null;
  }

  #set(line: LineId, queue: QueueName, reason: string | null): void {
    this.#pauses.get(line)?.set(queue, reason);
    if (reason === null) this.report({ kind: 'line-resumed', line, queue });
    else this.report({ kind: 'line-paused', line, queue, reason });
  }

  #lines(): LineSnapshot[] {
    return [...this.#pauses].map(([line, queues]) => ({
      line,
      name: line,
      device: 'idle',
      memberships: [...queues].map(([queue, pausedFor]) => ({ queue, pausedFor, callsTaken: 0, lastCallAt: null })),
    }));
  }
}
