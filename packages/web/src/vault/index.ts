/** The vault in this browser. Rooms use this module to seal and open a person's private data, to share it, and to open shares of others. */
import { client } from '../api/client.ts';
import { serverClock } from '../api/server-clock.ts';
import { createVaultClient } from './vault-client.ts';
import { close, keepMemory, openVault, readMemory } from './key-session.ts';
import { createSharing } from './sharing.ts';

export type { NotNow, ReadVault } from './vault-client.ts';
export type { Changed, OpenedShare, Shared, ShareRecipient } from './sharing.ts';

const { now } = serverClock;

/** Without `navigator.locks` there is no vault either, because both need https. */
const oneAtATime = <Result>(person: string, work: () => Promise<Result>): Promise<Result> =>
  navigator.locks ? (navigator.locks.request(`onhook:vault:${person}`, work) as Promise<Result>) : work();

export const vaultClient = createVaultClient({ client, openVault, closeVault: close, readMemory, keepMemory, oneAtATime, now });
export const sharing = createSharing({ client, vaultClient, now });
