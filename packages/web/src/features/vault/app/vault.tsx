import { useRouter } from '@tanstack/react-router';
import { VaultHere } from '../shared/room.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { useSession } from '../../../api/app/session.ts';

/** Vault page for people who have no panel. */
const Vault = () => {
  const router = useRouter();
  const { person, name } = useSession().person;
  return <VaultHere person={person} name={name} now={serverClock.now} width={416} onClose={() => router.history.back()} />;
};
export default Vault;
