import { enqueue } from '../../../api/outbox/index.ts';
import type { CarryItem } from './carried.ts';

/** Sends the server an item's times, never its text. Resolves once the report is in the outbox. */
export const reportItem = (person: string, { id, dueAt, doneAt }: CarryItem, deleted: boolean): Promise<void> =>
  enqueue(person, { key: 'POST /api/carry-items/:item', input: { params: { item: id }, body: { dueAt, doneAt, deleted } } });
