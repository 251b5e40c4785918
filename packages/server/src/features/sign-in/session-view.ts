import type { SessionView } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import type { Actor } from '../../platform/access/index.ts';

export const presentSession = ({ clock, config }: AppContext, actor: Actor): SessionView => ({
  serverNow: clock.now(),
  person: { person: actor.person, name: actor.name },
  centre: { name: config.centre.name, timezone: config.centre.timezone },
  roles: [...actor.roles],
});
