import { randomUUID } from 'node:crypto';
import type { LineId, QueueName, SourceId } from '@onhook/core/ids';
import type { Clock, CommandOutcome, PauseReason } from '../port.ts';
import { secretBytes, signatureOf } from './signature.ts';

/** Where the customer's own system takes commands, and the `whsec_…` they are signed with. */
export interface CommandTarget {
  readonly url: string;
  readonly secret: string;
  /** For each try; 5,000 by default. */
  readonly timeoutMs?: number;
  /** Waits before the second try and those after it; [250, 1000, 2500] by default. */
  readonly retryAfterMs?: readonly number[];
}

export interface CommandMeans {
  readonly source: SourceId;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly wait: (ms: number) => Promise<void>;
}

type Attempt = { readonly kind: 'final' | 'again'; readonly outcome: CommandOutcome };

const refused = (
  because: Extract<CommandOutcome, { kind: 'refused' }>['because'],
  message: string,
): CommandOutcome => ({ kind: 'refused', because, message });

function judge(status: number): Attempt {
  const message = `The command address answered ${status}`;
  if (status >= 200 && status < 300) return { kind: 'final', outcome: { kind: 'sent' } };
  if (status === 401 || status === 403) return { kind: 'final', outcome: refused('no-permission', message) };
  if (status === 404) return { kind: 'final', outcome: refused('unknown-line', message) };
  if (status === 429 || status >= 500) return { kind: 'again', outcome: refused('other', message) };
  return { kind: 'final', outcome: refused('other', message) };
}

async function attempt(target: CommandTarget, means: Omit<CommandMeans, 'source'>, id: string, body: string): Promise<Attempt> {
  const timestamp = String(Math.floor(means.clock.now() / 1000));
  try {
    const response = await means.fetch(target.url, {
      method: 'POST',
      body,
      // Whoever is redirected to was not meant to be told.
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
      return { kind: 'again', outcome: refused('timeout', 'The command address did not answer in time') };
    }
    return { kind: 'again', outcome: refused('not-connected', 'The command address could not be reached') };
  }
}

/** What is told to the customer's own system. */
export interface Told {
  /** The same each time the same is told: whoever takes it can tell a repeat. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: object;
}

/** POSTs a signed CloudEvent, and tries again under the same `webhook-id` when the network, a 429 or a 5xx is in the way. */
export async function tell(target: CommandTarget, means: Omit<CommandMeans, 'source'>, { id, source, type, data }: Told): Promise<CommandOutcome> {
  const body = JSON.stringify({
    specversion: '1.0',
    id,
    source: `/onhook/${encodeURIComponent(source)}`,
    type,
    time: new Date(means.clock.now()).toISOString(),
    datacontenttype: 'application/json',
    data,
  });
  const waits = target.retryAfterMs ?? [250, 1000, 2500];
  let last = await attempt(target, means, id, body);
  for (const ms of waits) {
    if (last.kind === 'final') break;
    await means.wait(ms);
    last = await attempt(target, means, id, body);
  }
  return last.outcome;
}

/** Tells `org.onhook.command.pause.v1` or `…resume.v1` with data `{line, queues, reason}`. */
export const sendCommand = (
  target: CommandTarget,
  means: CommandMeans,
  verb: 'pause' | 'resume',
  line: LineId,
  { queues, reason }: { readonly queues: readonly QueueName[]; readonly reason: PauseReason },
): Promise<CommandOutcome> =>
  tell(target, means, { id: `cmd_${randomUUID()}`, source: means.source, type: `org.onhook.command.${verb}.v1`, data: { line, queues, reason } });
