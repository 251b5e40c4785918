import type { PhoneEvent } from '@onhook/core/call';
import type { LineId, QueueName } from '@onhook/core/ids';

interface CallState {
  phase: 'queued' | 'offered' | 'answered' | 'gone';
  held: boolean;
  legs: number;
  line: LineId | null;
  queue: QueueName;
}

/**
 * Reads a feed as a receiver would, and lists the events that no phone system could have sent.
 *
 * @returns `violations` in words, the calls by id, and the calls that are still open at the end
 */
export function checkFeed(events: readonly PhoneEvent[]) {
  const calls = new Map<string, CallState>();
  const pausedFor = new Map<string, string | null>();
  const onCall = new Map<LineId, string>();
  const violations: string[] = [];
  let last: PhoneEvent | null = null;

  for (const event of events) {
    const violation = (what: string) => violations.push(`${what}: ${JSON.stringify(event)}`);
    if (last !== null && (event.at < last.at || event.order !== (last.order ?? 0) + 1)) violation('out of order');
    last = event;
    if (event.kind === 'line-joined') pausedFor.set(`${event.line} ${event.queue}`, event.pausedFor);
    if (event.kind === 'line-left') pausedFor.delete(`${event.line} ${event.queue}`);
    if (event.kind === 'line-paused') pausedFor.set(`${event.line} ${event.queue}`, event.reason);
    if (event.kind === 'line-resumed') {
      if (pausedFor.get(`${event.line} ${event.queue}`) === null) violation('resumed a line that was not paused');
      pausedFor.set(`${event.line} ${event.queue}`, null);
    }
    if (!('call' in event)) continue;
    const call = calls.get(event.call);
    switch (event.kind) {
      case 'call-queued':
        if (call !== undefined && (call.phase !== 'gone' || call.legs > 1)) violation('queued twice');
        calls.set(event.call, {
          phase: 'queued',
          held: false,
          legs: (call?.legs ?? 0) + 1,
          line: null,
          queue: event.queue,
        });
        break;
      case 'call-offered':
        if (call?.phase !== 'queued' || call.queue !== event.queue) violation('offered, but not waiting there');
        if (pausedFor.get(`${event.line} ${event.queue}`) !== null) violation('a call for a line that is paused or not there');
        if (onCall.has(event.line)) violation('a second call for one line');
        onCall.set(event.line, event.call);
        if (call) Object.assign(call, { phase: 'offered', line: event.line });
        break;
      case 'call-unanswered':
      case 'call-answered':
        if (call?.phase !== 'offered' || call.line !== event.line) violation('not offered there');
        if (call) call.phase = event.kind === 'call-answered' ? 'answered' : 'queued';
        if (event.kind === 'call-unanswered') onCall.delete(event.line);
        break;
      case 'call-held':
      case 'call-retrieved':
        if (call?.phase !== 'answered' || call.held === (event.kind === 'call-held')) violation('hold out of turn');
        if (call) call.held = !call.held;
        break;
      case 'call-transferred':
        if (call?.phase !== 'answered') violation('transferred, but not answered');
        break;
      case 'call-ended':
        if (call?.phase !== 'answered' || call.line !== event.line) violation('ended, but not answered there');
        if (call) call.phase = 'gone';
        onCall.delete(event.line);
        break;
      case 'call-left':
        if (call?.phase !== 'queued' && call?.phase !== 'offered') violation('left, but not waiting');
        if (call?.line) onCall.delete(call.line);
        if (call) call.phase = 'gone';
        break;
      default:
        break;
    }
  }
  const openCalls = [...calls.values()].filter((call) => call.phase !== 'gone');
  return { violations, openCalls, calls };
}
