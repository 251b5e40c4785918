import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { slices } from '../features/index.ts';
import { type AnyVaultSlice, isVaultSlice, type SliceParts } from '../local-store/slice.ts';
import { decode, encode } from './codec.ts';
import { merge, fingerprintOf, type Fingerprints } from './parts.ts';
import { createSync, type Local } from './sync.ts';
import { anotherDevice, makeVault, type TestBrowser, TestServer } from './testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const vaultSlices = slices.filter(isVaultSlice);
const sliceNamed = (name: string): AnyVaultSlice => vaultSlices.find((slice) => slice.name === name)!;
const newSync = (vaultClient: Parameters<typeof createSync>[0]) => createSync(vaultClient, async () => vaultSlices);

/** The stored data of one browser. */
class LocalData implements Local {
  readonly parts = new Map<string, SliceParts>();
  readonly base = new Map<string, Fingerprints>();
  change = async ({ name, split, join, initial }: AnyVaultSlice, change: (mine: SliceParts) => SliceParts): Promise<SliceParts> => {
    const before = join(this.parts.get(name) ?? split(initial));
    const after = split(join(change(split(before))));
    this.parts.set(name, after);
    return after;
  };
  readBase = async ({ name }: AnyVaultSlice): Promise<Fingerprints> => this.base.get(name) ?? {};
  saveBase = async ({ name }: AnyVaultSlice, base: Fingerprints): Promise<void> => void this.base.set(name, base);
}

const note = (id: string, text: string, at = 1_700_000_000_000) => ({ id, at, text });
const set = (data: LocalData, name: string, key: string, part: unknown): Promise<SliceParts> =>
  data.change(sliceNamed(name), (mine) => {
    const { [key]: _, ...rest } = mine;
    return part === undefined ? rest : { ...rest, [key]: part };
  });

let server: TestServer;
let here: TestBrowser;
let there: TestBrowser;
beforeEach(async () => {
  server = new TestServer();
  here = await makeVault(server, 'p');
  there = anotherDevice(server, here);
});

describe('synchronisation of two devices', () => {
  it('ends with the same data on both, and loses no part that was not deleted', async () => {
    const device = fc.boolean();
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ on: device, do: fc.constant('set' as const), id: fc.constantFrom('a', 'b', 'c'), text: fc.string({ maxLength: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ on: device, do: fc.constant('delete' as const), id: fc.constantFrom('a', 'b', 'c') }) },
      { weight: 3, arbitrary: fc.record({ on: device, do: fc.constant('sync' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.boolean(), async (steps, race) => {
        const data = [new LocalData(), new LocalData()] as const;
        const syncs = [newSync(here.vaultClient), newSync(there.vaultClient)] as const;
        const sync = async (n: 0 | 1): Promise<void> => {
          if (race) server.beforeNextWrite = () => syncs[n === 0 ? 1 : 0].sync('p', data[n === 0 ? 1 : 0]);
          expect(await syncs[n].sync('p', data[n])).toEqual({ kind: 'synced' });
          server.beforeNextWrite = null;
        };
        // All runs use the same vault; each run begins by emptying it.
        for (const n of [0, 1] as const) await syncs[n].sync('p', data[n]);
        for (const id of ['a', 'b', 'c']) await set(data[0], 'remembered', id, undefined);
        await sync(0);
        await sync(1);
        const expected = new Set<string>();
        for (const one of steps) {
          const n = one.on ? 1 : 0;
          if (one.do === 'sync') await sync(n);
          else {
            if (one.do === 'delete') expected.delete(one.id);
            else expected.add(one.id);
            await set(data[n], 'remembered', one.id, one.do === 'set' ? note(one.id, one.text) : undefined);
          }
        }
        for (const n of [0, 1, 0, 1] as const) await sync(n);
        const [a, b] = data.map(({ parts }) => parts.get('remembered') ?? {});
        expect(a).toEqual(b);
        if (steps.every((one) => one.do !== 'delete')) expect(new Set(Object.keys(a ?? {}))).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  it('writes only changed items, with a month of ratings as one item and no plaintext', async () => {
    const data = new LocalData();
    const { sync } = newSync(here.vaultClient);
    await data.change(sliceNamed('taps'), () => Object.fromEntries([1, 2, 3].map((n) => [String(n), { at: n, before: n, after: null }])));
    await set(data, 'keepsakes', 'k', { kind: 'line', id: 'k', at: 5, text: 'marker-line' });
    await sync('p', data);
    expect(server.of('p').view.items).toHaveLength(2);
    const [writes, before] = [server.writes, server.of('p').view.items];
    await sync('p', data);
    expect(server.writes).toBe(writes);
    await set(data, 'own-line', 'line', 'marker-mine');
    await sync('p', data);
    const after = server.of('p').view.items;
    expect(after.filter(({ sealed }) => before.some((old) => old.sealed === sealed))).toHaveLength(2);
    expect(JSON.stringify(server.of('p'))).not.toContain('marker');
  });

  it('reports offline while the server does not answer, and uploads the data later', async () => {
    const data = new LocalData();
    const { sync } = newSync(here.vaultClient);
    await set(data, 'own-line', 'line', 'said offline');
    server.isAway = true;
    expect(await sync('p', data)).toEqual({ kind: 'offline' });
    server.isAway = false;
    expect(await sync('p', data)).toEqual({ kind: 'synced' });
    const other = new LocalData();
    await newSync(there.vaultClient).sync('p', other);
    expect(other.parts.get('own-line')).toEqual({ line: 'said offline' });
  });

  it('splits more changes than one request may have into several requests', async () => {
    const data = new LocalData();
    const { sync } = newSync(here.vaultClient);
    const entry = (n: number) => ({ id: `e${n}`, at: n, kind: 'reflection', lines: { happened: `n${n}` }, mood: null, energy: null });
    await data.change(sliceNamed('journal'), () => Object.fromEntries(Array.from({ length: 160 }, (_, n) => [`e${n}`, entry(n)])));
    expect(await sync('p', data)).toEqual({ kind: 'synced' });
    expect(server.of('p').view.items).toHaveLength(160);
    await data.change(sliceNamed('journal'), () => ({}));
    await sync('p', data);
    expect(server.of('p').view.items).toEqual([]);
  });
});

describe('parts', () => {
  it('are merged without losing a part that only one side has', () => {
    const parts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3), { noNullPrototype: true });
    fc.assert(
      fc.property(parts, parts, parts, (base, mine, theirs) => {
        const prints = Object.fromEntries(Object.entries(base).map(([key, part]) => [key, fingerprintOf(part)]));
        expect(merge(prints, mine, mine)).toEqual(mine);
        const merged = merge(prints, mine, theirs);
        for (const key of ['a', 'b', 'c']) {
          const [b, m, t] = [base[key], mine[key], theirs[key]];
          if (m === b) expect(merged[key]).toBe(t);
          else if (t === b) expect(merged[key]).toBe(m);
          else expect(merged[key]).toBe(m ?? t);
        }
      }),
    );
  });

  it('are decoded to the encoded values, including pictures', async () => {
    const picture = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/webp' });
    const value = { a: [1, null, { picture }], text: '…' };
    const back = decode(await encode(value)) as typeof value;
    expect(fingerprintOf(back)).toBe(fingerprintOf(value));
    expect(new Uint8Array(await (back.a[2] as { picture: Blob }).picture.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect(decode(await encode(undefined))).toBeUndefined();
  });
});
