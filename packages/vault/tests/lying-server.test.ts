import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptChangedKey,
  type Bytes,
  checkComplete,
  fingerprintDigits,
  type Manifest,
  type ItemId,
  lock,
  trustOnFirstUse,
  newItemId,
  newMemory,
  openManifest,
  openItem,
  openShare,
  type Pins,
  encodePins,
  decodePins,
  checkOwnKeys,
  sealShare,
  type ShareTerms,
  type TrustedKeys,
  unlock,
  sealChanges,
} from '../src/index.ts';
import { concat, framedText, u32, u8 } from '../src/bytes.ts';
import { newPerson, type Person, contentOf, text } from './people.ts';
import { Device, Server } from './server.ts';

let maya: Person;
let noor: Person;
let elsewhere: Person;
let server: Server;
let device: Device;
beforeAll(async () => {
  maya = await newPerson('maya');
  noor = await newPerson('noor');
  elsewhere = await newPerson('maya', 'another centre');
}, 60_000);
beforeEach(() => {
  server = new Server();
  device = new Device(server, maya);
});

const flipped = (bytes: Bytes, at: number): Bytes => bytes.with(at, bytes.at(at)! ^ 1) as Bytes;
/** Finds the index of `part` in `whole`. */
const find = (whole: Bytes, part: Bytes): number => {
  for (let at = 0; at + part.length <= whole.length; at += 1) if (part.every((byte, n) => whole[at + n] === byte)) return at;
  throw new Error('not in it');
};
const replaced = (whole: Bytes, part: Bytes, by: Bytes): Bytes => {
  const at = find(whole, part);
  return concat(whole.slice(0, at), by, whole.slice(at + part.length));
};
const opens = async (keys: Bytes, as = maya, memory = newMemory(as.owner)): Promise<string> =>
  (await unlock(as.owner, keys, { kind: 'passphrase', passphrase: as.passphrase }, memory)).kind;

describe('A server that lies about keys', () => {
  const cost = concat(u32(65_536), u8(3), u8(1));

  it('cannot lower the cost of guessing the passphrase, or raise it beyond use', async () => {
    for (const cheap of [[8, 1, 1], [65_535, 3, 1], [65_536, 2, 1], [65_536, 3, 0]] as const) {
      const lowered = replaced(maya.keys, cost, concat(u32(cheap[0]), u8(cheap[1]), u8(cheap[2])));
      expect(await opens(lowered)).toBe('cost-too-low');
    }
    for (const dear of [[4_000_000_000, 3, 1], [65_536, 255, 1], [65_536, 3, 64]] as const) {
      const raised = replaced(maya.keys, cost, concat(u32(dear[0]), u8(dear[1]), u8(dear[2])));
      expect(await opens(raised)).toBe('cost-too-high');
    }
    expect(await opens(replaced(maya.keys, cost, concat(u32(65_537), u8(3), u8(1))))).toBe('wrong-passphrase');
  });

  it('cannot return the keys of another person or centre', async () => {
    expect(await opens(noor.keys)).toBe('other-person');
    expect(await opens(elsewhere.keys)).toBe('other-centre');
    const renamed = replaced(noor.keys, framedText('noor'), framedText('maya'));
    expect(await opens(renamed)).not.toBe('unlocked');
    expect(await opens(maya.keys, maya, elsewhere.memory)).toBe('other-centre');
  });

  it('cannot swap key slots between people', async () => {
    const slotOf = (person: Person): Bytes => {
      const from = find(person.keys, cost) - 4 - 32 - 1;
      return person.keys.slice(from, from + 1 + 32 + 4 + cost.length + 32 + 12 + 48);
    };
    expect(await opens(replaced(maya.keys, slotOf(maya), slotOf(noor)))).toBe('other-person');
    const claimed = slotOf(noor);
    claimed.set(maya.vault.publicKeys.fingerprint, 1);
    expect(await opens(replaced(maya.keys, slotOf(maya), claimed))).toBe('wrong-passphrase');
  });

  it('cannot return older keys, or the keys of another vault, to a device that has seen newer ones', async () => {
    expect(await opens(maya.keys, maya, { ...maya.memory, keysVersion: 2 })).toBe('rolled-back');
    expect(await opens((await newPerson('maya')).keys, maya, maya.memory)).toBe('own-key-swapped');
  });

  it('cannot cut, change or downgrade the key record', async () => {
    for (const length of [0, 1, 30, 200, maya.keys.length - 1]) expect(await opens(maya.keys.slice(0, length))).toBe('truncated');
    expect(await opens(concat(maya.keys, u8(0)))).toBe('truncated');
    for (const suite of [0, 2]) expect(await opens(maya.keys.with(0, suite) as Bytes)).toBe('unknown-suite');
    expect(await opens(flipped(maya.keys, -1))).toBe('altered');
    // The version was not sealed with this record.
    const version = find(maya.keys, concat(framedText('keys'), u32(1))) + 11;
    expect(await opens(maya.keys.with(version, 7) as Bytes)).not.toBe('unlocked');
    // The bundle is another person's, with a valid signature.
    expect(await opens(replaced(maya.keys, maya.vault.publicKeys.bytes, (await newPerson('maya')).vault.publicKeys.bytes))).toBe('other-person');
    expect(await opens(flipped(maya.keys, find(maya.keys, maya.vault.publicKeys.agreementKey)))).toBe('forged');
  });

  it('cannot show others a wrong public key without the owner seeing it', async () => {
    expect(await checkOwnKeys(maya.vault, maya.vault.publicKeys.bytes)).toBe(null);
    expect(await checkOwnKeys(maya.vault, (await newPerson('maya')).vault.publicKeys.bytes)).toEqual({ kind: 'own-key-swapped' });
    expect(await checkOwnKeys(maya.vault, noor.vault.publicKeys.bytes)).toEqual({ kind: 'own-key-swapped' });
  });
});

describe('A server that lies about stored items', () => {
  let one: ItemId<'reflection'>;
  let two: ItemId<'reflection'>;
  const put = (item: ItemId<'reflection'>, content: string) => ({ kind: 'put', purpose: 'reflection', item, content: text(content) }) as const;
  const stored = () => server.of(maya);
  const openedManifest = async (): Promise<Manifest> => {
    const manifest = await device.openManifest();
    if (typeof manifest === 'string') throw new Error(manifest);
    return manifest;
  };
  beforeEach(async () => {
    [one, two] = [newItemId('reflection'), newItemId('reflection')];
    await device.write(put(one, 'first'), put(two, 'second'));
  });

  it('is trusted while it tells the truth, on every device', async () => {
    await device.write(put(one, 'changed'), { kind: 'delete', item: two });
    expect(contentOf(await device.read('reflection', one))).toBe('changed');
    const other = device.another();
    expect(await other.unlock()).toBe('unlocked');
    expect(contentOf(await other.read('reflection', one))).toBe('changed');
    await other.write(put(two, 'written again'));
    expect(contentOf(await device.read('reflection', two))).toBe('written again');
  });

  it('cannot swap, replay, cut or change one item', async () => {
    const before = stored().items.get(one)!;
    const other = stored().items.get(two)!;
    await device.write(put(one, 'changed'));
    const now = stored().items.get(one)!;
    const returned = async (sealed: Bytes): Promise<string> => {
      stored().items.set(one, sealed);
      return contentOf(await device.read('reflection', one));
    };
    expect(await returned(now)).toBe('changed');
    expect(await returned(before)).toBe('rolled-back');
    expect(await returned(other)).toBe('other-item');
    expect(await returned(now.slice(0, -1))).toBe('truncated');
    expect(await returned(now.slice(0, 50))).toBe('truncated');
    expect(await returned(flipped(now, -1))).toBe('altered');
    expect(await returned(now.with(0, 0) as Bytes)).toBe('unknown-suite');
  });

  it('cannot return an item of another person or another centre', async () => {
    const sealedBy = async (person: Person): Promise<Bytes> => {
      const theirs = new Device(server, person);
      await theirs.write(put(one, 'not maya’s'));
      return server.of(person).items.get(one)!;
    };
    for (const [person, kind] of [[noor, 'other-person'], [elsewhere, 'other-centre']] as const) {
      stored().items.set(one, await sealedBy(person));
      expect(contentOf(await device.read('reflection', one))).toBe(kind);
    }
    stored().head = server.of(noor).head;
    expect(await device.openManifest()).toBe('other-person');
    stored().head = server.of(elsewhere).head;
    expect(await device.openManifest()).toBe('other-centre');
  });

  it('cannot withhold an item, or add one', async () => {
    const manifest = await openedManifest();
    expect(checkComplete(manifest, stored().items.keys())).toEqual({ kind: 'complete' });
    stored().items.delete(two);
    expect(contentOf(await device.read('reflection', two))).toBe('withheld');
    expect(checkComplete(manifest, stored().items.keys())).toEqual({ kind: 'withheld', items: [two] });
    expect(checkComplete(manifest, [one, two, 'slipped in'])).toEqual({ kind: 'not-listed', items: ['slipped in'] });
    expect(contentOf(await device.read('reflection', newItemId('reflection')))).toBe('not-listed');
    const asOther = two as string as ItemId<'taps'>;
    expect(contentOf(await openItem(device.vault, manifest, 'taps', asOther, null))).toBe('other-purpose');
  });

  it('cannot return an older state of the vault to a device that has seen a newer one', async () => {
    const back = server.snapshot(maya);
    await device.write(put(one, 'later'));
    back();
    expect(await device.openManifest()).toBe('rolled-back');
    stored().head = null;
    expect(await device.openManifest()).toBe('rolled-back');
    // The old manifest claims the new version.
    back();
    stored().head = { version: 2, sealed: stored().head!.sealed };
    expect(await device.openManifest()).toBe('rolled-back');
  });

  it('cannot show two devices different histories once one device sees the other’s', async () => {
    const other = device.another();
    await other.unlock();
    await other.openManifest();
    const fork = server.snapshot(maya);
    await device.write(put(one, 'written here'));
    fork();
    await other.write(put(one, 'written there'));
    expect(await device.openManifest()).toBe('forked');
    await other.write(put(two, 'and once more'));
    expect(await device.openManifest()).toBe('forked');
  });

  it('cannot cut, change or downgrade the manifest', async () => {
    const { sealed, version } = stored().head!;
    const returned = async (bytes: Bytes, as = version) => (await openManifest(device.vault, { version: as, sealed: bytes }, device.memory)).kind;
    expect(await returned(sealed)).toBe('opened');
    expect(await returned(sealed.slice(0, -16))).toBe('truncated');
    expect(await returned(flipped(sealed, -20))).toBe('altered');
    expect(await returned(sealed.with(0, 2) as Bytes)).toBe('unknown-suite');
    expect(await returned(sealed, 0)).toBe('altered');
    expect(await returned(stored().items.get(one)!)).toBe('altered');
  });

  it('gets no ciphertext from a locked vault, and none above the size limit', async () => {
    const manifest = await openedManifest();
    const large = { ...put(one, ''), content: new Uint8Array(1024 * 1024) };
    expect(await sealChanges(device.vault, manifest, device.memory, [large], 0)).toEqual({ kind: 'too-large' });
    await device.unlock();
    lock(device.vault);
    expect(await sealChanges(device.vault, manifest, device.memory, [], 0)).toEqual({ kind: 'locked' });
    expect(contentOf(await device.read('reflection', one))).toBe('locked');
  });
});

describe('A server that lies about shares', () => {
  let toNoor: TrustedKeys;
  let fromMaya: TrustedKeys;
  let terms: ShareTerms;
  let sealed: Bytes;
  const trustedKeysOf = async (person: Person, pins: Pins = {}): Promise<TrustedKeys> => {
    const result = await trustOnFirstUse(pins, person.owner, person.vault.publicKeys.bytes, 5);
    if (result.kind !== 'trusted') throw new Error(result.kind);
    return result.publicKeys;
  };
  beforeEach(async () => {
    [toNoor, fromMaya] = [await trustedKeysOf(noor), await trustedKeysOf(maya)];
    const purpose = 'feedback-question';
    const share = await sealShare(maya.vault, toNoor, { purpose, answers: null }, text('What do you think?'));
    if (share.kind !== 'sealed') throw new Error(share.kind);
    terms = { share: share.share, purpose, answers: null };
    ({ sealed } = share);
  });
  const read = async (vault = noor.vault, from = fromMaya, as = terms, bytes = sealed) => contentOf(await openShare(vault, from, as, bytes));

  it('is trusted while it tells the truth, and an answer is bound to its question', async () => {
    expect(await read()).toBe('What do you think?');
    const answer = await sealShare(noor.vault, fromMaya, { purpose: 'feedback-answer', answers: terms.share }, text('You were kind.'));
    if (answer.kind !== 'sealed') throw new Error(answer.kind);
    const answered: ShareTerms = { share: answer.share, purpose: 'feedback-answer', answers: terms.share };
    expect(await read(maya.vault, toNoor, answered, answer.sealed)).toBe('You were kind.');
    expect(await read(maya.vault, toNoor, { ...answered, answers: null }, answer.sealed)).toBe('other-thread');
    expect(await read(maya.vault, toNoor, { ...answered, answers: answer.share }, answer.sealed)).toBe('other-thread');
  });

  it('cannot deliver a share to another person, or claim another sender', async () => {
    const third = await newPerson('third');
    expect(await read(third.vault)).toBe('not-for-you');
    expect(await read(noor.vault, await trustedKeysOf(third))).toBe('not-from-them');
    // The recipient's name is replaced in the bytes.
    const readdressed = replaced(sealed, framedText('noor'), framedText('third'));
    expect(await read(third.vault, fromMaya, terms, readdressed)).toBe('not-for-you');
    const rekeyed = replaced(readdressed, noor.vault.publicKeys.fingerprint, third.vault.publicKeys.fingerprint);
    expect(await read(third.vault, fromMaya, terms, rekeyed)).toBe('forged');
    const renamed = replaced(replaced(sealed, framedText('maya'), framedText('third')), maya.vault.publicKeys.fingerprint, third.vault.publicKeys.fingerprint);
    expect(await read(noor.vault, await trustedKeysOf(third), terms, renamed)).toBe('forged');
  });

  it('cannot give a share another id, purpose or thread, or cut, change or downgrade it', async () => {
    const other = 'another-name-altogether' as ShareTerms['share'];
    expect(await read(noor.vault, fromMaya, { ...terms, share: other })).toBe('other-item');
    expect(await read(noor.vault, fromMaya, { ...terms, purpose: 'debrief-note' })).toBe('other-purpose');
    expect(await read(noor.vault, fromMaya, { ...terms, answers: other })).toBe('other-thread');
    expect(await read(noor.vault, fromMaya, terms, sealed.slice(0, -1))).toBe('truncated');
    expect(await read(noor.vault, fromMaya, terms, sealed.slice(0, 90))).toBe('truncated');
    expect(await read(noor.vault, fromMaya, terms, flipped(sealed, -1))).toBe('forged');
    expect(await read(noor.vault, fromMaya, terms, sealed.with(0, 9) as Bytes)).toBe('unknown-suite');
  });

  it('cannot mix the shares and keys of two centres', async () => {
    const result = await trustOnFirstUse({}, maya.owner, elsewhere.vault.publicKeys.bytes, 0);
    expect(result).toEqual({ kind: 'other-centre' });
    expect(await sealShare(noor.vault, await trustedKeysOf(elsewhere), { purpose: 'debrief-note', answers: null }, text('x'))).toEqual({ kind: 'other-centre' });
    expect(await read(noor.vault, await trustedKeysOf(elsewhere))).toBe('other-centre');
  });

  it('cannot swap a pinned public key: both fingerprints are shown, and only the compared one is accepted', async () => {
    const first = await trustOnFirstUse({}, noor.owner, noor.vault.publicKeys.bytes, 5);
    if (first.kind !== 'trusted') throw new Error(first.kind);
    expect(first.isFirst).toBe(true);
    const pins = decodePins(encodePins(first.pins));
    expect(await trustOnFirstUse(pins, noor.owner, noor.vault.publicKeys.bytes, 6)).toMatchObject({ kind: 'trusted', isFirst: false });
    const swapped = (await newPerson('noor')).vault.publicKeys;
    const changed = await trustOnFirstUse(pins, noor.owner, swapped.bytes, 7);
    if (changed.kind !== 'key-changed' || !('pinned' in changed)) throw new Error(changed.kind);
    expect(fingerprintDigits(changed.pinned)).toEqual(fingerprintDigits(noor.vault.publicKeys.fingerprint));
    expect(fingerprintDigits(changed.published)).not.toEqual(fingerprintDigits(changed.pinned));
    expect(await acceptChangedKey(pins, noor.owner, swapped.bytes, changed.pinned, 8)).toEqual({ kind: 'key-changed' });
    const accepted = await acceptChangedKey(pins, noor.owner, swapped.bytes, changed.published, 8);
    if (accepted.kind !== 'trusted') throw new Error(accepted.kind);
    // A share sealed by the old key does not open as one of the new key.
    expect(await read(noor.vault, await trustedKeysOf(await newPerson('maya')))).toBe('key-changed');
    expect(await trustOnFirstUse(pins, noor.owner, flipped(noor.vault.publicKeys.bytes, -1), 9)).toEqual({ kind: 'forged' });
    expect(await trustOnFirstUse(pins, noor.owner, noor.vault.publicKeys.bytes.slice(0, -1), 9)).toEqual({ kind: 'truncated' });
    expect(await trustOnFirstUse(pins, maya.owner, noor.vault.publicKeys.bytes, 9)).toEqual({ kind: 'other-person' });
    expect(await trustOnFirstUse({}, { ...noor.owner, person: '__proto__' }, noor.vault.publicKeys.bytes, 9)).toEqual({ kind: 'other-person' });
  });
});
