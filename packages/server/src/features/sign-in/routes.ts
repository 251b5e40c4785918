import { readWays } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, serveAnyone } from '../../platform/http/serve.ts';

export const waysApi = (doors: Doors, context: AppContext): void => {
  serveAnyone(doors, context, readWays, async () => ({ oidc: context.oidc && { name: context.oidc.name }, passkeys: context.passkeys !== null }), { mostAMinute: 1200 });
};
