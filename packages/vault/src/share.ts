import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat, framed, framedText, randomBytes, isEqual, toBase64Url, utf8 } from './bytes.ts';
import type { PublicKeyBundle } from './public-key-bundle.ts';
import { isSignatureValid } from './signature.ts';
import { headerBytes, readHeader } from './header.ts';
import { isWholeCiphertext, maxContentBytes, pad, unpad } from './padding.ts';
import type { VaultOwner } from './owner.ts';
import type { SharePurpose } from './purposes.ts';
import { readRecord } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Opened } from './sealing.ts';
import type { TrustedKeys } from './trust.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

declare const brand: unique symbol;
/** Identifier of one share. */
export type ShareId = string & { readonly [brand]: 'ShareId' };

/** The part of a share that the server knows. A share opens only with the terms that it was sealed with. */
export interface ShareTerms {
  readonly share: ShareId;
  readonly purpose: SharePurpose;
  /** The share this one answers; null: it begins a thread. */
  readonly answers: ShareId | null;
}

const header = (sender: VaultOwner, share: ShareId) => ({ format: 'share', owner: sender, name: share, version: 1 }) as const;

const contextBytes = (from: PublicKeyBundle, to: PublicKeyBundle, { share, purpose, answers }: ShareTerms): Bytes =>
  concat(
    headerBytes(header(from.owner, share)),
    framedText(to.owner.person),
    framedText(purpose),
    framedText(answers ?? ''),
    from.fingerprint,
    to.fingerprint,
  );

const info = (context: Bytes): Bytes => concat(utf8('onhook vault 1 share'), framed(context));
const signedBytes = (context: Bytes, enc: Bytes, ciphertext: Bytes): Bytes =>
  concat(utf8('onhook vault 1 shared'), framed(context), enc, framed(ciphertext));

const agreeKey = (raw: Bytes): Promise<CryptoKey> => hpke.kem.importKey('raw', raw.buffer, true);

export type SealedShare = { readonly kind: 'sealed'; readonly share: ShareId; readonly sealed: Bytes } | Refusal;

/**
 * Seals content to one person (HPKE) and signs it, so that only they can open it and they know its sender.
 *
 * @param to keys of the recipient, from `trustOnFirstUse`
 * @param content at most `maxContentBytes` bytes
 * @returns the share and its new id; `locked`, `other-centre` or `too-large`
 */
export const sealShare = async (
  vault: Vault,
  to: TrustedKeys,
  { purpose, answers }: Omit<ShareTerms, 'share'>,
  content: Bytes,
): Promise<SealedShare> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  if (to.owner.centre !== vault.owner.centre) return refuse('other-centre');
  if (content.length > maxContentBytes) return refuse('too-large');
  const share = toBase64Url(randomBytes(16)) as ShareId;
  const context = contextBytes(vault.publicKeys, to, { share, purpose, answers });
  const sender = await hpke.createSenderContext({ recipientPublicKey: await agreeKey(to.agreementKey), info: info(context).buffer });
  const ciphertext = new Uint8Array(await sender.seal(pad(content).buffer, context.buffer));
  const enc = new Uint8Array(sender.enc);
  const signature = await crypto.subtle.sign('Ed25519', secrets.sign, signedBytes(context, enc, ciphertext));
  return { kind: 'sealed', share, sealed: concat(context, enc, new Uint8Array(signature), ciphertext) };
};

/**
 * Opens a share to the owner of this vault.
 *
 * @param from keys of the sender, from `trustOnFirstUse`
 * @param terms the share's terms as the server claims them
 * @returns the content; a refusal that names the first term which differs, or `forged`
 */
export const openShare = async (vault: Vault, from: TrustedKeys, terms: ShareTerms, sealed: Bytes): Promise<Opened> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  const parts = readRecord(sealed, (reader) => {
    const wrong = readHeader(reader, header(from.owner, terms.share));
    if (wrong) return wrong.kind === 'other-person' ? refuse('not-from-them') : wrong;
    if (reader.text() !== vault.owner.person) return refuse('not-for-you');
    if (reader.text() !== terms.purpose) return refuse('other-purpose');
    if (reader.text() !== (terms.answers ?? '')) return refuse('other-thread');
    if (!isEqual(reader.take(32), from.fingerprint)) return refuse('key-changed');
    if (!isEqual(reader.take(32), vault.publicKeys.fingerprint)) return refuse('not-for-you');
    return { kind: 'parts' as const, enc: reader.take(32), signature: reader.take(64), ciphertext: reader.rest() };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { enc, signature, ciphertext } = parts;
  if (!isWholeCiphertext(ciphertext)) return refuse('truncated');
  const context = contextBytes(from, vault.publicKeys, terms);
  if (!(await isSignatureValid(from.verificationKey, signature, signedBytes(context, enc, ciphertext)))) return refuse('forged');
  try {
    const recipientKey = { privateKey: secrets.agree, publicKey: await agreeKey(vault.publicKeys.agreementKey) };
    const recipient = await hpke.createRecipientContext({ recipientKey, enc: enc.buffer, info: info(context).buffer });
    const content = unpad(new Uint8Array(await recipient.open(ciphertext.buffer, context.buffer)));
    return content ? { kind: 'opened', content } : refuse('altered');
  } catch {
    return refuse('altered');
  }
};
