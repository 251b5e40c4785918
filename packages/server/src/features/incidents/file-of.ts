import type { AppContext } from '../../context.ts';
import { incidentFile } from './file.ts';
import { signingKeyIn } from './signature.ts';
import { addSigningKey, type NamedIncidentRow } from './queries.ts';

/** The file of an incident, signed with a key that the centre then knows as its own. */
export const fileOf = async ({ config, store, clock }: AppContext, incident: NamedIncidentRow, language: string): Promise<{ name: string; html: string }> => {
  const { centre, name, timezone } = config.centre;
  const now = clock.now();
  const key = signingKeyIn(config.dataFolder);
  await addSigningKey(store.db, centre, key.key, now);
  return incidentFile({ incident, centreName: name, timezone, keysAddress: `${config.publicUrl}/api/signing-keys`, language, now }, key);
};
