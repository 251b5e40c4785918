import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Config } from '../../platform/config/index.ts';
import type { Store } from '../../platform/store/index.ts';
import type { Oidc } from './oidc/oidc.ts';
import type { Passkeys } from './passkeys.ts';
import type { SignIn } from './sign-in.ts';

export interface SignInDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'centre' | 'embedOrigins' | 'publicUrl'>;
  readonly runtime: { readonly status: string };
  /** Null when no provider is configured. */
  readonly oidc: Oidc | null;
  /** Null when browsers do not support passkeys for this server's URL. */
  readonly passkeys: Passkeys | null;
  readonly signIn: SignIn;
  readonly store: Store;
}
