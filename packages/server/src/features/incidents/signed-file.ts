import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Config } from '../../platform/config/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { incidentFile } from './file.ts';
import { addSigningKey, type NamedIncidentRow } from './queries.ts';
import { loadSigningKey } from './signature.ts';

export interface FileDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'centre' | 'dataFolder' | 'publicUrl'>;
  readonly store: Store;
}

/** Makes the signed file of an incident. Publishes the signing key's public half among the keys of the centre. */
export const signedFileOf = async ({ centre, config, store, clock }: FileDeps, incident: NamedIncidentRow, language: string): Promise<{ name: string; html: string }> => {
  const { name, timezone } = config.centre;
  const now = clock.now();
  const key = loadSigningKey(config.dataFolder);
  await addSigningKey(store.db, centre, key.publicKey, now);
  return incidentFile({ incident, centreName: name, timezone, keysUrl: `${config.publicUrl}/api/signing-keys`, language, now }, key);
};
