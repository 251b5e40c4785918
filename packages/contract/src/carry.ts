import { z } from 'zod';
import { route } from './route.ts';

const at = z.int().nonnegative();

export const saveCarryItem = route({
  key: 'POST /api/carry-items/:item',
  summary: 'When one thing to carry is due, done or deleted. What it says stays in the browser, which also names it.',
  params: z.object({ item: z.string().min(1).max(200) }),
  body: z.object({ dueAt: at.nullable(), doneAt: at.nullable(), deleted: z.boolean() }),
  example: { params: { item: 'item-of-nobody' }, body: { dueAt: null, doneAt: null, deleted: true } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});
