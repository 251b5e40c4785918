import type { SourceId } from '@onhook/core/ids';
import { outdated, RECOVERY, type Clock, type CommandResult, type PauseCommand, type RefusalReason } from '../port.ts';
import { secretBytes, signatureOf } from './signature.ts';

/** Address of the centre's own system, and the `whsec_…` that signs what is sent to it. */
export interface CommandTarget {
  readonly url: string;
  readonly secret: string;
  /** Limit of each try in milliseconds; 5,000 by default. */
  readonly timeoutMs?: number;
  /** Milliseconds to wait before the second try and the following ones; [250, 1000, 2500] by default. */
  readonly retryAfterMs?: readonly number[];
}

/** Clock, network and timer of a sender. */
export interface SendContext {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly wait: (ms: number) => Promise<void>;
}

type Attempt = { readonly kind: 'final' | 'again'; readonly result: CommandResult };

const refused = (because: RefusalReason, message: string): CommandResult => ({ kind: 'refused', because, message });

function judge(status: number): Attempt {
  const message = `The command address answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'final', result: { kind: 'sent' } };
  if (status === 401 || status === 403) return { kind: 'final', result: refused('no-permission', message) };
  if (status === 404) return { kind: 'final', result: refused('unknown-line', message) };
  if (status === 429 || status >= 500) return { kind: 'again', result: refused('other', message) };
  return { kind: 'final', result: refused('other', message) };
}

async function attempt(target: CommandTarget, context: SendContext, id: string, body: string): Promise<Attempt> {
  const timestamp = String(Math.floor(context.clock.now() / 1000));
  try {
    const response = await context.fetch(target.url, {
      method: 'POST',
      body,
      // A redirect would send the data to a host that the administrator did not name.
      redirect: 'error',
      signal: AbortSignal.timeout(target.timeoutMs ?? 5000),
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(secretBytes(target.secret), id, timestamp, Buffer.from(body)),
      },
    });
    await response.body?.cancel();
    return judge(response.status);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return { kind: 'again', result: refused('timeout', 'The command address did not answer in time') };
    }
    return { kind: 'again', result: refused('not-connected', 'The command address could not be reached') };
  }
}

/** A CloudEvent to the centre's own system. */
export interface OutgoingEvent {
  /** The same for each repeat of one event, so that the receiver recognises it. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: object;
  /** Asked before each try; the event is no longer sent once it answers false. */
  readonly isCurrent?: (() => boolean) | undefined;
}

/**
 * POSTs a signed CloudEvent. Tries again under the same `webhook-id` after a network error, a 429 or a 5xx.
 *
 * @returns `sent` after a 2xx; otherwise the refusal of the last try. Never rejects.
 */
export async function sendEvent(
  target: CommandTarget,
  context: SendContext,
  { id, source, type, data, isCurrent = () => true }: OutgoingEvent,
): Promise<CommandResult> {
  const body = JSON.stringify({
    specversion: '1.0',
    id,
    source: `/onhook/${encodeURIComponent(source)}`,
    type,
    time: new Date(context.clock.now()).toISOString(),
    datacontenttype: 'application/json',
    data,
  });
  const waits = target.retryAfterMs ?? [250, 1000, 2500];
  if (!isCurrent()) return outdated;
  let last = await attempt(target, context, id, body);
  for (const ms of waits) {
    if (last.kind === 'final') break;
    await context.wait(ms);
    if (!isCurrent()) return outdated;
    last = await attempt(target, context, id, body);
  }
  return last.result;
}

/**
 * Sends `org.onhook.command.pause.v1` or `…resume.v1`, with data `{line, queues, reason}`; for a pause that is to end
 * by itself, `untilAt`; for one that replaces another pause of ours, its reason as `replaces`. The command's id becomes the CloudEvent's id.
 */
export const sendCommand = (
  target: CommandTarget,
  context: SendContext,
  source: SourceId,
  verb: 'pause' | 'resume',
  { id, line, queues, reason = RECOVERY, untilAt, replaces, isCurrent }: PauseCommand,
): Promise<CommandResult> =>
  sendEvent(target, context, {
    id,
    source,
    type: `org.onhook.command.${verb}.v1`,
    isCurrent,
    data: { line, queues, reason, ...(untilAt !== undefined && { untilAt }), ...(replaces && { replaces }) },
  });
