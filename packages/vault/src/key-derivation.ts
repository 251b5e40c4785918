import { type Bytes, utf8 } from './bytes.ts';

/** Imports 32 secret bytes as a key that only derives other keys. The browser refuses to export it. */
export const importHkdfKey = (secret: Bytes): Promise<CryptoKey> => crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);

/**
 * Derives an AES-256-GCM key for a single message (HKDF-SHA-256). A salt is never used twice, so a nonce cannot repeat under one key.
 *
 * @param label separates uses of one key; part of the stored format
 */
export const deriveSingleUseKey = (from: CryptoKey, salt: Bytes, label: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(`onhook vault 1 ${label}`) },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );

/** Computes a 32-byte pseudonym of `name` (HMAC-SHA-256), which hides the name from a reader without the master key. */
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
