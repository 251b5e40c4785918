import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ed25519 key pair that signs files. */
export interface SigningKey {
  /** The public half, 32 bytes in base64url. */
  readonly key: string;
  /** The public half as OpenSSL reads it. */
  readonly pem: string;
  sign(bytes: Uint8Array): Uint8Array;
}

const fileName = 'signing-key.pem';

const readKey = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey);
  const { x } = publicKey.export({ format: 'jwk' });
  return {
    key: String(x),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
};

/** Reads the signing key of a data folder. Makes one when there is none. */
export const signingKeyIn = (dataFolder: string): SigningKey => {
  const path = join(dataFolder, fileName);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(path, made, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readKey(createPrivateKey(readFileSync(path)));
};

const lastLine = /^<!-- onhook-signature ([\w-]{43}) ([A-Za-z0-9+/]{86}==) -->\n$/;

/** Appends a last line that signs every byte before it. */
export const signText = (text: string, key: SigningKey): string => {
  const signed = text.endsWith('\n') ? text : `${text}\n`;
  const signature = Buffer.from(key.sign(Buffer.from(signed))).toString('base64');
  return `${signed}<!-- onhook-signature ${key.key} ${signature} -->\n`;
};

export type Verified =
  /** The caller has to check that `key` is one of the centre's own. */
  | { readonly kind: 'unchanged'; readonly key: string }
  | { readonly kind: 'changed'; readonly key: string }
  | { readonly kind: 'not-signed' };

/** Says whether the text is the canonical encoding of its bytes. */
const isPlain = (text: string, as: 'base64' | 'base64url'): boolean => Buffer.from(text, as).toString(as) === text;

export const verifyFile = (file: Uint8Array): Verified => {
  const bytes = Buffer.from(file);
  const start = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
  const [, key, signature] = lastLine.exec(bytes.subarray(start).toString('latin1')) ?? [];
  if (key === undefined || signature === undefined || !isPlain(key, 'base64url') || !isPlain(signature, 'base64')) return { kind: 'not-signed' };
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
  const fits = verify(null, bytes.subarray(0, start), publicKey, Buffer.from(signature, 'base64'));
  return { kind: fits ? 'unchanged' : 'changed', key };
};
