import { type Bytes, fromBase64Url, isEqual, sha256, toBase64Url } from './bytes.ts';
import { decodeManifest, digestLength, encodeManifest, type Manifest } from './manifest-format.ts';
import type { Memory } from './memory.ts';
import type { VaultOwner } from './owner.ts';
import { refuse, type Refusal } from './refusal.ts';
import { open, seal } from './sealing.ts';
import { secretsOf, type Vault } from './unlocked-vault.ts';

/** The manifest of a vault without items. */
export const emptyManifest: Manifest = { version: 0, changedAt: 0, writes: {}, entries: new Map() };

// Stored manifests are named "head": the format keeps the word.
const binding = (owner: VaultOwner, version: number) => ({ format: 'head', owner, name: 'head', version, purpose: 'head' }) as const;

/** Computes the digest that tells apart records sealed under one key for one version; 16 bytes are enough for that. */
export const digestOf = async (sealed: Bytes): Promise<Bytes> => (await sha256(sealed)).slice(0, digestLength);

/** Seals a manifest under the master key. */
export const sealManifest = (master: CryptoKey, owner: VaultOwner, manifest: Manifest): Promise<Bytes> =>
  seal(master, binding(owner, manifest.version), encodeManifest(manifest));

/** Returns the device's memory with this manifest as the newest that it saw. */
export const rememberManifest = async (memory: Memory, manifest: Manifest, sealed: Bytes): Promise<Memory> => ({
  ...memory,
  headVersion: manifest.version,
  headDigest: toBase64Url(await digestOf(sealed)),
  writes: manifest.writes,
});

/** Checks that a manifest contains every write that this device knows of. */
const checkHistory = (memory: Memory, manifest: Manifest, digest: Bytes): Refusal | null => {
  if (manifest.version < memory.headVersion) return refuse('rolled-back');
  const known = memory.headDigest === null ? null : fromBase64Url(memory.headDigest);
  if (manifest.version === memory.headVersion && known && !isEqual(known, digest)) return refuse('forked');
  const isWriteMissing = Object.entries(memory.writes).some(([device, count]) => (manifest.writes[device] ?? 0) < count);
  return isWriteMissing ? refuse('forked') : null;
};

export type OpenedManifest = { readonly kind: 'opened'; readonly manifest: Manifest; readonly memory: Memory } | Refusal;

/**
 * Opens the manifest and checks it against the device's memory.
 *
 * @param published the sealed manifest and the version that the server claims for it; null when the server claims that there is none
 * @returns the manifest, and the memory to store; `rolled-back` or `forked` when this device has seen more
 */
export const openManifest = async (
  vault: Vault,
  published: { readonly version: number; readonly sealed: Bytes } | null,
  memory: Memory,
): Promise<OpenedManifest> => {
  const secrets = secretsOf(vault);
  if (!secrets) return refuse('locked');
  if (!published) return memory.headVersion > 0 ? refuse('rolled-back') : { kind: 'opened', manifest: emptyManifest, memory };
  const opened = await open(secrets.master, binding(vault.owner, published.version), published.sealed);
  if (opened.kind !== 'opened') return opened;
  const manifest = decodeManifest(published.version, opened.content);
  if (manifest === 'unknown-suite') return refuse('unknown-suite');
  if (!manifest) return refuse('altered');
  const wrong = checkHistory(memory, manifest, await digestOf(published.sealed));
  return wrong ?? { kind: 'opened', manifest, memory: await rememberManifest(memory, manifest, published.sealed) };
};
