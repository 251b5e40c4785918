/**
 * Encrypts in the browser what people write about themselves, so that the server stores it and cannot read it. Keys leave this
 * package only inside objects that no page can read; nonces and salts are made here and never passed in.
 */
export { minCost } from './argon2-cost.ts';
export { type Bytes, fromBase64Url, textOf, toBase64Url, utf8 } from './bytes.ts';
export {
  addPasskey,
  type NewKeyRecord,
  passkeyCredentials,
  type RenewedKeys,
  renewKeys,
} from './change-secrets.ts';
export type { RecoveryKeyConfirmation } from './confirm-recovery-key.ts';
export { deriveKeyInThisThread, type KeyDerivation, setKeyDeriver } from './derive-key.ts';
export { type DeviceKey, newDeviceKey } from './device-key.ts';
export { openOnDevice, type SealedOnDevice, sealOnDevice } from './device-sealing.ts';
export { fingerprintDigits } from './fingerprint.ts';
export { type ItemId, itemIdFor, newItemId } from './item-id.ts';
export { checkComplete, type Completeness, itemIdsOf, openAllItems, type OpenedItem, openItem } from './items.ts';
export { isVaultSupported } from './key-pairs.ts';
export type { Secret } from './key-slots.ts';
export { emptyManifest, type OpenedManifest, openManifest } from './manifest.ts';
export type { Manifest, ManifestEntry } from './manifest-format.ts';
export { type Memory, mergeMemories, newMemory } from './memory.ts';
export type { VaultOwner } from './owner.ts';
export { maxContentBytes } from './padding.ts';
export { passkeyPrfInput, type PasskeySecret, readPasskeySecret } from './passkey.ts';
export { minPassphraseLength, type Passphrase, readPassphrase } from './passphrase.ts';
export { type CreatedVault, prepareVault } from './prepare-vault.ts';
export type { PublicKeyBundle } from './public-key-bundle.ts';
export type { Purpose, SharePurpose } from './purposes.ts';
export { readRecoveryKey, type ReadRecoveryKey, type RecoveryKey, recoveryGroupCount } from './recovery-key.ts';
export type { Refusal, RefusalKind } from './refusal.ts';
export { type Change, sealChanges, type SealedChanges } from './seal-changes.ts';
export type { Opened } from './sealing.ts';
export { openShare, type SealedShare, sealShare, type ShareId, type ShareTerms } from './share.ts';
export { restoreVault, type StorableVault, toStorableVault } from './storable-vault.ts';
export { type Strength, strengthOf } from './strength.ts';
export { acceptChangedKey, decodePins, encodePins, type KeyChanged, type PinnedKeys, type Pins, type TrustedKeys, trustOnFirstUse } from './trust.ts';
export { checkMasterKey, checkOwnKeys, unlock, type Unlocked } from './unlock.ts';
export { lock, type Vault } from './unlocked-vault.ts';
