import type { Carried, CarryItem, Noted } from './carried.ts';
import { byId, byMonth, oldestFirst, onePurpose, slice, partsUnder } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

const inText = (title: string, all: readonly Noted[], when: (at: number) => string) => ({ title, lines: all.map(({ at, text }) => `**${when(at)}** ${text}`) });

export const carriedSlice = slice<Carried>({
  name: 'carry',
  initial: { items: [], putDown: [], learned: [] },
  private: 'vault',
  split: ({ items, putDown, learned }) => ({ ...byId(items, 'item '), ...byId(putDown, 'down '), ...byId(learned, 'learned ') }),
  join: (parts) => ({
    items: partsUnder<CarryItem>(parts, 'item ').toSorted(oldestFirst),
    putDown: partsUnder<Noted>(parts, 'down ').toSorted(oldestFirst),
    learned: partsUnder<Noted>(parts, 'learned ').toSorted(oldestFirst),
  }),
  group: byMonth,
  ...onePurpose('carry'),
  text: ({ items, putDown, learned }, when) => [
    inText(m.carry_title(), items, when),
    inText(m.carry_put_down(), putDown, when),
    inText(m.carry_learned(), learned, when),
  ],
  beforeDelete: async (person, { items }) => {
    const { reportItem } = await import('./report.ts');
    await Promise.all(items.map((item) => reportItem(person, item, true)));
  },
});

/** Unfinished text of the form, kept because a call may interrupt the writing; null when there is none. */
export interface CarryDraft {
  /** Text that the form changes: the id of an item, or the kind of a new one. */
  readonly of: string;
  readonly text: string;
  /** Due time as in the form's field; empty for none. */
  readonly due: string;
}

export const carryDraftSlice = slice<CarryDraft | null>({ name: 'carry-draft', initial: null, private: 'device' });

/** End of this agent's shift, in minutes after midnight. */
export const shiftEndSlice = slice<number>({ name: 'shift-end', initial: 17 * 60 });

/** Longest list, enough for a few weeks. Items that are not done are never dropped. */
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

/** Adds the entries whose ids are not in the list yet, and drops the oldest above the limit. */
export const withItems = (carried: Carried, more: Partial<Carried>): Carried =>
  bounded({
    items: withNew(carried.items, more.items),
    putDown: withNew(carried.putDown, more.putDown),
    learned: withNew(carried.learned, more.learned),
  });
