import { firstVersion, type Versions } from '../versions/index.ts';
import type { Recovery } from './recovery.ts';
import { upcastRecoveryV1, type RecoveryV1 } from './upcast-recovery.ts';

/** Versions of stored recoveries. Version 2 has a single state instead of the several fields that it followed from; version 3 may wait for another pause's end. */
export const recoveryVersions: Versions<Recovery> = firstVersion<RecoveryV1>('recovery').next(upcastRecoveryV1).next((v2): Recovery => v2);
