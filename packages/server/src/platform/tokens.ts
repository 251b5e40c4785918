import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 256 random bits, safe in an address and a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Hash of a token. The store keeps only the hash, so reading the store gives no way to sign in. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Derives a secret for one purpose from a token. The secret reveals neither the token nor its hash. */
export const derive = (token: string, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', token, '', `onhook ${purpose}`, 32)).toString('base64url');

const cipher = 'aes-256-gcm';
const keyFrom = (token: string): Buffer => Buffer.from(derive(token, 'seal'), 'base64url');

/** Encrypts a text for the store, so that only the holder of the token can read it. */
export const sealWith = (token: string, text: string): string => {
  const nonce = randomBytes(12);
  const seal = createCipheriv(cipher, keyFrom(token), nonce);
  const sealed = Buffer.concat([seal.update(text, 'utf8'), seal.final()]);
  return Buffer.concat([nonce, seal.getAuthTag(), sealed]).toString('base64url');
};

/** @throws when the text was sealed with another token, or altered */
export const openWith = (token: string, sealed: string): string => {
  const bytes = Buffer.from(sealed, 'base64url');
  const opener = createDecipheriv(cipher, keyFrom(token), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString('utf8');
};
