import { beforeAll, describe, expect, it } from 'vitest';
import {
  addPasskey,
  checkMasterKey,
  fingerprintDigits,
  itemIdFor,
  newItemId,
  openItem,
  openManifest,
  openOnDevice,
  type Passphrase,
  renewKeys,
  sealChanges,
  sealOnDevice,
  toStorableVault,
  lock,
  newMemory,
  passkeyPrfInput,
  passkeyCredentials,
  prepareVault,
  readPasskeySecret,
  readPassphrase,
  readRecoveryKey,
  restoreVault,
  type Secret,
  unlock,
} from '../src/index.ts';
import { contentOf, newPerson, type Person, text, words } from './people.ts';
import { Device, Server } from './server.ts';

let maya: Person;
beforeAll(async () => {
  maya = await newPerson('maya');
}, 60_000);

const byWords = (text: string): Secret => ({ kind: 'passphrase', passphrase: words(text) });
const own = (person: Person): Secret => ({ kind: 'passphrase', passphrase: person.passphrase });
const byKey = (key: readonly string[]): Secret => {
  const read = readRecoveryKey(key.join(' '));
  if (read.kind !== 'read') throw new Error(read.kind);
  return { kind: 'recovery-key', key: read.key };
};
const tryWith = async (keys: Person['keys'], secret: Secret) => (await unlock(maya.owner, keys, secret, newMemory(maya.owner))).kind;
const passkey = () => ({ credential: 'cred-1', secret: readPasskeySecret(crypto.getRandomValues(new Uint8Array(32)).buffer)! });

describe('A vault', () => {
  it('exists once the recovery key has been typed back, and not before', async () => {
    const prepared = await prepareVault(maya.owner, maya.passphrase, newMemory(maya.owner));
    if (prepared.kind !== 'to-confirm') throw new Error(prepared.kind);
    const { askedGroups: asked, recoveryKey, confirm } = prepared;
    const groups = asked.map((group) => recoveryKey[group]!) as [string, string];
    expect(await confirm(['', groups[1]])).toEqual({ kind: 'not-the-same', groups: [asked[0]] });
    expect(await confirm([groups[1], groups[0]])).toMatchObject({ kind: 'not-the-same' });
    const made = await confirm([groups[0].toLowerCase(), ` ${groups[1]}`]);
    expect(made).toMatchObject({ kind: 'created', version: 1, memory: { keysVersion: 1 } });
    expect(JSON.stringify(made)).not.toContain(groups[0]);
  });

  it('opens by passphrase and by recovery key on a new device, and by no other secret', async () => {
    const byPassphrase = await unlock(maya.owner, maya.keys, own(maya), newMemory(maya.owner));
    expect(byPassphrase).toMatchObject({ kind: 'unlocked', memory: { keysVersion: 1 } });
    if (byPassphrase.kind !== 'unlocked') return;
    expect(fingerprintDigits(byPassphrase.vault.publicKeys.fingerprint)).toEqual(fingerprintDigits(maya.vault.publicKeys.fingerprint));
    expect(fingerprintDigits(maya.vault.publicKeys.fingerprint).join(' ')).toMatch(/^(\d{5} ){5}\d{5}$/);
    expect(await tryWith(maya.keys, byKey(maya.recoveryKey))).toBe('unlocked');
    expect(await tryWith(maya.keys, byWords('what only maya knew'))).toBe('wrong-passphrase');
    expect(await tryWith(maya.keys, byKey((await newPerson('maya')).recoveryKey))).toBe('wrong-recovery-key');
    expect(await tryWith(maya.keys, { kind: 'passkey', ...passkey() })).toBe('wrong-passkey');
  });

  it('accepts a passphrase in any Unicode form of its letters', () => {
    expect(readPassphrase('a b c d e')).toBe(null);
    expect(readPassphrase('sch\u006f\u0308ne Gru\u00dfe')).toBe(readPassphrase('sch\u00f6ne Gru\u00dfe'));
    expect(readPassphrase('👩‍👩‍👧‍👦 eight times')).not.toBe(null);
  });

  /** Renews the keys as the app does, and types the two groups back. */
  const renew = async (keys: Person['keys'], secret: Secret, passphrase: Passphrase, memory = maya.memory) => {
    const renewal = await renewKeys(maya.owner, keys, secret, passphrase, memory);
    if (renewal.kind !== 'to-confirm') throw new Error(renewal.kind);
    const { recoveryKey, askedGroups: [a, b] } = renewal;
    const renewed = await renewal.confirm([recoveryKey[a]!, recoveryKey[b]!]);
    if (renewed.kind !== 'keys') throw new Error(renewed.kind);
    return { ...renewed, recoveryKey };
  };

  it('changes its passphrase by recovery key and stays the same vault', async () => {
    const changed = await renew(maya.keys, byKey(maya.recoveryKey), words('quite another one'));
    expect(changed).toMatchObject({ kind: 'keys', version: 2 });
    expect(await tryWith(changed.keys, byWords('quite another one'))).toBe('unlocked');
    expect(await tryWith(changed.keys, own(maya))).toBe('wrong-passphrase');
    expect(await tryWith(changed.keys, byKey(changed.recoveryKey))).toBe('unlocked');
    expect(changed.vault.publicKeys).toEqual(maya.vault.publicKeys);
    // After the change this device refuses the older record.
    expect(await unlock(maya.owner, maya.keys, own(maya), changed.memory)).toEqual({ kind: 'rolled-back' });
  });

  it('gets a new recovery key, after which the old one no longer opens it', async () => {
    const done = await renew(maya.keys, own(maya), maya.passphrase);
    expect(await tryWith(done.keys, byKey(maya.recoveryKey))).toBe('wrong-recovery-key');
    expect(await tryWith(done.keys, byKey(done.recoveryKey))).toBe('unlocked');
    expect(await tryWith(done.keys, own(maya))).toBe('unlocked');
  });

  it('hides what is written after a renewal from every old secret with an old key record', async () => {
    const server = new Server();
    const before = new Device(server, maya);
    const [old, later] = [newItemId('reflection'), newItemId('reflection')];
    await before.write({ kind: 'put', purpose: 'reflection', item: old, content: text('before the renewal') });
    const one = passkey();
    const added = await addPasskey(maya.owner, maya.keys, own(maya), one, before.memory);
    if (added.kind !== 'keys') throw new Error(added.kind);

    // The person renews twice, and writes after each renewal.
    let keys = added.keys;
    const device = new Device(server, maya, before.memory);
    for (const [n, passphrase] of [words('a second passphrase'), words('a third passphrase')].entries()) {
      const renewed = await renew(keys, n === 0 ? own(maya) : byWords('a second passphrase'), passphrase, { ...device.memory, keysVersion: n + 2 });
      const seen = await device.openManifest();
      if (typeof seen === 'string') throw new Error(seen);
      keys = renewed.keys;
      device.vault = renewed.vault;
      const head = await sealChanges(renewed.vault, seen, device.memory, [], 1_700_000_000_000);
      if (head.kind !== 'sealed') throw new Error(head.kind);
      server.of(maya).head = { version: head.manifest.version, sealed: head.sealedManifest };
      device.memory = head.memory;
      await device.write({ kind: 'put', purpose: 'reflection', item: later, content: text(`after renewal ${n + 1}`) });
    }
    const manifest = await device.openManifest();
    if (typeof manifest === 'string') throw new Error(manifest);
    expect(contentOf(await device.read('reflection', old))).toBe('before the renewal');
    expect(contentOf(await device.read('reflection', later))).toBe('after renewal 2');

    // The attacker has an old key record with an old secret, everything that the server has now, and even the list of items.
    for (const [record, secret] of [
      [maya.keys, byKey(maya.recoveryKey)],
      [maya.keys, own(maya)],
      [added.keys, { kind: 'passkey', ...one } as const],
    ] as const) {
      const opened = await unlock(maya.owner, record, secret, newMemory(maya.owner));
      if (opened.kind !== 'unlocked') throw new Error(opened.kind);
      const { head, items } = server.of(maya);
      expect(await openManifest(opened.vault, head, newMemory(maya.owner))).toEqual({ kind: 'altered' });
      expect(contentOf(await openItem(opened.vault, manifest, 'reflection', later, items.get(later)!))).toBe('altered');
      // Written before: the old key opens it, and the words say so.
      expect(contentOf(await openItem(opened.vault, manifest, 'reflection', old, items.get(old)!))).toBe('before the renewal');
      // The present record opens by no old secret.
      expect(await tryWith(keys, secret)).not.toBe('unlocked');
      // What an old key seals is not taken for the person's own.
      const forged = await sealChanges(opened.vault, manifest, device.memory, [{ kind: 'put', purpose: 'reflection', item: later, content: text('forged') }], 1);
      if (forged.kind !== 'sealed') throw new Error(forged.kind);
      expect(await openManifest(device.vault, { version: forged.manifest.version, sealed: forged.sealedManifest }, device.memory)).toEqual({ kind: 'altered' });
      expect(contentOf(await openItem(device.vault, manifest, 'reflection', later, forged.put[0]!.sealed))).not.toBe('forged');
      expect(await checkMasterKey(opened.vault, keys)).toBe('renewed');
    }
    expect(await checkMasterKey(device.vault, keys)).toBe('current');
    expect(await checkMasterKey(maya.vault, added.keys)).toBe('current');
  });

  it('keeps the names of its items and what was sealed on a device over a renewal, stored or unlocked anew', async () => {
    const name = await itemIdFor(maya.vault, 'carry', 'carry/all');
    const sealed = await sealOnDevice(maya.vault, maya.owner, 'draft', text('on this device'));
    if (sealed.kind !== 'sealed') throw new Error(sealed.kind);
    const renewed = await renew(maya.keys, own(maya), maya.passphrase);
    const stored = restoreVault(maya.owner, structuredClone(toStorableVault(renewed.vault)!))!;
    const anew = await unlock(maya.owner, renewed.keys, byKey(renewed.recoveryKey), newMemory(maya.owner));
    if (anew.kind !== 'unlocked') throw new Error(anew.kind);
    for (const vault of [renewed.vault, stored, anew.vault]) {
      expect(await itemIdFor(vault, 'carry', 'carry/all')).toBe(name);
      expect(contentOf(await openOnDevice(vault, maya.owner, 'draft', sealed.pieces))).toBe('on this device');
    }
  });

  it('opens by an added passkey, which is never the only secret', async () => {
    const one = passkey();
    const added = await addPasskey(maya.owner, maya.keys, own(maya), one, maya.memory);
    if (added.kind !== 'keys') throw new Error(added.kind);
    expect(await passkeyCredentials(maya.owner, added.keys)).toEqual(['cred-1']);
    expect(await tryWith(added.keys, { kind: 'passkey', ...one })).toBe('unlocked');
    expect(await tryWith(added.keys, { ...passkey(), kind: 'passkey' })).toBe('wrong-passkey');
    expect(await tryWith(added.keys, own(maya))).toBe('unlocked');
    const removed = await renew(added.keys, { kind: 'passkey', ...one }, maya.passphrase, added.memory);
    expect(await passkeyCredentials(maya.owner, removed.keys)).toEqual([]);
    expect(await tryWith(removed.keys, { kind: 'passkey', ...one })).toBe('wrong-passkey');
    // The PRF input differs for another person.
    expect(await passkeyPrfInput(maya.owner)).not.toEqual(await passkeyPrfInput({ ...maya.owner, person: 'noor' }));
    expect(readPasskeySecret(new ArrayBuffer(31))).toBe(null);
  });

  it('stays unlocked on a device without an exportable key', async () => {
    const person = await newPerson('noor');
    const kept = structuredClone(toStorableVault(person.vault)!);
    const secrets = Object.values(kept).filter((value) => value instanceof CryptoKey);
    expect(secrets.map(({ extractable }) => extractable)).toEqual([false, false, false]);
    expect(JSON.stringify(person.vault)).not.toMatch(/"(master|agree|sign)":\{\}/);
    expect(restoreVault(maya.owner, kept)).toBe(null);
    expect(restoreVault({ ...person.owner, centre: 'other' }, kept)).toBe(null);
    expect(restoreVault(person.owner, kept)?.publicKeys.owner).toEqual(person.owner);
    lock(person.vault);
    expect(toStorableVault(person.vault)).toBe(null);
  });
});
