import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { Config, Secrets } from '../../platform/config/index.ts';
import { feature } from '../../platform/http/feature.ts';
import type { Store } from '../../platform/store/index.ts';
import type { SignInDeps } from './deps.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { createOidc } from './oidc/oidc.ts';
import { createProvider } from './oidc/provider.ts';
import { ownSignInRoutes } from './own-sign-ins-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { canHavePasskeys, createPasskeys } from './passkeys.ts';
import { sessionRoutes } from './session-routes.ts';
import type { SignIn } from './sign-in.ts';

interface SignInServices {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'centre' | 'embedOrigins' | 'oidc' | 'publicUrl'>;
  readonly runtime: { readonly status: string };
  readonly log: Logger;
  readonly peopleChanged: () => Promise<void>;
  readonly secrets: Pick<Secrets, 'oidc'>;
  readonly signIn: SignIn;
  readonly store: Store;
}

export const signIn = feature({
  name: 'sign-in',
  deps: (services: SignInServices): SignInDeps => {
    const { centre, clock, config, runtime, log, secrets, signIn: sessions, store } = services;
    const { oidc, publicUrl } = config;
    const provider = oidc && createProvider(oidc, secrets.oidc, publicUrl, clock, log);
    const parts = { centre, clock, log, signIn: sessions, store };
    return {
      centre,
      clock,
      config,
      runtime,
      oidc: oidc && provider && createOidc({ ...parts, config: oidc, provider, peopleChanged: services.peopleChanged }),
      passkeys: canHavePasskeys(publicUrl) ? createPasskeys({ ...parts, centreName: config.centre.name, publicUrl }) : null,
      signIn: sessions,
      store,
    };
  },
  routes: [...sessionRoutes, ...passkeyRoutes, ...ownSignInRoutes],
  nonApiRoutes: [oidcRoutes],
});
