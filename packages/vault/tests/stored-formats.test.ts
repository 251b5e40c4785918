/**
 * Opens what an earlier version wrote. `fixtures/format-1.json` was made once, before the code got its present names, for two
 * invented people: a change of a name in the code must not change a stored byte or field.
 */
import { describe, expect, it } from 'vitest';
import {
  addPasskey,
  type Bytes,
  decodePins,
  fingerprintDigits,
  fromBase64Url,
  type ItemId,
  itemIdFor,
  type Memory,
  newMemory,
  openAllItems,
  openManifest,
  openOnDevice,
  openShare,
  passkeyPrfInput,
  readPasskeySecret,
  readPassphrase,
  readRecoveryKey,
  restoreVault,
  type Secret,
  type ShareTerms,
  type StorableVault,
  textOf,
  toBase64Url,
  toStorableVault,
  trustOnFirstUse,
  unlock,
  type Vault,
} from '../src/index.ts';
import stored from './fixtures/format-1.json';

const bytes = (text: string): Bytes => fromBase64Url(text)!;
const owner = stored.place;
const memory = stored.memory as Memory;
const keys = bytes(stored.keys);
const byPassphrase: Secret = { kind: 'passphrase', passphrase: readPassphrase(stored.passphrase)! };
const byPasskey: Secret = {
  kind: 'passkey',
  credential: stored.passkey.credential,
  secret: readPasskeySecret(bytes(stored.passkey.secret).buffer)!,
};

const open = async (): Promise<Vault> => {
  const unlocked = await unlock(owner, keys, byPassphrase, memory);
  if (unlocked.kind !== 'unlocked') throw new Error(unlocked.kind);
  return unlocked.vault;
};

describe('A vault that an earlier version stored', () => {
  it('opens by its passphrase, its recovery key and its passkey, with the memory of its device', async () => {
    const recoveryKey = readRecoveryKey(stored.recoveryKey);
    if (recoveryKey.kind !== 'read') throw new Error(recoveryKey.kind);
    for (const secret of [byPassphrase, byPasskey, { kind: 'recovery-key', key: recoveryKey.key } as const])
      expect((await unlock(owner, keys, secret, memory)).kind).toBe('unlocked');
    expect(toBase64Url(await passkeyPrfInput(owner))).toBe(stored.passkey.prfInput);
    expect(Object.keys(newMemory(owner))).toEqual(Object.keys(memory));
    expect((await addPasskey(owner, keys, byPassphrase, { ...byPasskey, credential: 'cred-2' }, memory)).kind).toBe('keys');
  });

  it('hands out its manifest and every item, and has the same names for them', async () => {
    const vault = await open();
    const { version, sealed } = stored.head;
    const opened = await openManifest(vault, { version, sealed: bytes(sealed) }, memory);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const items = new Map(stored.items.map(({ item, sealed: content }) => [item, bytes(content)]));
    const all = await openAllItems(vault, opened.manifest, items);
    expect(all.map(({ purpose, opened: one }) => [purpose, one.kind === 'opened' && textOf(one.content)])).toEqual([
      ['reflection', 'The customer was sorry in the end.'],
      ['carry', 'Call the depot.'],
    ]);
    expect(await itemIdFor(vault, 'carry', 'carry/all')).toBe(stored.items[1]!.item as ItemId<'carry'>);
    expect(opened.memory).toEqual(memory);
  });

  it('opens a share, with the pin that was stored for its sender', async () => {
    const vault = await open();
    const trusted = await trustOnFirstUse(decodePins(bytes(toBase64Url(new TextEncoder().encode(stored.pins)))), stored.sender.place, bytes(stored.sender.card), 6);
    if (trusted.kind !== 'trusted') throw new Error(trusted.kind);
    expect(trusted.isFirst).toBe(false);
    const { share, purpose, answers, sealed } = stored.share;
    const opened = await openShare(vault, trusted.publicKeys, { share, purpose, answers } as unknown as ShareTerms, bytes(sealed));
    expect(opened.kind === 'opened' && textOf(opened.content)).toBe('What do you think?');
    expect(fingerprintDigits(vault.publicKeys.fingerprint)).toEqual(stored.digits);
    expect(toBase64Url(vault.publicKeys.bytes)).toBe(stored.card);
  });

  it('opens what was sealed on the device', async () => {
    const opened = await openOnDevice(await open(), owner, stored.device.name, stored.device.pieces.map(bytes));
    expect(opened.kind === 'opened' && textOf(opened.content)).toBe('Only on this device.');
  });

  it('stays unlocked: the record that browsers hold keeps its field names', async () => {
    const vault = await open();
    const record = toStorableVault(vault) as unknown as { readonly card: object };
    expect(Object.keys(record)).toEqual(['place', 'card', 'master', 'agree', 'sign']);
    expect(Object.keys(record.card)).toEqual(['place', 'agree', 'verify', 'fingerprint', 'bytes']);
    expect(restoreVault(owner, record as unknown as StorableVault)?.publicKeys).toEqual(vault.publicKeys);
  });
});
