import { beforeAll, describe, expect, test } from 'vitest';
import * as store from '../support/store.ts';
import { centre } from '../support/rows.ts';
import { storeKinds, useStores } from '../support/stores.ts';

const stores = useStores();
const hourMs = 3_600_000;

describe.each(storeKinds)('the owner of a floor, %s', (kind) => {
  let db: store.Db;
  beforeAll(async () => {
    ({ db } = await stores.open(kind));
    await store.addCentre(db, { centre, name: 'North', timezone: 'UTC', policy: '{}', created_at: 0 });
  });

  const take = (owner: string, ttlMs: number) => store.acquireLease(db, centre, owner, store.databaseNow, ttlMs);

  test('holds it by the database’s clock, whatever the clocks of the others say', async () => {
    const before = Date.now();
    expect(await take('a', hourMs)).toEqual({ kind: 'mine', fence: 1 });
    const held = await take('b', hourMs);
    expect(held).toMatchObject({ kind: 'held', by: 'a' });
    if (held.kind !== 'held') return;
    expect(held.until).toBeGreaterThan(before + hourMs - 5000);
    expect(held.until).toBeLessThan(Date.now() + hourMs + 5000);
    expect(await store.renewLease(db, centre, 'a', 1, store.databaseNow, 0)).toBe(true);
    expect(await take('b', hourMs)).toEqual({ kind: 'mine', fence: 2 });
    expect(await store.renewLease(db, centre, 'a', 1, store.databaseNow, hourMs)).toBe(false);
  });

  test('loses it at once when it is known to have ended, and its fence with it', async () => {
    expect(await take('c', hourMs)).toMatchObject({ kind: 'held', by: 'b' });
    await store.clearLease(db, centre);
    expect(await take('c', hourMs)).toEqual({ kind: 'mine', fence: 3 });
    expect(await store.renewLease(db, centre, 'b', 2, store.databaseNow, hourMs)).toBe(false);
  });
});
