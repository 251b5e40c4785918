/**
 * Seals what a person writes about themselves, in their browser, so that the server keeps it and cannot read it.
 * No key leaves this package except inside an object no page can look into; nonces and salts are made here, never given.
 */
export { type Bytes, fromBase64Url, textOf, toBase64Url, utf8 } from './bytes.ts';
export { type Card, fingerprintDigits } from './card.ts';
export { emptyHead, type Entry, type Head, openHead, type OpenedHead } from './head.ts';
export { type DeviceKey, newDeviceKey, openHere, sealHere } from './here.ts';
export { canSeal } from './identity.ts';
export {
  type Change,
  checkAll,
  type Checked,
  exportAll,
  type InTheClear,
  type ItemId,
  itemNamed,
  itemsOf,
  newItemId,
  openItem,
  write,
  type Written,
} from './items.ts';
export { laterMemory, type Memory, newMemory } from './memory.ts';
export { mostBytes } from './padding.ts';
export { passkeyQuestion, type PasskeySecret, readPasskeySecret } from './passkey.ts';
export type { Place } from './place.ts';
export type { Purpose, SharePurpose } from './purposes.ts';
export { readRecoveryKey, type ReadRecoveryKey, type RecoveryKey, recoveryGroupCount } from './recovery-key.ts';
export type { Refusal, RefusalKind } from './refusal.ts';
export type { Opened } from './sealing.ts';
export { openShare, type SealedShare, sealShare, type ShareId, type ShareTerms } from './share.ts';
export { leastPassphraseLength, type Passphrase, readPassphrase, statedCost, stretchElsewhere, stretchHere, type Stretching } from './stretch.ts';
export { type Strength, strengthOf } from './strength.ts';
export { acceptChangedKey, type KeyChanged, meet, type Met, type Pins, pinsBytes, readPins, type TrustedCard } from './trust.ts';
export { type KeptVault, keepUnlocked, lock, reviveUnlocked, type Vault } from './unlocked.ts';
export {
  addPasskey,
  changePassphrase,
  type Made,
  type NewKeys,
  passkeysOf,
  prepareVault,
  refuseOwnCard,
  removePasskeys,
  renewRecoveryKey,
  type ToConfirm,
  unlock,
  type Unlocked,
} from './vault.ts';
export type { Secret } from './wraps.ts';
