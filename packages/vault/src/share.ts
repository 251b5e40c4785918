import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { type Bytes, concat, framed, framedText, random, same, toBase64Url, utf8 } from './bytes.ts';
import { type Card, isSigned } from './card.ts';
import { headerBytes, readHeader } from './header.ts';
import { isWholeCiphertext, mostBytes, pad, unpad } from './padding.ts';
import type { Place } from './place.ts';
import type { SharePurpose } from './purposes.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { Opened } from './sealing.ts';
import type { TrustedCard } from './trust.ts';
import { secretsOf, type Vault } from './unlocked.ts';

const hpke = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

declare const brand: unique symbol;
export type ShareId = string & { readonly [brand]: 'ShareId' };

/** What is known of a share before it is opened, and must be so when it is. */
export interface ShareTerms {
  readonly share: ShareId;
  readonly purpose: SharePurpose;
  /** The share this one answers; null: it begins a thread. */
  readonly answers: ShareId | null;
}

const header = (sender: Place, share: ShareId) => ({ format: 'share', place: sender, thing: share, version: 1 }) as const;

const contextBytes = (from: Card, to: Card, { share, purpose, answers }: ShareTerms): Bytes =>
  concat(
    headerBytes(header(from.place, share)),
    framedText(to.place.person),
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

/** Seals a snapshot so that one person can open it, and can tell who it is from. */
export const sealShare = async (
  vault: Vault,
  to: TrustedCard,
  { purpose, answers }: Omit<ShareTerms, 'share'>,
  content: Bytes,
): Promise<SealedShare> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  if (to.place.centre !== vault.place.centre) return refuse('other-centre');
  if (content.length > mostBytes) return refuse('too-large');
  const share = toBase64Url(random(16)) as ShareId;
  const context = contextBytes(vault.card, to, { share, purpose, answers });
  const sender = await hpke.createSenderContext({ recipientPublicKey: await agreeKey(to.agree), info: info(context).buffer });
  const ciphertext = new Uint8Array(await sender.seal(pad(content).buffer, context.buffer));
  const enc = new Uint8Array(sender.enc);
  const signature = await crypto.subtle.sign('Ed25519', secrets.sign, signedBytes(context, enc, ciphertext));
  return { kind: 'sealed', share, sealed: concat(context, enc, new Uint8Array(signature), ciphertext) };
};

/** Opens what somebody sealed for this vault's owner. */
export const openShare = async (vault: Vault, from: TrustedCard, terms: ShareTerms, sealed: Bytes): Promise<Opened> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  const parts = reading(sealed, (reader) => {
    const wrong = readHeader(reader, header(from.place, terms.share));
    if (wrong) return wrong.kind === 'other-person' ? refuse('not-from-them') : wrong;
    if (reader.text() !== vault.place.person) return refuse('not-for-you');
    if (reader.text() !== terms.purpose) return refuse('other-purpose');
    if (reader.text() !== (terms.answers ?? '')) return refuse('other-thread');
    if (!same(reader.take(32), from.fingerprint)) return refuse('key-changed');
    if (!same(reader.take(32), vault.card.fingerprint)) return refuse('not-for-you');
    return { kind: 'parts' as const, enc: reader.take(32), signature: reader.take(64), ciphertext: reader.rest() };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const { enc, signature, ciphertext } = parts;
  if (!isWholeCiphertext(ciphertext)) return refuse('truncated');
  const context = contextBytes(from, vault.card, terms);
  if (!(await isSigned(from.verify, signature, signedBytes(context, enc, ciphertext)))) return refuse('forged');
  try {
    const recipientKey = { privateKey: secrets.agree, publicKey: await agreeKey(vault.card.agree) };
    const recipient = await hpke.createRecipientContext({ recipientKey, enc: enc.buffer, info: info(context).buffer });
    const content = unpad(new Uint8Array(await recipient.open(ciphertext.buffer, context.buffer)));
    return content ? { kind: 'opened', content } : refuse('altered');
  } catch {
    return refuse('altered');
  }
};
