import { useRouter } from '@tanstack/react-router';
import { VaultScreens } from '../shared/room.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { useSession } from '../../../api/app/session.ts';

/** Vault page for people without an agent panel, such as leads. */
const Vault = () => {
  const router = useRouter();
  const { person, name } = useSession().person;
  return <VaultScreens person={person} name={name} now={serverClock.now} onClose={() => router.history.back()} />;
};
export default Vault;
