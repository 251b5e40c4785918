import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PhoneEvent } from '@onhook/core/call';
import type { SourceId } from '@onhook/core/ids';
import {
  outcomeOf,
  RECOVERY,
  type Clock,
  type CommandResult,
  type Delivery,
  type FeedState,
  type PauseCommand,
  type PhoneSystem,
  type ReceiveOutcome,
  type Sink,
} from '../port.ts';
import { capabilities } from './capabilities.ts';
import { type CommandTarget, sendCommand } from './commands.ts';
import { ReportedLines } from './reported-lines.ts';
import { SeenDeliveries } from './seen-deliveries.ts';
import { secretBytes } from './signature.ts';
import { type RefusedDelivery, verifyDelivery } from './verify-delivery.ts';
import type { CallerRules } from '../customer.ts';

/** Secrets, limits and network of one webhook. */
export interface WebhookPhonesOptions {
  readonly source: SourceId;
  readonly clock: Clock;
  /** Secrets (`whsec_…`) whose signatures are accepted; several while keys are rotated. */
  readonly secrets: readonly string[];
  /** Key of the hash of the caller's number; absent: nothing about the customer is kept. */
  readonly customerKey?: string | Uint8Array;
  /** Rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
  /** Largest age of a signature in seconds; 300 by default. */
  readonly toleranceSeconds?: number;
  /** 1 MiB by default. */
  readonly maxBytes?: number;
  /** Address for commands. Without it every pause is refused. */
  readonly commands?: CommandTarget;
  readonly fetch?: typeof fetch;
  readonly wait?: (ms: number) => Promise<void>;
}

/** Entrance of a webhook's events. */
export interface DeliveryReceiver {
  /** Verifies one HTTP delivery and passes its events to the sink; accepts or refuses it whole. */
  receive(delivery: Delivery): ReceiveOutcome;
  /** Passes on events that are verified already. */
  accept(messages: readonly PhoneEvent[]): void;
}

const minKeyLength = 16;
const noAddress: CommandResult = {
  kind: 'refused',
  because: 'other',
  message: 'No command address is set for this webhook, so its lines cannot be paused from here.',
};

/**
 * Creates a phone system that sends signed CloudEvents, and takes commands where an address is set.
 *
 * @throws Error when a secret is malformed or the customer key is too short
 */
export function createWebhookPhones(options: WebhookPhonesOptions): PhoneSystem & DeliveryReceiver {
  const { source, clock, secrets, commands, toleranceSeconds = 300 } = options;
  const context = { clock, fetch: options.fetch ?? fetch, wait: options.wait ?? ((ms: number) => sleep(ms)) };
  for (const secret of commands === undefined ? secrets : [...secrets, commands.secret]) secretBytes(secret);
  if (options.customerKey !== undefined && options.customerKey.length < minKeyLength) {
    throw new Error(`A customer key has at least ${minKeyLength} characters.`);
  }
  const reportedLines = new ReportedLines();
  const seen = new SeenDeliveries(2 * toleranceSeconds * 1000);
  let sink: Sink | null = null;
  let senderLost = false;
  let hasOpened = false;
  let state: FeedState = { kind: 'connecting', since: clock.now(), lastError: null };

  // Senders may leave out feed-opened; the floor trusts lines only after one, so the first delivery implies it.
  const openedBy = (messages: readonly PhoneEvent[]): PhoneEvent => {
    const receivedAt = clock.now();
    const at = messages.reduce((earliest, event) => Math.min(earliest, event.at), receivedAt);
    const id = JSON.stringify(['opened', randomUUID()]);
    return { kind: 'feed-opened', source, id, at, receivedAt, startedAt: null };
  };

  const accept = (messages: readonly PhoneEvent[]): void => {
    for (const event of messages) reportedLines.apply(event);
    const feed = messages.findLast((event) => event.kind === 'feed-lost' || event.kind === 'feed-opened');
    if (feed !== undefined) senderLost = feed.kind === 'feed-lost';
    if (feed?.kind === 'feed-lost') {
      state = {
        kind: 'connecting',
        since: clock.now(),
        lastError: `The sender lost its phone system: ${feed.because}`,
      };
    } else if (!senderLost && state.kind !== 'up') {
      state = { kind: 'up', since: clock.now() };
    }
    const isFirst = !hasOpened && feed === undefined;
    hasOpened = true;
    sink?.events(isFirst ? [openedBy(messages), ...messages] : messages);
  };

  const refuse = (refused: RefusedDelivery): RefusedDelivery => {
    const { because, detail } = refused;
    if (because === 'bad-signature' || because === 'no-signature') {
      sink?.notice({ kind: 'forged-signature', detail: `A delivery was refused: ${detail}` });
      // A forged delivery must not take a working feed down.
      if (state.kind !== 'up') {
        state = { kind: 'needs-attention', since: clock.now(), lastError: `The last delivery was refused: ${detail}` };
      }
    } else if (because === 'too-old' || because === 'from-the-future') {
      sink?.notice({ kind: 'clock-skew', detail: `A delivery was refused: ${detail}` });
    } else if (because === 'too-large') {
      sink?.notice({ kind: 'oversized-frame', detail: `A delivery was refused: ${detail}` });
    } else if (because === 'unknown-type') {
      sink?.notice({ kind: 'unknown-event', detail: `A delivery was refused: ${detail}` });
    } else {
      sink?.notice({ kind: 'malformed-frame', detail: `A delivery was refused: ${detail}` });
    }
    return refused;
  };

  const receive = (delivery: Delivery): ReceiveOutcome => {
    if (sink === null) return { kind: 'refused', because: 'not-started', detail: 'nobody listens yet; try again' };
    const now = clock.now();
    const outcome = verifyDelivery({ ...options, ...delivery, now });
    if (outcome.kind === 'refused') return refuse(outcome);
    const met = seen.checkReplay(outcome.id, delivery.rawBody, now);
    if (met !== 'new') {
      sink.notice({
        kind: 'replayed-message',
        detail: `A delivery came again under its webhook-id, with ${met} content.`,
      });
    }
    if (met === 'same') return { kind: 'repeated' };
    if (met === 'other') {
      return { kind: 'refused', because: 'id-reused', detail: 'this webhook-id was used for other content' };
    }
    const [first] = outcome.refused;
    if (first !== undefined) {
      sink.notice({
        kind: first.because === 'unknown-type' ? 'unknown-event' : 'malformed-frame',
        detail: `${outcome.refused.length} of a delivery's events were refused, event ${first.index} first: ${first.detail}`,
      });
    }
    accept(outcome.messages);
    return { kind: 'accepted', events: outcome.messages.length, refused: outcome.refused };
  };

  const send = async (verb: 'pause' | 'resume', command: PauseCommand): Promise<CommandResult> => {
    if (commands === undefined) return noAddress;
    const { line, queues, reason = RECOVERY, replaces } = command;
    const foreign = queues.flatMap((queue) => {
      const pausedFor = reportedLines.pausedFor(line, queue);
      return pausedFor === null || pausedFor === reason || pausedFor === replaces ? [] : [{ queue, pausedFor }];
    });
    const meant = queues.filter((queue) => !foreign.some((one) => one.queue === queue));
    if (meant.length > 0) return sendCommand(commands, context, source, verb, { ...command, queues: meant });
    if (verb === 'resume') return { kind: 'sent' };
    const reasons = foreign.map((one) => one.pausedFor).join(', ');
    return { kind: 'refused', because: 'other', message: `Already paused for ${reasons}` };
  };

  return {
    source,
    capabilities: { ...capabilities, pausesLines: commands !== undefined },
    start: (to) => {
      sink = to;
    },
    state: () => state,
    pause: async (command) => outcomeOf(await send('pause', command), command.id),
    resume: async (command) => outcomeOf(await send('resume', command), command.id),
    readLines: async () => reportedLines.lines(),
    stop: async () => {
      sink = null;
    },
    receive,
    accept,
  };
}
