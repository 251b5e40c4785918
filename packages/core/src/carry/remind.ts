import type { AgentState } from '../call/index.ts';

interface Item {
  readonly dueAt: number | null;
  readonly doneAt: number | null;
}

/** What an agent is doing, as far as a reminder has to know. */
export interface Doing {
  /** Null: no line. */
  readonly line: AgentState['kind'] | null;
  /** Recovery time is on its way, waits, or is held. */
  readonly recovering: boolean;
}

/** Never on a live call, nor where one cannot be ruled out; and not in the minutes after it that are the agent's own. */
export const mayRemind = ({ line, recovering }: Doing): boolean =>
  !recovering && line !== 'on-call' && line !== 'ringing' && line !== 'unknown';

const isOpen = ({ doneAt }: Item): boolean => doneAt === null;

/** What is due and not done, the longest due first; nothing while no reminder may be given. */
export const dueOf = <One extends Item>(items: readonly One[], doing: Doing, now: number): readonly One[] =>
  mayRemind(doing)
    ? items
        .filter((item) => isOpen(item) && item.dueAt !== null && item.dueAt <= now)
        .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
    : [];

/** When the next one falls due; null when none will. */
export const nextDueAt = (items: readonly Item[], now: number): number | null =>
  items.reduce<number | null>(
    (next, item) => (isOpen(item) && item.dueAt !== null && item.dueAt > now && (next === null || item.dueAt < next) ? item.dueAt : next),
    null,
  );
