import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { decryptWith, encryptWith } from './backup-encryption.ts';
import { BackupDamaged, BackupEncrypted } from './errors.ts';

const passphrase = 'kettle orbit velvet marsh';
const chunk = 64 * 1024;
const header = 52;

const encrypt = (plain: Buffer): Promise<Buffer> => buffer(encryptWith(passphrase)(Readable.from([plain.subarray(0, 7), plain.subarray(7)])));
const decrypt = (bytes: Buffer, by: string | null = passphrase): Promise<Buffer> => buffer(decryptWith(by)(Readable.from([bytes.subarray(0, 11), bytes.subarray(11)])));
const plainOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, n) => n % 251));

describe('an encrypted backup', () => {
  it.each([0, chunk, chunk + 1])('of %i bytes opens by its passphrase as it was, and shows nothing of itself', async (length) => {
    const plain = plainOf(length);
    const bytes = await encrypt(plain);
    expect(bytes).toHaveLength(header + length + 16 * Math.max(1, Math.ceil(length / chunk)));
    if (length > 0) expect(bytes.includes(plain.subarray(0, 32))).toBe(false);
    expect((await decrypt(bytes)).equals(plain)).toBe(true);
  });

  it('opens by no other passphrase, and not when it is cut, altered or reordered anywhere', async () => {
    const bytes = await encrypt(plainOf(2 * chunk + 5));
    await expect(decrypt(bytes, 'another passphrase')).rejects.toThrow(BackupEncrypted);
    await expect(decrypt(bytes, null)).rejects.toThrow(BackupEncrypted);
    const whole = chunk + 16;
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy;
    };
    const [first, second, last] = [bytes.subarray(header, header + whole), bytes.subarray(header + whole, header + 2 * whole), bytes.subarray(header + 2 * whole)];
    for (const [what, damaged] of Object.entries({
      'cut after a chunk': bytes.subarray(0, header + whole),
      'cut in a chunk': bytes.subarray(0, bytes.length - 1),
      'cut in the header': bytes.subarray(0, 20),
      'a byte of the salt': flipped(20),
      'a byte of the second chunk': flipped(header + whole + 9),
      'chunks in another order': Buffer.concat([bytes.subarray(0, header), second, first, last]),
      'more behind the end': Buffer.concat([bytes, last]),
    })) {
      const error = await decrypt(damaged).catch((caught: unknown) => caught);
      expect(error instanceof BackupDamaged || error instanceof BackupEncrypted, what).toBe(true);
    }
    const expensive = Buffer.from(bytes);
    expensive.writeUInt8(31, 48);
    await expect(decrypt(expensive)).rejects.toThrow('more work');
  });

  it('is not confused with one that is not encrypted', async () => {
    for (const length of [0, 3, 200]) expect(await decrypt(plainOf(length))).toEqual(plainOf(length));
  });
});
