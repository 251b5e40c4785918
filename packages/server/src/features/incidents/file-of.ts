import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Config } from '../../platform/config/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { incidentFile } from './file.ts';
import { addSigningKey, type NamedIncidentRow } from './queries.ts';
import { signingKeyIn } from './signature.ts';

export interface FileParts {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'centre' | 'dataFolder' | 'publicUrl'>;
  readonly store: Store;
}

/** Makes the signed file of an incident. Adds the signing key to the public keys of the centre. */
export const fileOf = async ({ centre, config, store, clock }: FileParts, incident: NamedIncidentRow, language: string): Promise<{ name: string; html: string }> => {
  const { name, timezone } = config.centre;
  const now = clock.now();
  const key = signingKeyIn(config.dataFolder);
  await addSigningKey(store.db, centre, key.key, now);
  return incidentFile({ incident, centreName: name, timezone, keysAddress: `${config.publicUrl}/api/signing-keys`, language, now }, key);
};
