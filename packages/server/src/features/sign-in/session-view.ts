import type { SessionView } from '@onhook/contract';
import type { Actor } from '../../platform/access/index.ts';
import type { SignInDeps } from './deps.ts';

export const presentSession = ({ clock, config }: Pick<SignInDeps, 'clock' | 'config'>, actor: Actor): SessionView => ({
  serverNow: clock.now(),
  person: { person: actor.person, name: actor.name },
  centre: { name: config.centre.name, timezone: config.centre.timezone },
  roles: [...actor.roles],
});
