import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { BackupDamaged, BackupEncrypted } from './errors.ts';

/**
 * Format of an encrypted backup, all numbers big-endian:
 *
 * - header of 52 bytes: the 16 bytes `onhook backup 1\n`, a salt of 32 random bytes, log2 of scrypt's N, r and p in a byte each, a zero byte
 * - chunks: AES-256-GCM of 65,536 bytes of the plain backup each, the last one of 0 to 65,536 bytes, each followed by its tag of 16 bytes
 *
 * The key is scrypt of the passphrase (UTF-8, NFC) with the salt, 32 bytes. The nonce of a chunk is its number from 0 in 11 bytes, and a
 * byte that is 1 for the last chunk and 0 for all others, so that a cut or reordered file does not open. Every chunk authenticates the header.
 */
const magic = Buffer.from('onhook backup 1\n', 'latin1');
const saltLength = 32;
const headerLength = magic.length + saltLength + 4;
const chunkLength = 64 * 1024;
const tagLength = 16;

const cost = { log2N: 17, r: 8, p: 1 } as const;
/** Greatest cost that a file may ask for, about one gigabyte of memory. */
const mostCost = { log2N: 20, r: 8, p: 4 } as const;

/** Fewest characters of a passphrase for a backup. */
export const leastPassphrase = 12;

const deriveKey = (passphrase: string, salt: Buffer, { log2N, r, p }: { readonly log2N: number; readonly r: number; readonly p: number }): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N: 2 ** log2N, r, p, maxmem: 256 * 2 ** log2N * r };
    scrypt(passphrase.normalize('NFC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const nonceOf = (chunk: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(chunk), 3);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
};

/** Cuts a stream into chunks of one length. The last chunk is shorter, or empty, and the only one that says so. */
const chunksOf = async function* (source: AsyncIterable<Buffer | string>, length: number): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    const bytes = Buffer.from(part as Buffer);
    waiting.push(bytes);
    size += bytes.length;
    // One whole chunk waits until it is known whether it is the last one.
    if (size <= length) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    for (; all.length - from > length; from += length) yield { bytes: all.subarray(from, from + length), isLast: false };
    waiting = [all.subarray(from)];
    size = all.length - from;
  }
  yield { bytes: Buffer.concat(waiting), isLast: true };
};

/** Encrypts a stream with a passphrase of at least {@link leastPassphrase} characters. */
export const encryptWith = (passphrase: string) =>
  async function* (source: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    const salt = randomBytes(saltLength);
    const header = Buffer.concat([magic, salt, Buffer.from([cost.log2N, cost.r, cost.p, 0])]);
    const key = await deriveKey(passphrase, salt, cost);
    yield header;
    let chunk = 0;
    for await (const { bytes, isLast } of chunksOf(source, chunkLength)) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunk, isLast)).setAAD(header);
      yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      chunk += 1;
    }
  };

const readCost = (header: Buffer) => {
  const [log2N = 0, r = 0, p = 0] = header.subarray(magic.length + saltLength);
  const fits = log2N >= cost.log2N && log2N <= mostCost.log2N && r >= 1 && r <= mostCost.r && p >= 1 && p <= mostCost.p;
  if (!fits) throw new BackupDamaged('the backup is damaged, or asks for more work than it should');
  return { log2N, r, p };
};

const decryptChunks = async function* (first: Buffer, rest: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const source = async function* (): AsyncGenerator<Buffer> {
    yield first.subarray(headerLength);
    yield* rest;
  };
  const header = first.subarray(0, headerLength);
  const key = await deriveKey(passphrase, header.subarray(magic.length, magic.length + saltLength), readCost(header));
  let chunk = 0;
  for await (const { bytes, isLast } of chunksOf(source(), chunkLength + tagLength)) {
    if (bytes.length < tagLength) throw new BackupDamaged('the backup is cut short');
    const opener = createDecipheriv('aes-256-gcm', key, nonceOf(chunk, isLast)).setAAD(header).setAuthTag(bytes.subarray(-tagLength));
    try {
      yield Buffer.concat([opener.update(bytes.subarray(0, -tagLength)), opener.final()]);
    } catch (error) {
      if (chunk === 0) throw new BackupEncrypted('the passphrase does not open this backup, or its beginning is damaged', { cause: error });
      throw new BackupDamaged('the backup has been altered or is cut short', { cause: error });
    }
    chunk += 1;
  }
};

/**
 * Decrypts an encrypted backup; passes on one that is not encrypted.
 *
 * @param passphrase null when none was given
 * @throws BackupEncrypted for an encrypted backup without its passphrase, BackupDamaged
 */
export const decryptWith = (passphrase: string | null) =>
  async function* (source: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    const parts = source[Symbol.asyncIterator]();
    let first = Buffer.alloc(0);
    while (first.length < headerLength) {
      const { value, done } = await parts.next();
      if (done) break;
      first = Buffer.concat([first, Buffer.from(value as Buffer)]);
    }
    const rest = async function* (): AsyncGenerator<Buffer> {
      for (let next = await parts.next(); !next.done; next = await parts.next()) yield Buffer.from(next.value as Buffer);
    };
    if (!first.subarray(0, magic.length).equals(magic)) {
      yield first;
      yield* rest();
      return;
    }
    if (passphrase === null) throw new BackupEncrypted('this backup is encrypted, and its passphrase is needed');
    if (first.length < headerLength) throw new BackupDamaged('the backup is cut short');
    yield* decryptChunks(first, rest(), passphrase);
  };
