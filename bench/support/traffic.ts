import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CallId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { ObedientPhones, Seat } from './obedient-phones.ts';

const everyMs = 5;
/** Time from one event of a call to the next. */
const stepSeconds = 4;

/**
 * Plays ordinary calls on many seats, one event at a time and evenly: queued, offered, answered, held, retrieved, ended. As
* many calls run at once as make each last about twenty seconds; the seats take turns.
 */
export const startTraffic = (
  phones: ObedientPhones,
  seats: readonly Seat[],
  eventsPerSecond: number,
  clock: Clock,
): { stop(): void } => {
  const atOnce = Math.min(seats.length, Math.max(1, Math.round(eventsPerSecond * stepSeconds)));
  const run = clock.now().toString(36);
  let from = 0;
  let index = 0;
  let step = 0;
  let round = 0;

  const next = (): PhoneEvent => {
    const { line, queues } = seats[(from + index) % seats.length]!;
    const queue = queues[0]!;
    const call = asId<CallId>(`${run}-${round}-${index}`);
    const at = clock.now();
    const happened = [
      { kind: 'call-queued', at, call, queue },
      { kind: 'call-offered', at, call, queue, line },
      { kind: 'call-answered', at, call, queue, line },
      { kind: 'call-held', at, call },
      { kind: 'call-retrieved', at, call },
      { kind: 'call-ended', at, call, queue, line, by: 'caller' },
    ] as const;
    const event = phones.stamp(happened[step]!);
    index += 1;
    if (index === atOnce) [index, step] = [0, step + 1];
    if (step === happened.length) [step, round, from] = [0, round + 1, (from + atOnce) % seats.length];
    return event;
  };

  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * eventsPerSecond);
    for (; sent < due; sent += 1) phones.deliver([next()]);
  }, everyMs);
  return { stop: () => clearInterval(timer) };
};
