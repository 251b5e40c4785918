import { beforeAll, describe, expect, it } from 'vitest';
import {
  addPasskey,
  changePassphrase,
  fingerprintDigits,
  toStorableVault,
  lock,
  newMemory,
  passkeyPrfInput,
  passkeyCredentials,
  prepareVault,
  readPasskeySecret,
  readPassphrase,
  readRecoveryKey,
  removePasskeys,
  renewRecoveryKey,
  restoreVault,
  type Secret,
  unlock,
} from '../src/index.ts';
import { newPerson, type Person, words } from './people.ts';

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

  it('changes its passphrase by recovery key and stays the same vault', async () => {
    const changed = await changePassphrase(maya.owner, maya.keys, byKey(maya.recoveryKey), words('quite another one'), maya.memory);
    expect(changed).toMatchObject({ kind: 'keys', version: 2 });
    if (changed.kind !== 'keys') return;
    expect(await tryWith(changed.keys, byWords('quite another one'))).toBe('unlocked');
    expect(await tryWith(changed.keys, own(maya))).toBe('wrong-passphrase');
    expect(await tryWith(changed.keys, byKey(maya.recoveryKey))).toBe('unlocked');
    // After the change this device refuses the older record.
    expect(await unlock(maya.owner, maya.keys, own(maya), changed.memory)).toEqual({ kind: 'rolled-back' });
  });

  it('gets a new recovery key, after which the old one no longer opens it', async () => {
    const renewed = await renewRecoveryKey(maya.owner, maya.keys, own(maya), maya.memory);
    if (renewed.kind !== 'to-confirm') throw new Error(renewed.kind);
    const [a, b] = renewed.askedGroups;
    const done = await renewed.confirm([renewed.recoveryKey[a]!, renewed.recoveryKey[b]!]);
    if (done.kind !== 'keys') throw new Error(done.kind);
    expect(await tryWith(done.keys, byKey(maya.recoveryKey))).toBe('wrong-recovery-key');
    expect(await tryWith(done.keys, byKey(renewed.recoveryKey))).toBe('unlocked');
  });

  it('opens by an added passkey, which is never the only secret', async () => {
    const one = passkey();
    const added = await addPasskey(maya.owner, maya.keys, own(maya), one, maya.memory);
    if (added.kind !== 'keys') throw new Error(added.kind);
    expect(await passkeyCredentials(maya.owner, added.keys)).toEqual(['cred-1']);
    expect(await tryWith(added.keys, { kind: 'passkey', ...one })).toBe('unlocked');
    expect(await tryWith(added.keys, { ...passkey(), kind: 'passkey' })).toBe('wrong-passkey');
    expect(await tryWith(added.keys, own(maya))).toBe('unlocked');
    const removed = await removePasskeys(maya.owner, added.keys, { kind: 'passkey', ...one }, added.memory);
    if (removed.kind !== 'keys') throw new Error(removed.kind);
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
