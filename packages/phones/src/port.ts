import type { PhoneEvent, LineSnapshot } from '@onhook/core/call';
import type { CommandId, LineId, QueueName, SourceId } from '@onhook/core/ids';

/** The pause reason of a recovery, the same on every phone system. */
export const RECOVERY = 'Recovery';
/** Reasons that Onhook pauses a line for. A command changes only pauses of its own reason. */
export type PauseReason = typeof RECOVERY | 'Off queue';

/** Lifts the pause of one reason from one line, in the named queues. */
export interface ResumeCommand {
  /** Chosen by the caller, a new one for each command; comes back in the outcome. */
  readonly id: CommandId;
  readonly line: LineId;
  readonly queues: readonly QueueName[];
  /** {@link RECOVERY} by default. */
  readonly reason?: PauseReason;
  /**
   * Times at which pauses of ours were set, by queue, in epoch milliseconds. Such a pause is ours also where the phone system
   * shows it without a reason, unless somebody has set a pause there since.
   */
  readonly setAt?: ReadonlyMap<QueueName, number>;
  /**
   * Asked right before each send and each repeat. Once it answers false, the command is refused as `outdated` and not
   * sent: a process that stalled must not act on a line that another one looks after by now. Without it a command never
   * becomes outdated.
   */
  readonly isCurrent?: () => boolean;
}

/** Pauses one line for one reason, in the named queues. */
export interface PauseCommand extends ResumeCommand {
  /**
   * Epoch milliseconds at which the phone system lifts the pause by itself, where its capabilities include that.
   * Other systems ignore it: the caller sends a resume in any case.
   */
  readonly untilAt?: number;
  /**
   * A pause of this reason of ours is replaced too, without opening the line in between. A queue that is paused for any
   * other reason stays as it is.
   */
  readonly replaces?: PauseReason;
}

/**
 * Result of one command. `sent` means that the phone system accepted it; the pause is true once the phone system
 * confirms it, as `Capabilities.confirmsPause` says.
 */
export type CommandOutcome =
  | { readonly kind: 'sent'; readonly command: CommandId }
  | {
      readonly kind: 'refused';
      readonly command: CommandId;
      readonly because: RefusalReason;
      /** Free text for the log, as the phone system words it. */
      readonly message: string;
    };

/** Causes of a refused command. `unknown-line` and `no-permission` are final; the others may pass. */
export type RefusalReason = 'unknown-line' | 'no-permission' | 'not-connected' | 'timeout' | 'outdated' | 'other';

/** A command's outcome before it is matched to its command. */
export type CommandResult =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused'; readonly because: RefusalReason; readonly message: string };

/** Result of a command that became outdated before it was sent. */
export const outdated: CommandResult = { kind: 'refused', because: 'outdated', message: 'the command became outdated before it was sent' };

/**
 * Names the command that a result belongs to.
 *
 * @example outcomeOf({ kind: 'sent' }, command.id) // { kind: 'sent', command: command.id }
 */
export const outcomeOf = (result: CommandResult, command: CommandId): CommandOutcome => ({ ...result, command });

/** Abilities of a phone system. Behaviour elsewhere depends on them and never on the system's kind. */
export interface Capabilities {
  /** Lines can be paused and resumed from here. */
  readonly pausesLines: boolean;
  /** A pause can be limited to some of the line's queues. */
  readonly pausesSingleQueues: boolean;
  /** The reason of a pause is visible on the phone system and comes back in events and roster. */
  readonly showsPauseReason: boolean;
  /** A pause with `untilAt` ends at that time without a further command. */
  readonly endsPauses: boolean;
  /** The proof that a pause is true: an event, or a roster read after the command. */
  readonly confirmsPause: 'event' | 'reading';
  /** Holds of a caller are reported. */
  readonly reportsHolds: boolean;
  /** After-call work is reported, with its end and its wrap-up code. */
  readonly reportsAfterCallWork: boolean;
  /** The end of a call says who hung up. */
  readonly reportsWhoHungUp: boolean;
  /** A line's priority in a queue can be lowered instead of a pause. */
  readonly setsPenalty: boolean;
}

/** Connection of a phone system's event feed. Times are epoch milliseconds. */
export type FeedState =
  | { readonly kind: 'up'; readonly since: number }
  | { readonly kind: 'connecting'; readonly since: number; readonly lastError: string | null }
  /** An administrator has to act first: a wrong secret, a missing right. Retries go on, slowly. */
  | { readonly kind: 'needs-attention'; readonly since: number; readonly lastError: string };

/** A warning for administrators, counted as a metric by kind. Never holds a caller's number. */
export interface Notice {
  readonly kind:
    | 'malformed-frame'
    | 'oversized-frame'
    | 'clock-skew'
    | 'login-refused'
    | 'missing-right'
    | 'connection-lost'
    | 'resynced'
    | 'unknown-event'
    | 'late-ending'
    | 'unexplained-pause'
    | 'events-filtered'
    | 'record-unreadable'
    | 'unsupported-version'
    | 'forged-signature'
    | 'replayed-message';
  readonly detail: string;
}

/** Receiver of a phone system's events and notices. Neither call throws or waits. */
export interface Sink {
  events(events: readonly PhoneEvent[]): void;
  notice(notice: Notice): void;
}

/** Earlier events of a phone system, as the log has them when a process starts. */
export interface PastEvents {
  /** Time of the latest one, epoch milliseconds. */
  readonly lastEventAt: number;
  /** Names of all lines that were reported. */
  readonly lines: readonly { readonly line: LineId; readonly name: string }[];
}

/** An HTTP request as it arrived. */
export interface Delivery {
  /** Lower-case names, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body's exact bytes. */
  readonly rawBody: Uint8Array;
}

/** Reasons to refuse a delivery. `not-started` passes; the others need a change at the sender. */
export type DeliveryRefusal =
  | 'too-large'
  | 'no-signature'
  | 'bad-signature'
  | 'too-old'
  | 'from-the-future'
  | 'malformed'
  | 'unknown-type'
  | 'id-reused'
  | 'not-started';

/** One event of a delivery that could not be read. Its neighbours are accepted all the same. */
export interface RefusedEvent {
  /** Position in the delivery, from 0. */
  readonly index: number;
  readonly because: 'malformed' | 'unknown-type';
  /** For the sender; holds no value out of the data. */
  readonly detail: string;
}

/** Result of one delivery. It is refused whole when its frame is wrong, or when none of its events could be read. */
export type ReceiveOutcome =
  | { readonly kind: 'accepted'; readonly events: number; readonly refused: readonly RefusedEvent[] }
  /** The same delivery again, as senders repeat one whose answer was lost. Deserves the first one's answer. */
  | { readonly kind: 'repeated' }
  | {
      readonly kind: 'refused';
      readonly because: DeliveryRefusal;
      /** For the sender; holds no value out of the data. */
      readonly detail: string;
      /** Position in its batch of the event that is to blame. */
      readonly index?: number;
    };

/** Connection to a phone system. */
export interface PhoneSystem {
  readonly source: SourceId;
  /** Abilities as configured: at most those of the adapter. */
  readonly capabilities: Capabilities;
  /**
   * Begins to connect and keeps reconnecting, with backoff; returns at once.
   *
   * @param past earlier events, for systems that keep a record from which later ones can be read; null before the first
   */
  start(sink: Sink, past?: PastEvents | null): void;
  state(): FeedState;
  /**
   * Pauses the line in the named queues where it is not paused yet. A queue that is paused for another reason stays
   * as it is.
   */
  pause(command: PauseCommand): Promise<CommandOutcome>;
  /** Lifts the pause of the command's reason in the named queues. A pause of another reason stays as it is. */
  resume(command: ResumeCommand): Promise<CommandOutcome>;
  /**
   * Reads every line's queues, device and pauses from the phone system.
   *
   * @throws Error when the phone system is not connected
   */
  readLines(): Promise<readonly LineSnapshot[]>;
  /**
   * Reads one line from the phone system and emits its state as an event; systems that report every change don't need it.
   *
   * @returns false when the line could not be read
   */
  reread?(line: LineId): Promise<boolean>;
  /** Takes events that the phone system posts over HTTP. Only for systems that push. */
  receive?(delivery: Delivery): ReceiveOutcome;
  stop(): Promise<void>;
}

/** Source of the present time, in epoch milliseconds. */
export interface Clock {
  now(): number;
}
