import type { Slice } from '../../../local-store/store.ts';

/** Something that is the agent's to do after a call. */
export interface CarryItem {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly dueAt: number | null;
  readonly doneAt: number | null;
}

export interface Noted {
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

export interface Carried {
  readonly items: readonly CarryItem[];
  /** What was the customer's. */
  readonly putDown: readonly Noted[];
  readonly learned: readonly Noted[];
}

export const carriedSlice: Slice<Carried> = {
  name: 'carry',
  nothing: { items: [], putDown: [], learned: [] },
};

/** When this agent's shift ends, in minutes after midnight. */
export const shiftEndSlice: Slice<number> = { name: 'shift-end', nothing: 17 * 60 };

/** Enough to look back on a few weeks. What is still to be done is never let go of. */
const most = 200;

const bounded = ({ items, putDown, learned }: Carried): Carried => {
  const done = items.filter(({ doneAt }) => doneAt !== null).length;
  let over = Math.min(done, Math.max(0, items.length - most));
  return {
    items: over === 0 ? items : items.filter(({ doneAt }) => doneAt === null || over-- <= 0),
    putDown: putDown.slice(-most),
    learned: learned.slice(-most),
  };
};

const withNew = <One extends Noted>(old: readonly One[], more: readonly One[] = []): readonly One[] => [
  ...old,
  ...more.filter(({ id }) => !old.some((known) => known.id === id)),
];

/** Adds what is not there yet, told by its id. */
export const withItems = (carried: Carried, more: Partial<Carried>): Carried =>
  bounded({
    items: withNew(carried.items, more.items),
    putDown: withNew(carried.putDown, more.putDown),
    learned: withNew(carried.learned, more.learned),
  });
