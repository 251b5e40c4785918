/**
 * Shares a text by encrypting it for one person. The feature that shares defines the text, mostly as JSON. A person's public keys are pinned
 * in the vault at their first use.
 */
import {
  acceptChangedKey,
  type Bytes,
  fingerprintDigits,
  fromBase64Url,
  itemIdFor,
  type KeyChanged,
  trustOnFirstUse,
  type PinnedKeys,
  openShare,
  type Pins,
  encodePins,
  decodePins,
  sealShare,
  type ShareId,
  type ShareTerms,
  textOf,
  toBase64Url,
  type TrustedKeys,
  utf8,
  type Vault,
} from '@onhook/vault';
import { type VaultClient, type Client, type VaultUnavailable, refusedBy, type ReadVault } from './vault-client.ts';

/** The person's public keys differ from the pinned ones. Nothing is shared or opened until both people have compared the digits, for example by phone. */
export interface ChangedKey {
  readonly kind: 'key-changed';
  readonly was: readonly string[];
  readonly now: readonly string[];
  /** Pins the new keys. To be called once the digits are the same on both screens. */
  readonly accept: () => Promise<{ readonly kind: 'accepted' } | VaultUnavailable>;
}

export type Shared =
  | { readonly kind: 'shared'; readonly share: ShareId }
  | { readonly kind: 'they-have-no-vault' }
  /** This person may not, or no longer, share with the recipient; or the share that this one answers was taken back. */
  | { readonly kind: 'not-found' }
  | ChangedKey
  | VaultUnavailable;

export type OpenedShare =
  | { readonly kind: 'opened'; readonly text: string }
  /** The share was taken back, or is for another person. */
  | { readonly kind: 'not-found' }
  | ChangedKey
  | VaultUnavailable;

export interface ShareRecipient {
  readonly person: string;
  readonly name: string;
  /** False when nothing can be encrypted for the person yet. */
  readonly hasVault: boolean;
}

const pinsItem = (current: ReadVault) => itemIdFor(current.vault, 'pins', 'pins');

const pinsOf = async (current: ReadVault): Promise<Pins | VaultUnavailable> => {
  const item = await pinsItem(current);
  if (!item) return { kind: 'locked' };
  if (!current.head.entries.has(item)) return {};
  const opened = await current.open('pins', item);
  return opened.kind === 'opened' ? decodePins(opened.content) : refusedBy(opened);
};

const isUnavailable = (found: Pins | VaultUnavailable): found is VaultUnavailable => typeof found.kind === 'string';

type Card = { readonly kind: 'card'; readonly card: Bytes } | { readonly kind: 'they-have-no-vault' } | { readonly kind: 'not-found' };
type Trusted = { readonly kind: 'trusted'; readonly card: TrustedKeys; readonly vault: Vault } | ChangedKey | VaultUnavailable;

export const createSharing = ({ client, vaultClient, now }: { readonly client: Client; readonly vaultClient: VaultClient; readonly now: () => number }) => {
  /** Changes the pins. They stay unchanged when `next` resolves to null. */
  const changePins = (person: string, next: (pins: Pins, current: ReadVault) => Promise<Pins | VaultUnavailable | null>): Promise<ReadVault | VaultUnavailable> =>
    vaultClient.change(person, async (current) => {
      const pins = await pinsOf(current);
      if (isUnavailable(pins)) return pins;
      const changed = await next(pins, current);
      if (changed === null) return [];
      if (isUnavailable(changed)) return changed;
      const item = await pinsItem(current);
      return item ? [{ kind: 'put', purpose: 'pins', item, content: encodePins(changed) }] : { kind: 'locked' };
    });

  const accept = async (person: string, of: string, published: Bytes, compared: Bytes): Promise<{ readonly kind: 'accepted' } | VaultUnavailable> => {
    const current = await changePins(person, async (pins, { vault }) => {
      const result = await acceptChangedKey(pins, { centre: vault.owner.centre, person: of }, published, compared, now());
      return result.kind === 'trusted' ? result.pins : refusedBy(result);
    });
    return current.kind === 'read' ? { kind: 'accepted' } : current;
  };

  /** Compares published keys with the pinned ones, or pins them at first use. Runs before anything is encrypted for this person or decrypted from them. */
  const trust = async (person: string, of: string, published: Bytes): Promise<Trusted> => {
    const found: { result: PinnedKeys | KeyChanged | null } = { result: null };
    const current = await changePins(person, async (pins, { vault }) => {
      const result = await trustOnFirstUse(pins, { centre: vault.owner.centre, person: of }, published, now());
      if (result.kind !== 'trusted' && !('pinned' in result)) return refusedBy(result);
      found.result = result;
      return result.kind === 'trusted' && result.isFirst ? result.pins : null;
    });
    if (current.kind !== 'read') return current;
    const { result } = found;
    if (result?.kind === 'trusted') return { kind: 'trusted', card: result.publicKeys, vault: current.vault };
    if (!result) return { kind: 'failed' };
    return {
      kind: 'key-changed',
      was: fingerprintDigits(result.pinned),
      now: fingerprintDigits(result.published),
      accept: () => accept(person, of, published, result.published),
    };
  };

  const cardOf = async (of: string): Promise<Card | VaultUnavailable> => {
    const reply = await client('GET /api/shares/people');
    if (reply.kind === 'offline') return reply;
    if (reply.kind === 'refused') return { kind: 'failed' };
    const found = reply.value.people.find(({ person }) => person === of);
    if (!found) return { kind: 'not-found' };
    if (found.card === null) return { kind: 'they-have-no-vault' };
    return { kind: 'card', card: fromBase64Url(found.card) ?? new Uint8Array() };
  };

  return {
    /** Lists the people with whom this person may share. */
    people: async (): Promise<{ readonly kind: 'people'; readonly people: readonly ShareRecipient[] } | VaultUnavailable> => {
      const reply = await client('GET /api/shares/people');
      if (reply.kind === 'offline') return reply;
      if (reply.kind === 'refused') return { kind: 'failed' };
      return { kind: 'people', people: reply.value.people.map(({ person, name, card }) => ({ person, name, hasVault: card !== null })) };
    },

    /** Returns the fingerprint of this person's own keys as digits, with which two people verify each other's keys. */
    ownDigits: async (person: string): Promise<{ readonly kind: 'digits'; readonly digits: readonly string[] } | VaultUnavailable> => {
      const current = await vaultClient.read(person);
      return current.kind === 'read' ? { kind: 'digits', digits: fingerprintDigits(current.vault.publicKeys.fingerprint) } : current;
    },

    /** Encrypts a copy of `text` for one person and uploads it. Later changes to the original do not affect the copy. */
    share: async (person: string, to: string, { purpose, answers }: Omit<ShareTerms, 'share'>, text: string): Promise<Shared> => {
      const found = await cardOf(to);
      if (found.kind !== 'card') return found;
      const trusted = await trust(person, to, found.card);
      if (trusted.kind !== 'trusted') return trusted;
      const sealed = await sealShare(trusted.vault, trusted.card, { purpose, answers }, utf8(text));
      if (sealed.kind !== 'sealed') return refusedBy(sealed);
      const { share } = sealed;
      const body = { share, to, purpose, answers, sealed: toBase64Url(sealed.sealed) };
      const reply = await client('POST /api/shares', { body });
      if (reply.kind === 'ok') return { kind: 'shared', share };
      if (reply.kind === 'offline') return reply;
      return { kind: reply.error === 'not-found' ? 'not-found' : 'failed' };
    },

    /** Fetches and decrypts a share sent by `from`, who sees that it was fetched. */
    open: async (person: string, from: string, terms: ShareTerms): Promise<OpenedShare> => {
      const found = await cardOf(from);
      if (found.kind === 'they-have-no-vault' || found.kind === 'not-found') return { kind: 'not-found' };
      if (found.kind !== 'card') return found;
      const trusted = await trust(person, from, found.card);
      if (trusted.kind !== 'trusted') return trusted;
      const reply = await client('POST /api/shares/:share/open', { params: { share: terms.share } });
      if (reply.kind === 'offline') return reply;
      if (reply.kind === 'refused') return { kind: reply.error === 'not-found' ? 'not-found' : 'failed' };
      const opened = await openShare(trusted.vault, trusted.card, terms, fromBase64Url(reply.value.sealed) ?? new Uint8Array());
      return opened.kind === 'opened' ? { kind: 'opened', text: textOf(opened.content) } : refusedBy(opened);
    },

    /** Takes a share back, so that it can no longer be fetched. The recipient may have fetched it before. */
    takeBack: async (share: ShareId): Promise<{ readonly kind: 'taken-back' | 'not-found' } | VaultUnavailable> => {
      const reply = await client('DELETE /api/shares/:share', { params: { share } });
      if (reply.kind === 'ok') return { kind: 'taken-back' };
      if (reply.kind === 'offline') return reply;
      return { kind: reply.error === 'not-found' ? 'not-found' : 'failed' };
    },
  };
};
