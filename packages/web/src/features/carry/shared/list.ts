/**
 * Changes to the carry list. The browser keeps each item with its text; the server receives the times only. Each function
 * resolves once everything is stored, because an item reported as kept must outlive the window.
 */
import { changeSlice } from '../../../local-store/index.ts';
import { newId } from '../../../local-store/new-id.ts';
import type { Carried, CarryItem } from './carried.ts';
import { reportItem } from './report.ts';
import { carriedSlice, withItems } from './slice.ts';

/** Longest text of an item. A longer one is refused before it is stored. */
export const maxItemCharacters = 20_000;

/** Adds the items and notes whose ids are not in the list yet. */
export const addCarried = async (person: string, more: Partial<Carried>): Promise<void> => {
  const { items } = await changeSlice(person, carriedSlice, (carried) => withItems(carried, more));
  // Reports the current state, because an item that was in the list already may be done.
  const added = items.filter(({ id }) => more.items?.some((item) => item.id === id));
  await Promise.all(added.map((item) => reportItem(person, item, false)));
};

/** Replaces the item with the same id, or adds it, which restores a deleted item. */
export const putItem = async (person: string, item: CarryItem): Promise<void> => {
  const kept = changeSlice(person, carriedSlice, (carried) =>
    carried.items.some(({ id }) => id === item.id)
      ? { ...carried, items: carried.items.map((one) => (one.id === item.id ? item : one)) }
      : withItems(carried, { items: [item] }),
  );
  await Promise.all([kept, reportItem(person, item, false)]);
};

export const deleteItem = async (person: string, item: CarryItem): Promise<void> => {
  const without = (carried: Carried): Carried => ({ ...carried, items: carried.items.filter(({ id }) => id !== item.id) });
  await Promise.all([changeSlice(person, carriedSlice, without), reportItem(person, item, true)]);
};

export const newItem = (text: string, dueAt: number | null, at: number): CarryItem => ({ id: newId(), at, text, dueAt, doneAt: null });
