import type { AgentState } from '../call/index.ts';

interface Item {
  readonly dueAt: number | null;
  readonly doneAt: number | null;
}

/** Activity of an agent, as far as reminders depend on it. */
export interface AgentActivity {
  /** State of the agent's line; null without a line. */
  readonly line: AgentState['kind'] | null;
  /** Recovery time is on, or about to begin. */
  readonly recovering: boolean;
}

/** True when a reminder may appear: never on a live call, in an unknown line state, or in recovery time. */
export const mayRemind = ({ line, recovering }: AgentActivity): boolean =>
  !recovering && line !== 'on-call' && line !== 'ringing' && line !== 'unknown';

const isOpen = ({ doneAt }: Item): boolean => doneAt === null;

/** Items that are due at `now` and not done, the longest due first; empty while no reminder may appear. */
export const dueItems = <One extends Item>(items: readonly One[], doing: AgentActivity, now: number): readonly One[] =>
  mayRemind(doing)
    ? items
        .filter((item) => isOpen(item) && item.dueAt !== null && item.dueAt <= now)
        .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
    : [];

/** Time at which the next open item falls due after `now`, epoch milliseconds; null for none. */
export const nextDueAt = (items: readonly Item[], now: number): number | null =>
  items.reduce<number | null>(
    (next, item) => (isOpen(item) && item.dueAt !== null && item.dueAt > now && (next === null || item.dueAt < next) ? item.dueAt : next),
    null,
  );
