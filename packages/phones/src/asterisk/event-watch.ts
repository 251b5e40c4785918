import type { Frame } from './frames.ts';

/** Number of occasions after which an event that never came counts as missing. */
const ENOUGH = 5;

/** Number of pauses of Onhook without an event after which QueueMemberPause counts as missing. */
const ENOUGH_PAUSES = 2;
/** Consequence of a missing QueueMemberPause, for administrators. */
export const PAUSES_UNKNOWN = 'pauses that others set or lift are known only once the line is read, up to a minute late';

/** Event that has to come before or with another one, and what is not known without it. */
interface Expectation {
  readonly event: string;
  readonly right: 'agent' | 'call';
  /** Event that proves that `event` must have happened. */
  readonly proof: string;
  readonly without: string;
}

const EXPECTED: readonly Expectation[] = [
  { event: 'Newchannel', right: 'call', proof: 'QueueCallerJoin', without: 'calls may be counted again after a reconnection' },
  { event: 'Hangup', right: 'call', proof: 'AgentComplete', without: 'a caller who gives up waiting may count as waiting' },
  { event: 'QueueCallerJoin', right: 'agent', proof: 'AgentConnect', without: 'waiting callers and repeated calls of one customer are not known' },
  { event: 'AgentCalled', right: 'agent', proof: 'AgentConnect', without: 'ringing lines are not known' },
  { event: 'AgentConnect', right: 'agent', proof: 'AgentComplete', without: 'calls are known only when they end' },
  { event: 'QueueMemberStatus', right: 'agent', proof: 'AgentConnect', without: 'the state of phones is not known' },
];

/** Observer of one connection. */
export interface EventWatch {
  observe(frame: Frame): readonly string[];
  /** Records that Onhook pauses a line. The event of an earlier pause should have come by now. */
  pausing(): readonly string[];
}

/**
 * Finds events that never come although others prove that they happened. The AMI user's filter (eventfilter in manager.conf)
 * drops them, or their class is missing in its read rights: no AMI answer tells which, so both are named.
 *
 * @returns an observer, which returns one sentence for each missing event, once
 */
export const createEventWatch = (): EventWatch => {
  const came = new Set<string>();
  const classes = new Set<string>();
  const proofs = new Map<string, number>();
  const reported = new Set<string>();
  /** Lines with an answered call that has not ended, and how often a second one was answered there. */
  const talking = new Set<string>();
  let unended = 0;
  let pauses = 0;

  const causeOf = (right: 'agent' | 'call'): string =>
    classes.has(right)
      ? 'an eventfilter of the AMI user drops it'
      : `an eventfilter of the AMI user drops it, or read= in manager.conf lacks class '${right}'`;
  const once = (event: string, right: 'agent' | 'call', without: string): string[] => {
    if (reported.has(event)) return [];
    reported.add(event);
    return [`${event} never comes: ${causeOf(right)}; ${without}`];
  };

  return {
    pausing() {
      pauses += 1;
      if (pauses <= ENOUGH_PAUSES || came.has('QueueMemberPause')) return [];
      return once('QueueMemberPause', 'agent', PAUSES_UNKNOWN);
    },
    observe(frame) {
      const event = frame.get('Event') ?? '';
      came.add(event);
      for (const right of frame.get('Privilege')?.split(',') ?? []) classes.add(right);
      const found: string[] = [];
      const count = (proofs.get(event) ?? 0) + 1;
      proofs.set(event, count);
      if (count >= ENOUGH) {
        for (const one of EXPECTED) if (one.proof === event && !came.has(one.event)) found.push(...once(one.event, one.right, one.without));
      }
      const line = frame.get('Interface') ?? '';
      if (event === 'AgentConnect') {
        if (talking.has(line)) unended += 1;
        talking.add(line);
        if (unended >= ENOUGH && !came.has('AgentComplete')) found.push(...once('AgentComplete', 'agent', 'ends of calls are not known, and no call becomes a hard one'));
      } else if (event === 'AgentComplete') talking.delete(line);
      return found;
    },
  };
};
