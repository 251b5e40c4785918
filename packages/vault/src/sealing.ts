import { type Bytes, concat, framedText, randomBytes, utf8 } from './bytes.ts';
import { type Header, headerBytes, readHeader } from './header.ts';
import { isWholeCiphertext, pad, unpad } from './padding.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

const saltLength = 32;
const nonceLength = 12;

/** A master key as it lives while unlocked: good for deriving, of no use to whoever would copy it. */
export const importHkdfKey = (master: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', master, 'HKDF', false, ['deriveKey']);

/** A key used for one message: a salt never comes twice, so no nonce can either. */
export const deriveSingleUseKey = (from: CryptoKey, salt: Bytes, label: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`onhook vault 1 ${label}`) },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );

/** Bytes that stand for a name, for whoever does not have the master key. */
export const keyedName = async (master: CryptoKey, name: Bytes): Promise<Bytes> => {
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('onhook vault 1 name') },
    master,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, name));
};

export interface Binding extends Header {
  /** Bound, and not written: the server does not learn it. */
  readonly purpose: string;
}

const bound = (header: Bytes, purpose: string, salt: Bytes): Bytes => concat(utf8('onhook vault 1'), header, framedText(purpose), salt);

export type Opened = { readonly kind: 'opened'; readonly content: Bytes } | Refusal;

/** Content above `mostBytes` is for the caller to refuse. */
export const seal = async (master: CryptoKey, binding: Binding, content: Bytes): Promise<Bytes> => {
  const header = headerBytes(binding);
  const [salt, iv] = [randomBytes(saltLength), randomBytes(nonceLength)];
  const key = await deriveSingleUseKey(master, salt, 'seal', 'encrypt');
  const additionalData = bound(header, binding.purpose, salt);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, pad(content));
  return concat(header, salt, iv, new Uint8Array(ciphertext));
};

export const open = async (master: CryptoKey, binding: Binding, sealed: Bytes): Promise<Opened> => {
  const parts = reading(sealed, (reader) => {
    const wrong = readHeader(reader, binding);
    return wrong ?? { kind: 'parts' as const, salt: reader.take(saltLength), iv: reader.take(nonceLength), ciphertext: reader.rest() };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { salt, iv, ciphertext } = parts;
  if (!isWholeCiphertext(ciphertext)) return refuse('truncated');
  const key = await deriveSingleUseKey(master, salt, 'seal', 'decrypt');
  const additionalData = bound(headerBytes(binding), binding.purpose, salt);
  try {
    const padded = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, ciphertext);
    const content = unpad(new Uint8Array(padded));
    return content ? { kind: 'opened', content } : refuse('altered');
  } catch {
    return refuse('altered');
  }
};
