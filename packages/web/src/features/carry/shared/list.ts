/**
 * Changes of the carry list: kept here, words and all; told to the server without the words. Each resolves when all of it is
 * kept: what is said to be kept must outlive the window.
 */
import { changeKept } from '../../../local-store/index.ts';
import { newId } from '../../../local-store/new-id.ts';
import type { Carried, CarryItem } from './carried.ts';
import { reportItem } from './report.ts';
import { carriedSlice, withItems } from './slice.ts';

/** Longer than anybody writes; what is longer is refused before it is kept. */
export const mostCharacters = 20_000;

/** Adds these where they are not there yet. */
export const addCarried = async (person: string, more: Partial<Carried>): Promise<void> => {
  const { items } = await changeKept(person, carriedSlice, (carried) => withItems(carried, more));
  // As they are now: one that was there already may be done.
  const added = items.filter(({ id }) => more.items?.some((item) => item.id === id));
  await Promise.all(added.map((item) => reportItem(person, item, false)));
};

/** Puts an item as it is now in the place of what was there; one that was deleted comes back. */
export const putItem = async (person: string, item: CarryItem): Promise<void> => {
  const kept = changeKept(person, carriedSlice, (carried) =>
    carried.items.some(({ id }) => id === item.id)
      ? { ...carried, items: carried.items.map((one) => (one.id === item.id ? item : one)) }
      : withItems(carried, { items: [item] }),
  );
  await Promise.all([kept, reportItem(person, item, false)]);
};

export const deleteItem = async (person: string, item: CarryItem): Promise<void> => {
  const without = (carried: Carried): Carried => ({ ...carried, items: carried.items.filter(({ id }) => id !== item.id) });
  await Promise.all([changeKept(person, carriedSlice, without), reportItem(person, item, true)]);
};

export const newItem = (text: string, dueAt: number | null, at: number): CarryItem => ({ id: newId(), at, text, dueAt, doneAt: null });
