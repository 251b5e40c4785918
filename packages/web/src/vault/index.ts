/** The vault in this browser. Features use it to encrypt and decrypt a person's private data, to share it, and to open shares of others. */
import { client } from '../api/client.ts';
import { serverClock } from '../api/server-clock.ts';
import { createVaultClient } from './vault-client.ts';
import { lockVault, saveMemory, openVault, readMemory } from './key-session.ts';
import { createSharing } from './sharing.ts';

export type { VaultUnavailable, ReadVault } from './vault-client.ts';
export type { ChangedKey, OpenedShare, Shared, ShareRecipient } from './sharing.ts';

const { now } = serverClock;

/** Runs one piece of work at a time in all windows. Without `navigator.locks` there is no vault, because both need https. */
const runExclusively = <Result>(person: string, work: () => Promise<Result>): Promise<Result> =>
  navigator.locks ? (navigator.locks.request(`onhook:vault:${person}`, work) as Promise<Result>) : work();

export const vaultClient = createVaultClient({ client, openVault, lockVault, readMemory, saveMemory, runExclusively, now });
export const sharing = createSharing({ client, vaultClient, now });
