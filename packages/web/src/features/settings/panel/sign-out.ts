import { client } from '../../../api/client.ts';
import { leaveBrowser } from '../../sign-in/shared/index.ts';

/** Signs the person out, locks their vault here and leaves the panel. Resolves to false while the server doesn't answer. */
export const signOut = async (person: string): Promise<boolean> => {
  const reply = await client('DELETE /api/session');
  if (reply.kind !== 'ok' && !(reply.kind === 'refused' && reply.error === 'not-signed-in')) return false;
  await leaveBrowser(person).catch(() => undefined);
  location.replace((reply.kind === 'ok' && reply.value.goOn) || '/sign-in');
  return true;
};
