/** Bytes with a buffer that is not shared between threads, as WebCrypto requires. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Encodes text as UTF-8. */
export const utf8 = (text: string): Bytes => new Uint8Array(encoder.encode(text));

/**
 * Decodes UTF-8.
 *
 * @throws TypeError when the bytes are no UTF-8
 */
export const textOf = (bytes: Bytes): string => decoder.decode(bytes);

/** Returns random bytes from the browser's generator. */
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Joins bytes in order. */
export const concat = (...parts: readonly Bytes[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Compares public bytes. The time it takes depends on the content, so it is not for secrets. */
export const isEqual = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Computes the SHA-256 of bytes. */
export const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** Overwrites secret bytes with zeros. */
export const wipe = (...secrets: readonly Bytes[]): void => {
  for (const secret of secrets) secret.fill(0);
};

/** Encodes a number from 0 to 255 as one byte. */
export const u8 = (value: number): Bytes => Uint8Array.of(value);

/** Encodes a number below 2^32 as four bytes, the highest first. */
export const u32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

/** Writes the length before the bytes, so that different lists of parts never encode alike. */
export const framed = (part: Bytes): Bytes => concat(u32(part.length), part);

/** Encodes text as {@link framed} UTF-8. */
export const framedText = (text: string): Bytes => framed(utf8(text));

/** Encodes bytes as base64url without padding. */
export const toBase64Url = (bytes: Bytes): string => {
  let binary = '';
  for (let from = 0; from < bytes.length; from += 32_768) binary += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

/** Decodes base64url without padding; null for other text. */
export const fromBase64Url = (text: string): Bytes | null => {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
};
