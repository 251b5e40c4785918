/** Changes of the carry list: kept here, words and all; told to the server without the words. */
import { changeKept, readKept } from '../kept/index.ts';
import { newId } from '../new-id.ts';
import { post } from '../outbox/index.ts';
import { type Carried, type CarryItem, carriedSlice, withItems } from './slice.ts';

/** Longer than anybody writes; what is longer is refused before it is kept. */
export const mostCharacters = 20_000;

const tell = (person: string, { id, dueAt, doneAt }: CarryItem, deleted: boolean): void =>
  void post(person, { key: 'POST /api/carry-items/:item', input: { params: { item: id }, body: { dueAt, doneAt, deleted } } });

/** Adds these where they are not there yet. */
export const addCarried = (person: string, more: Partial<Carried>): void => {
  void changeKept(person, carriedSlice, (carried) => withItems(carried, more));
  for (const item of more.items ?? []) tell(person, item, false);
};

/** Puts an item as it is now in the place of what was there; one that was deleted comes back. */
export const putItem = (person: string, item: CarryItem): void => {
  void changeKept(person, carriedSlice, (carried) =>
    carried.items.some(({ id }) => id === item.id)
      ? { ...carried, items: carried.items.map((one) => (one.id === item.id ? item : one)) }
      : withItems(carried, { items: [item] }),
  );
  tell(person, item, false);
};

export const deleteItem = (person: string, item: CarryItem): void => {
  void changeKept(person, carriedSlice, (carried) => ({ ...carried, items: carried.items.filter(({ id }) => id !== item.id) }));
  tell(person, item, true);
};

export const newItem = (text: string, dueAt: number | null, at: number): CarryItem => ({ id: newId(), at, text, dueAt, doneAt: null });

/** Before everything is deleted here: the server forgets the times too. */
export const tellAllDeleted = async (person: string): Promise<void> => {
  for (const item of (await readKept(person, carriedSlice)).items) tell(person, item, true);
};
