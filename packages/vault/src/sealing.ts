import { type Bytes, concat, framedText, randomBytes, utf8 } from './bytes.ts';
import { type Header, headerBytes, readHeader } from './header.ts';
import { deriveSingleUseKey } from './key-derivation.ts';
import { isWholeCiphertext, pad, unpad } from './padding.ts';
import { readRecord } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';

const saltLength = 32;
const nonceLength = 12;

/** All that a ciphertext is bound to: it opens under the same binding only. */
export interface Binding extends Header {
  /** Authenticated, and not written into the ciphertext: the server does not learn the purpose. */
  readonly purpose: string;
}

const associatedData = (header: Bytes, purpose: string, salt: Bytes): Bytes => concat(utf8('onhook vault 1'), header, framedText(purpose), salt);

export type Opened = { readonly kind: 'opened'; readonly content: Bytes } | Refusal;

/**
 * Encrypts `content` with AES-256-GCM under a key of its own, padded to 1 KiB or a power of two.
 *
 * @param content at most `maxContentBytes` bytes, which the caller checks
 * @returns header, salt, nonce and ciphertext in one
 */
export const seal = async (master: CryptoKey, binding: Binding, content: Bytes): Promise<Bytes> => {
  const header = headerBytes(binding);
  const [salt, iv] = [randomBytes(saltLength), randomBytes(nonceLength)];
  const key = await deriveSingleUseKey(master, salt, 'seal', 'encrypt');
  const additionalData = associatedData(header, binding.purpose, salt);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, pad(content));
  return concat(header, salt, iv, new Uint8Array(ciphertext));
};

/** Decrypts what {@link seal} made under one of these master keys. */
export const openWithAny = async (masters: readonly CryptoKey[], binding: Binding, sealed: Bytes): Promise<Opened> => {
  let opened: Opened = refuse('altered');
  for (const master of masters) {
    opened = await open(master, binding, sealed);
    if (opened.kind !== 'altered') return opened;
  }
  return opened;
};

/**
 * Decrypts what {@link seal} made under the same master key and binding.
 *
 * @returns the content, or the reason for the refusal; another master key is refused as `altered`
 */
export const open = async (master: CryptoKey, binding: Binding, sealed: Bytes): Promise<Opened> => {
  const parts = readRecord(sealed, (reader) => {
    const wrong = readHeader(reader, binding);
    return wrong ?? { kind: 'parts' as const, salt: reader.take(saltLength), iv: reader.take(nonceLength), ciphertext: reader.rest() };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { salt, iv, ciphertext } = parts;
  if (!isWholeCiphertext(ciphertext)) return refuse('truncated');
  const key = await deriveSingleUseKey(master, salt, 'seal', 'decrypt');
  const additionalData = associatedData(headerBytes(binding), binding.purpose, salt);
  try {
    const padded = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, ciphertext);
    const content = unpad(new Uint8Array(padded));
    return content ? { kind: 'opened', content } : refuse('altered');
  } catch {
    return refuse('altered');
  }
};
