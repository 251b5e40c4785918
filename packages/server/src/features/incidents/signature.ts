import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ed25519 key pair that signs files. The private half stays inside. */
export interface SigningKey {
  /** Raw public key, 32 bytes in base64url. */
  readonly publicKey: string;
  /** The same public key in PEM (SPKI), the format that OpenSSL reads. */
  readonly publicKeyPem: string;
  sign(bytes: Uint8Array): Uint8Array;
}

const fileName = 'signing-key.pem';

const toSigningKey = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey);
  const { x } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: String(x),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
};

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** Reads the signing key of a data folder; undefined when the folder has none. */
const readPem = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Creates a key file, unless another process has created it meanwhile. */
const createPem = (dataFolder: string, path: string): void => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
};

/** Loads the signing key of a data folder, and creates it the first time. */
export const loadSigningKey = (dataFolder: string): SigningKey => {
  const path = join(dataFolder, fileName);
  const stored = readPem(path);
  if (stored) return toSigningKey(createPrivateKey(stored));
  createPem(dataFolder, path);
  return toSigningKey(createPrivateKey(readFileSync(path)));
};

const signatureLine = /^<!-- onhook-signature ([\w-]{43}) ([A-Za-z0-9+/]{86}==) -->\n$/;

/** Appends a line with the signature of every byte before it. */
export const signText = (text: string, key: SigningKey): string => {
  const signed = text.endsWith('\n') ? text : `${text}\n`;
  const signature = Buffer.from(key.sign(Buffer.from(signed))).toString('base64');
  return `${signed}<!-- onhook-signature ${key.publicKey} ${signature} -->\n`;
};

export type Verified =
  /** Signed with `publicKey`. Anybody can sign with a key of their own: the caller checks that this one is among the centre's. */
  | { readonly kind: 'unchanged'; readonly publicKey: string }
  | { readonly kind: 'changed'; readonly publicKey: string }
  | { readonly kind: 'not-signed' };

/** True when the text is the one canonical encoding of its bytes. */
const isCanonical = (text: string, encoding: 'base64' | 'base64url'): boolean => Buffer.from(text, encoding).toString(encoding) === text;

/** Verifies the signature in the last line of a signed file. */
export const verifyFile = (file: Uint8Array): Verified => {
  const bytes = Buffer.from(file);
  const start = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
  const [, publicKey, signature] = signatureLine.exec(bytes.subarray(start).toString('latin1')) ?? [];
  if (publicKey === undefined || signature === undefined || !isCanonical(publicKey, 'base64url') || !isCanonical(signature, 'base64')) return { kind: 'not-signed' };
  const verifier = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const isValid = verify(null, bytes.subarray(0, start), verifier, Buffer.from(signature, 'base64'));
  return { kind: isValid ? 'unchanged' : 'changed', publicKey };
};
