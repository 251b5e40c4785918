/**
 * Changes of the carry list: kept here, words and all; told to the server without the words. Each resolves when all of it is
 * kept: what is said to be kept must outlive the window.
 */
import { changeKept, readKept } from '../../../local-store/index.ts';
import { newId } from '../../../local-store/new-id.ts';
import { put } from '../../../api/outbox/index.ts';
import { type Carried, type CarryItem, carriedSlice, withItems } from './slice.ts';

/** Longer than anybody writes; what is longer is refused before it is kept. */
export const mostCharacters = 20_000;

const tell = (person: string, { id, dueAt, doneAt }: CarryItem, deleted: boolean): Promise<void> =>
  put(person, { key: 'POST /api/carry-items/:item', input: { params: { item: id }, body: { dueAt, doneAt, deleted } } });

/** Adds these where they are not there yet. */
export const addCarried = async (person: string, more: Partial<Carried>): Promise<void> => {
  const { items } = await changeKept(person, carriedSlice, (carried) => withItems(carried, more));
  // As they are now: one that was there already may be done.
  const added = items.filter(({ id }) => more.items?.some((item) => item.id === id));
  await Promise.all(added.map((item) => tell(person, item, false)));
};

/** Puts an item as it is now in the place of what was there; one that was deleted comes back. */
export const putItem = async (person: string, item: CarryItem): Promise<void> => {
  const kept = changeKept(person, carriedSlice, (carried) =>
    carried.items.some(({ id }) => id === item.id)
      ? { ...carried, items: carried.items.map((one) => (one.id === item.id ? item : one)) }
      : withItems(carried, { items: [item] }),
  );
  await Promise.all([kept, tell(person, item, false)]);
};

export const deleteItem = async (person: string, item: CarryItem): Promise<void> => {
  const without = (carried: Carried): Carried => ({ ...carried, items: carried.items.filter(({ id }) => id !== item.id) });
  await Promise.all([changeKept(person, carriedSlice, without), tell(person, item, true)]);
};

export const newItem = (text: string, dueAt: number | null, at: number): CarryItem => ({ id: newId(), at, text, dueAt, doneAt: null });

/** Before everything is deleted here: the server forgets the times too. */
export const tellAllDeleted = async (person: string): Promise<void> => {
  const { items } = await readKept(person, carriedSlice);
  await Promise.all(items.map((item) => tell(person, item, true)));
};
