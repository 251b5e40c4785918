import { deriveKeyInThisThread, fromBase64Url, newMemory, readPassphrase, renewKeys, setKeyDeriver, unlock, type RenewedKeys } from '@onhook/vault';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { slices } from '../features/index.ts';
import { type AnyVaultSlice, isVaultSlice, type SliceParts } from '../local-store/slice.ts';
import type { Fingerprints } from './parts.ts';
import { createSync, type Local } from './sync.ts';
import { anotherDevice, makeVault, TestBrowser, TestServer } from './testing.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
// A fast key derivation: these tests renew keys many times, and none tests the cost of guessing.
beforeAll(() =>
  setKeyDeriver(async ({ passphrase: words, salt }) => crypto.subtle.importKey('raw', new Uint8Array([...words, ...salt]), 'HKDF', false, ['deriveKey', 'deriveBits'])),
);
afterAll(() => setKeyDeriver(deriveKeyInThisThread));

const vaultSlices = slices.filter(isVaultSlice);
const remembered = vaultSlices.find(({ name }) => name === 'remembered')!;
const owner = { centre: 'main', person: 'p' };
const passphrase = readPassphrase('what only p knows')!;
const bySecret = { kind: 'passphrase', passphrase } as const;

class LocalData implements Local {
  readonly parts = new Map<string, SliceParts>();
  readonly base = new Map<string, Fingerprints>();
  change = async ({ name, split, join, initial }: AnyVaultSlice, change: (mine: SliceParts) => SliceParts): Promise<SliceParts> => {
    const after = split(join(change(split(join(this.parts.get(name) ?? split(initial))))));
    this.parts.set(name, after);
    return after;
  };
  readBase = async ({ name }: AnyVaultSlice): Promise<Fingerprints> => this.base.get(name) ?? {};
  saveBase = async ({ name }: AnyVaultSlice, base: Fingerprints): Promise<void> => void this.base.set(name, base);
}

interface Device {
  readonly browser: TestBrowser;
  readonly local: LocalData;
  readonly sync: ReturnType<typeof createSync>;
}

let server: TestServer;
let devices: readonly [Device, Device];
beforeEach(async () => {
  server = new TestServer();
  const here = await makeVault(server, 'p');
  const deviceOf = (browser: TestBrowser): Device => ({ browser, local: new LocalData(), sync: createSync(browser.vaultClient, async () => vaultSlices) });
  devices = [deviceOf(here), deviceOf(anotherDevice(server, here))];
});

const keysNow = () => fromBase64Url(server.of('p').view.keys!.sealed)!;
const unlockAgain = async ({ browser, sync }: Device): Promise<void> => {
  const opened = await unlock(owner, keysNow(), bySecret, browser.memory);
  if (opened.kind !== 'unlocked') throw new Error(opened.kind);
  browser.vault = opened.vault;
  browser.memory = opened.memory;
  sync.forget('p');
  browser.vaultClient.forget('p');
};
/** Synchronises. Unlocks a device first whose keys were renewed on another one. */
const syncOn = async (device: Device): Promise<void> => {
  for (let n = 0; n < 2; n += 1) {
    const synced = await device.sync.sync('p', device.local);
    if (synced.kind === 'synced') return;
    expect(synced).toEqual({ kind: 'locked' });
    await unlockAgain(device);
  }
  throw new Error('stays locked');
};
const prepare = async ({ browser }: Device): Promise<RenewedKeys> => {
  const renewal = await renewKeys(owner, keysNow(), bySecret, passphrase, browser.memory);
  if (renewal.kind !== 'to-confirm') throw new Error(renewal.kind);
  const [a, b] = renewal.askedGroups;
  const renewed = await renewal.confirm([renewal.recoveryKey[a]!, renewal.recoveryKey[b]!]);
  if (renewed.kind !== 'keys') throw new Error(renewed.kind);
  return renewed;
};
interface Renewal {
  readonly lose: 'request' | 'reply' | null;
  /** True if the browser is closed before it stores the renewed keys. */
  readonly killed: boolean;
}
const renewOn = async (device: Device, { lose, killed }: Renewal): Promise<void> => {
  const { browser } = device;
  if (!browser.vault) await unlockAgain(device);
  const renewed = await prepare(device);
  const before = browser.memory;
  server.lose = lose;
  const done = await browser.vaultClient.renew('p', renewed);
  server.lose = null;
  if (killed) {
    browser.lock();
    browser.memory = before;
  } else if (done === 'done') browser.vault = renewed.vault;
};
const write = ({ local }: Device, id: string, text: string) => local.change(remembered, (mine) => ({ ...mine, [id]: { id, at: 1_700_000_000_000, text } }));

describe('a renewal of keys', () => {
  it('loses no data when it is interrupted anywhere, or another device writes or renews meanwhile', async () => {
    const on = fc.constantFrom(0 as const, 1 as const);
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), on, id: fc.constantFrom('a', 'b', 'c') }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), on }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('renew' as const),
          on,
          lose: fc.constantFrom('request' as const, 'reply' as const, null),
          killed: fc.boolean(),
          meanwhile: fc.constantFrom('write' as const, 'renew' as const, null),
        }),
      },
    );
    let renewals = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const written = new Set<string>();
        for (const device of devices) {
          await syncOn(device);
          await device.local.change(remembered, () => ({}));
          await syncOn(device);
        }
        for (const [n, one] of steps.entries()) {
          const [device, other] = one.on === 0 ? devices : [devices[1], devices[0]];
          if (one.do === 'write') {
            written.add(one.id);
            await write(device, one.id, `text ${n}`);
          } else if (one.do === 'sync') {
            if (!device.browser.vault) await unlockAgain(device);
            await syncOn(device);
          } else {
            renewals += 1;
            const { meanwhile } = one;
            if (meanwhile) {
              server.beforeNextWrite = async () => {
                // The other device's own requests are not lost.
                server.lose = null;
                await (meanwhile === 'renew' ? renewOn(other, { lose: null, killed: false }) : syncOn(other));
                server.lose = one.lose;
              };
            }
            await renewOn(device, one);
            server.beforeNextWrite = null;
          }
        }
        for (const n of [0, 1, 0, 1] as const) {
          if (!devices[n].browser.vault) await unlockAgain(devices[n]);
          await syncOn(devices[n]);
        }
        const [a, b] = devices.map(({ local }) => local.parts.get('remembered') ?? {});
        expect(a).toEqual(b);
        expect(new Set(Object.keys(a ?? {}))).toEqual(written);
        // A new device can read everything with the present keys.
        const newDevice: Device = { browser: new TestBrowser(server, devices[0].browser.vault!, newMemory(owner)), local: new LocalData(), sync: createSync(devices[0].browser.vaultClient, async () => vaultSlices) };
        await unlockAgain(newDevice);
        const seen = await newDevice.browser.vaultClient.read('p');
        expect(seen.kind).toBe('read');
      }),
      { numRuns: 25 },
    );
    expect(renewals).toBeGreaterThan(10);
  });

  it('locks a device with the previous keys, which then cannot write with them', async () => {
    const [here, there] = devices;
    await write(there, 'a', 'there');
    await syncOn(there);
    await renewOn(here, { lose: null, killed: false });
    await write(there, 'b', 'after the renewal');
    expect(await there.sync.sync('p', there.local)).toEqual({ kind: 'locked' });
    expect(there.browser.vault).toBeNull();
    // The server refuses a write that was encrypted with the previous keys.
    const { head } = server.of('p').view;
    const stale = { keysVersion: 1, head: { version: head!.version + 1, sealed: 'AQ' }, put: [], deleted: [] };
    expect(await server.clientOf('p')('POST /api/vault/changes', { body: stale })).toMatchObject({ kind: 'refused', error: 'no-longer-possible' });
    await unlockAgain(there);
    await syncOn(there);
    await syncOn(here);
    expect(Object.keys(here.local.parts.get('remembered') ?? {}).toSorted()).toEqual(['a', 'b']);
  });

  it('succeeds when only its reply is lost', async () => {
    const [here] = devices;
    const renewed = await prepare(here);
    server.lose = 'reply';
    expect(await here.browser.vaultClient.renew('p', renewed)).toBe('done');
    const again = await prepare(here).catch((error: unknown) => error);
    expect(again).toMatchObject({ kind: 'keys', version: 3 });
  });
});
