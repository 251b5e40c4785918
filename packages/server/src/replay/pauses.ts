import type { PhoneEvent } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';

export interface Pause {
  readonly queue: QueueName;
  /** Seconds since 1970. */
  readonly from: number;
  /** Null while the pause lasts. */
  to: number | null;
  readonly reason: string;
}

const inSeconds = (ms: number): number => Math.floor(ms / 1000);

const keyOf = (line: LineId, queue: QueueName): string => `${line}\n${queue}`;

/** Every pause of every line, in the order they began. A pause with another reason ends the one before. */
export const readPauses = (events: readonly PhoneEvent[]): Map<LineId, Pause[]> => {
  const all = new Map<LineId, Pause[]>();
  const open = new Map<string, { readonly line: LineId; readonly pause: Pause }>();

  const set = (line: LineId, queue: QueueName, reason: string | null, at: number): void => {
    const key = keyOf(line, queue);
    const openPause = open.get(key);
    if ((openPause?.pause.reason ?? null) === reason) return;
    if (openPause) openPause.pause.to = inSeconds(at);
    open.delete(key);
    if (reason === null) return;
    const pause: Pause = { queue, from: inSeconds(at), to: null, reason };
    open.set(key, { line, pause });
    all.set(line, [...(all.get(line) ?? []), pause]);
  };

  for (const event of events) {
    if (event.kind === 'line-joined') set(event.line, event.queue, event.pausedFor, event.at);
    if (event.kind === 'line-left') set(event.line, event.queue, null, event.at);
    if (event.kind === 'line-paused' && event.queue !== undefined) set(event.line, event.queue, event.reason, event.at);
    if (event.kind === 'line-resumed' && event.queue !== undefined) set(event.line, event.queue, null, event.at);
    if (event.kind !== 'roster') continue;
    const reported = new Set(event.lines.flatMap(({ line, memberships }) => memberships.map((m) => keyOf(line, m.queue))));
    for (const [key, { line, pause }] of open) if (!reported.has(key)) set(line, pause.queue, null, event.at);
    for (const { line, memberships } of event.lines)
      for (const m of memberships) set(line, m.queue, m.pausedFor, event.at);
  }
  return all;
};
