/** Everything that was seen at one time, by the name of the route, stream or metric. */
export type Poll = Readonly<Record<string, unknown>>;

/** Fields that show the state of a line, as any wallboard does. */
const lineStates = new Set(['state', 'since', 'reason', 'backBy', 'now', 'pausedByUs']);
/** Metrics that count the phone system's own events, and the pauses that a wallboard shows. */
const lineMetrics = new Set(['metric events', 'metric commands']);

/** Takes the line states out of what was seen; a frame in which nothing else is left is taken out, too. */
const withoutLineStates = (seen: unknown): unknown => {
  if (typeof seen === 'string' && seen.includes('data: ')) {
    const data = withoutLineStates(JSON.parse(seen.slice(seen.indexOf('data: ') + 6))) as Record<string, unknown>;
    return seen.includes('event: board-change') ? { queues: data['queues'] } : data;
  }
  if (Array.isArray(seen)) return seen.map(withoutLineStates);
  if (typeof seen !== 'object' || seen === null) return seen;
  return Object.fromEntries(Object.entries(seen).flatMap(([name, value]) => (lineStates.has(name) ? [] : [[name, withoutLineStates(value)]])));
};

/** A poll without the states of lines and the counts of what the phone system reported. */
export const maskedPoll = (poll: Poll): Poll => {
  const masked = Object.fromEntries(Object.entries(poll).flatMap(([name, seen]) => (lineMetrics.has(name) ? [] : [[name, withoutLineStates(seen)]])));
  // A board's change without a queue in it says no more than the line states.
  return { ...masked, streams: (masked['streams'] as { queues?: unknown[] }[]).filter(({ queues }) => queues?.length !== 0) };
};
