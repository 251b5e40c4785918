/**
 * Seals what a person writes about themselves, in their browser, so that the server keeps it and cannot read it.
 * No key leaves this package except inside an object no page can look into; nonces and salts are made here, never given.
 */
export { type Bytes, fromBase64Url, textOf, toBase64Url, utf8 } from './bytes.ts';
export { type PublicKeyBundle, fingerprintDigits } from './public-key-bundle.ts';
export { emptyManifest, type ManifestEntry, type Manifest, openManifest, type OpenedManifest } from './manifest.ts';
export { type DeviceKey, newDeviceKey, openOnDevice, sealOnDevice } from './device-sealing.ts';
export { isVaultSupported } from './private-keys.ts';
export {
  type Change,
  checkComplete,
  type Completeness,
  openAllItems,
  type OpenedItem,
  type ItemId,
  itemIdFor,
  itemIdsOf,
  newItemId,
  openItem,
  sealChanges,
  type SealedChanges,
} from './items.ts';
export { mergeMemories, type Memory, newMemory } from './memory.ts';
export { maxContentBytes } from './padding.ts';
export { passkeyPrfInput, type PasskeySecret, readPasskeySecret } from './passkey.ts';
export type { VaultOwner } from './owner.ts';
export type { Purpose, SharePurpose } from './purposes.ts';
export { readRecoveryKey, type ReadRecoveryKey, type RecoveryKey, recoveryGroupCount } from './recovery-key.ts';
export type { Refusal, RefusalKind } from './refusal.ts';
export type { Opened } from './sealing.ts';
export { openShare, type SealedShare, sealShare, type ShareId, type ShareTerms } from './share.ts';
export { minPassphraseLength, type Passphrase, readPassphrase, minCost, setKeyDeriver, deriveKeyInThisThread, type KeyDerivation } from './derive-key.ts';
export { type Strength, strengthOf } from './strength.ts';
export { acceptChangedKey, type KeyChanged, trustOnFirstUse, type PinnedKeys, type Pins, encodePins, decodePins, type TrustedKeys } from './trust.ts';
export { restoreVault, type StorableVault, toStorableVault } from './storable-vault.ts';
export { lock, type Vault } from './unlocked-vault.ts';
export {
  addPasskey,
  changePassphrase,
  type CreatedVault,
  type NewKeyRecord,
  passkeyCredentials,
  prepareVault,
  checkOwnKeys,
  removePasskeys,
  renewRecoveryKey,
  type RecoveryKeyConfirmation,
  unlock,
  type Unlocked,
} from './vault.ts';
export type { Secret } from './key-slots.ts';
