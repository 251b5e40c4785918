import type { Bytes } from './bytes.ts';

/**
 * Checks an Ed25519 signature.
 *
 * @param publicKey the 32 raw bytes of the signer's public key
 * @returns false for a wrong signature, and for bytes that are no public key
 */
export const isSignatureValid = async (publicKey: Bytes, signature: Bytes, signed: Bytes): Promise<boolean> => {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, signed);
  } catch {
    // The bytes are no point of the curve.
    return false;
  }
};
