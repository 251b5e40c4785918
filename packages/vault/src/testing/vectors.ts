import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemP521HkdfSha512, DhkemX25519HkdfSha256, HkdfSha256, HkdfSha512 } from '@hpke/core';
import { type Bytes, concat, isEqual } from '../bytes.ts';
import { isSignatureValid } from '../signature.ts';
import aesGcm from '../../vectors/aes-256-gcm.json';
import ed25519 from '../../vectors/ed25519.json';
import hkdf from '../../vectors/hkdf-sha256.json';
import rfc9180 from '../../vectors/rfc9180.json';
import x25519 from '../../vectors/x25519.json';

const hex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

/** Returns the result of a computation; null when it throws. */
const attempt = async (work: () => Promise<ArrayBuffer>): Promise<Bytes | null> => {
  try {
    return new Uint8Array(await work());
  } catch {
    return null;
  }
};
const came = (to: Bytes | null, expected: string): boolean => to !== null && isEqual(to, hex(expected));

const gcm = async ({ key, iv, aad, msg, ct, tag, result }: (typeof aesGcm.vectors)[number]): Promise<boolean> => {
  const imported = await crypto.subtle.importKey('raw', hex(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const algorithm = { name: 'AES-GCM', iv: hex(iv), additionalData: hex(aad) };
  const opened = await attempt(() => crypto.subtle.decrypt(algorithm, imported, hex(ct + tag)));
  if (result === 'invalid') return opened === null;
  return came(opened, msg) && came(await attempt(() => crypto.subtle.encrypt(algorithm, imported, hex(msg))), ct + tag);
};

const derive = async ({ ikm, salt, info, size, okm, result }: (typeof hkdf.vectors)[number]): Promise<boolean> => {
  const derived = await attempt(async () => {
    const from = await crypto.subtle.importKey('raw', hex(ikm), 'HKDF', false, ['deriveBits']);
    return crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: hex(salt), info: hex(info) }, from, size * 8);
  });
  return result === 'invalid' ? derived === null : came(derived, okm);
};

const pkcs8 = hex('302e020100300506032b656e04220420');

const agree = async (vector: (typeof x25519.vectors)[number]): Promise<boolean> => {
  const shared = await attempt(async () => {
    const own = await crypto.subtle.importKey('pkcs8', concat(pkcs8, hex(vector.private)), 'X25519', false, ['deriveBits']);
    const other = await crypto.subtle.importKey('raw', hex(vector.public), 'X25519', true, []);
    return crypto.subtle.deriveBits({ name: 'X25519', public: other }, own, 256);
  });
  // RFC 9180, 7.1.4: a shared secret of zeros is no secret.
  return 'zero' in vector ? shared === null : came(shared, vector.shared);
};

const verify = async ({ pk, msg, sig, result }: (typeof ed25519.vectors)[number]): Promise<boolean> =>
  (await isSignatureValid(hex(pk), hex(sig), hex(msg))) === (result === 'valid');

const suites: Readonly<Record<string, CipherSuite>> = {
  'DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM': new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  }),
  'DHKEM(P-521, HKDF-SHA512), HKDF-SHA512, AES-256-GCM': new CipherSuite({
    kem: new DhkemP521HkdfSha512(),
    kdf: new HkdfSha512(),
    aead: new Aes256Gcm(),
  }),
};

const hpke = async (vector: (typeof rfc9180.vectors)[number]): Promise<boolean> => {
  const suite = suites[vector.suite]!;
  const recipientKey = await suite.kem.deriveKeyPair(hex(vector.ikmR).buffer);
  const info = hex(vector.info).buffer;
  const sender = await suite.createSenderContext({ recipientPublicKey: recipientKey.publicKey, info, ekm: hex(vector.ikmE).buffer });
  const recipient = await suite.createRecipientContext({ recipientKey, info, enc: hex(vector.enc).buffer });
  let right = came(new Uint8Array(sender.enc), vector.enc);
  right &&= came(new Uint8Array(await suite.kem.serializePublicKey(recipientKey.publicKey)), vector.pkRm);
  let next = 0;
  for (const { seq, pt, aad, ct } of vector.encryptions) {
    // The vectors skip sequence numbers; sender and recipient have to count them too.
    for (; next < seq; next += 1) {
      const skipped = await sender.seal(new ArrayBuffer(0), new ArrayBuffer(0));
      await recipient.open(skipped, new ArrayBuffer(0));
    }
    next += 1;
    right &&= came(new Uint8Array(await sender.seal(hex(pt).buffer, hex(aad).buffer)), ct);
    right &&= came(new Uint8Array(await recipient.open(hex(ct).buffer, hex(aad).buffer)), pt);
  }
  return right;
};

const failing = async <Vector>(vectors: readonly Vector[], holds: (vector: Vector) => Promise<boolean>): Promise<Vector[]> => {
  const wrong: Vector[] = [];
  for (const vector of vectors) if (!(await holds(vector))) wrong.push(vector);
  return wrong;
};

/** Runs all vectors. Returns their number by algorithm, and those with a wrong result. */
export const tryVectors = async () => ({
  'AES-256-GCM': { count: aesGcm.vectors.length, wrong: await failing(aesGcm.vectors, gcm) },
  'HKDF-SHA-256': { count: hkdf.vectors.length, wrong: await failing(hkdf.vectors, derive) },
  X25519: { count: x25519.vectors.length, wrong: await failing(x25519.vectors, agree) },
  Ed25519: { count: ed25519.vectors.length, wrong: await failing(ed25519.vectors, verify) },
  'RFC 9180': { count: rfc9180.vectors.length, wrong: await failing(rfc9180.vectors, hpke) },
});
