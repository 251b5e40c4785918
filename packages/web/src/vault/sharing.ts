/**
 * Shares an item by sealing it to one person. The content is text that the room defines (mostly JSON). A person's key is
 * pinned in the vault when it is first seen.
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
import { type VaultClient, type Client, type NotNow, refusedBy, type ReadVault } from './vault-client.ts';

/** The person's key differs from the pinned one. Nothing is shared or opened until both have compared the digits, by voice or side by side. */
export interface Changed {
  readonly kind: 'key-changed';
  readonly was: readonly string[];
  readonly now: readonly string[];
  /** Accepts the new key. To be called when the digits are the same on both screens. */
  readonly accept: () => Promise<{ readonly kind: 'accepted' } | NotNow>;
}

export type Shared =
  | { readonly kind: 'shared'; readonly share: ShareId }
  | { readonly kind: 'they-have-no-vault' }
  /** The recipient is not, or no longer, someone this person may share with; or the share that it answers was taken back. */
  | { readonly kind: 'not-found' }
  | Changed
  | NotNow;

export type OpenedShare =
  | { readonly kind: 'opened'; readonly text: string }
  /** The share was taken back, or was never for this person. */
  | { readonly kind: 'not-found' }
  | Changed
  | NotNow;

export interface ShareRecipient {
  readonly person: string;
  readonly name: string;
  /** Without a vault, nothing can be sealed to the person yet. */
  readonly hasVault: boolean;
}

const pinsItem = (seen: ReadVault) => itemIdFor(seen.vault, 'pins', 'pins');

const pinsOf = async (seen: ReadVault): Promise<Pins | NotNow> => {
  const item = await pinsItem(seen);
  if (!item) return { kind: 'locked' };
  if (!seen.head.entries.has(item)) return {};
  const opened = await seen.open('pins', item);
  return opened.kind === 'opened' ? decodePins(opened.content) : refusedBy(opened);
};

const isNotNow = (found: Pins | NotNow): found is NotNow => typeof found.kind === 'string';

type Card = { readonly kind: 'card'; readonly card: Bytes } | { readonly kind: 'they-have-no-vault' } | { readonly kind: 'not-found' };
type Trusted = { readonly kind: 'trusted'; readonly card: TrustedKeys; readonly vault: Vault } | Changed | NotNow;

export const createSharing = ({ client, vaultClient, now }: { readonly client: Client; readonly vaultClient: VaultClient; readonly now: () => number }) => {
  /** Changes the pins; if `next` resolves to null, they stay unchanged. */
  const changePins = (person: string, next: (pins: Pins, seen: ReadVault) => Promise<Pins | NotNow | null>): Promise<ReadVault | NotNow> =>
    vaultClient.change(person, async (seen) => {
      const pins = await pinsOf(seen);
      if (isNotNow(pins)) return pins;
      const changed = await next(pins, seen);
      if (changed === null) return [];
      if (isNotNow(changed)) return changed;
      const item = await pinsItem(seen);
      return item ? [{ kind: 'put', purpose: 'pins', item, content: encodePins(changed) }] : { kind: 'locked' };
    });

  const accept = async (person: string, of: string, published: Bytes, compared: Bytes): Promise<{ readonly kind: 'accepted' } | NotNow> => {
    const seen = await changePins(person, async (pins, { vault }) => {
      const met = await acceptChangedKey(pins, { centre: vault.owner.centre, person: of }, published, compared, now());
      return met.kind === 'trusted' ? met.pins : refusedBy(met);
    });
    return seen.kind === 'seen' ? { kind: 'accepted' } : seen;
  };

  /** Compares the public keys with the pinned ones, or pins them if they are the first. Runs before anything is sealed to or opened from them. */
  const trust = async (person: string, of: string, published: Bytes): Promise<Trusted> => {
    const found: { met: PinnedKeys | KeyChanged | null } = { met: null };
    const seen = await changePins(person, async (pins, { vault }) => {
      const met = await trustOnFirstUse(pins, { centre: vault.owner.centre, person: of }, published, now());
      if (met.kind !== 'trusted' && !('pinned' in met)) return refusedBy(met);
      found.met = met;
      return met.kind === 'trusted' && met.isFirst ? met.pins : null;
    });
    if (seen.kind !== 'seen') return seen;
    const { met } = found;
    if (met?.kind === 'trusted') return { kind: 'trusted', card: met.publicKeys, vault: seen.vault };
    if (!met) return { kind: 'failed' };
    return {
      kind: 'key-changed',
      was: fingerprintDigits(met.pinned),
      now: fingerprintDigits(met.published),
      accept: () => accept(person, of, published, met.published),
    };
  };

  const cardOf = async (of: string): Promise<Card | NotNow> => {
    const reply = await client('GET /api/shares/people');
    if (reply.kind === 'offline') return reply;
    if (reply.kind === 'refused') return { kind: 'failed' };
    const found = reply.value.people.find(({ person }) => person === of);
    if (!found) return { kind: 'not-found' };
    if (found.card === null) return { kind: 'they-have-no-vault' };
    return { kind: 'card', card: fromBase64Url(found.card) ?? new Uint8Array() };
  };

  return {
    /** Returns the people with whom this person may share. */
    people: async (): Promise<{ readonly kind: 'people'; readonly people: readonly ShareRecipient[] } | NotNow> => {
      const reply = await client('GET /api/shares/people');
      if (reply.kind === 'offline') return reply;
      if (reply.kind === 'refused') return { kind: 'failed' };
      return { kind: 'people', people: reply.value.people.map(({ person, name, card }) => ({ person, name, hasVault: card !== null })) };
    },

    /** Returns this person's own digits, by which two people verify each other's keys. */
    ownDigits: async (person: string): Promise<{ readonly kind: 'digits'; readonly digits: readonly string[] } | NotNow> => {
      const seen = await vaultClient.look(person);
      return seen.kind === 'seen' ? { kind: 'digits', digits: fingerprintDigits(seen.vault.publicKeys.fingerprint) } : seen;
    },

    /** Seals a copy of `text` to one person and uploads it. Later changes to the original don't affect the copy. */
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

    /** Opens a share of `from`, who sees that it was fetched. */
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

    /** Takes a share back, so that it can no longer be fetched. A copy that was fetched before has been read. */
    takeBack: async (share: ShareId): Promise<{ readonly kind: 'taken-back' | 'not-found' } | NotNow> => {
      const reply = await client('DELETE /api/shares/:share', { params: { share } });
      if (reply.kind === 'ok') return { kind: 'taken-back' };
      if (reply.kind === 'offline') return reply;
      return { kind: reply.error === 'not-found' ? 'not-found' : 'failed' };
    },
  };
};
