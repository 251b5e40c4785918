import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { SignJWT, importJWK, type JWK } from 'jose';
import type { Configuration, JWKS, Provider } from 'oidc-provider';

const clientId = 'onhook';
export const clientSecret = 'the provider knows us by this';

/** Claims of the provider's people, by their subject. */
export type ProviderAccounts = Record<string, Record<string, unknown>>;

export interface TestProvider {
  readonly issuer: string;
  readonly env: Record<string, string>;
  readonly accounts: ProviderAccounts;
  /** Subject of the person who signs in next at the provider; null declines the sign-in. */
  next: string | null;
  idTokenLastsSeconds: number;
  /** Replaces the signing keys; the provider no longer knows the old ones. */
  rotateKeys(): Promise<void>;
  /** Makes a logout token as the provider does, with changes. */
  logoutToken(claims: Record<string, unknown>, sign?: { readonly key?: JWK }): Promise<string>;
  stop(): Promise<void>;
}

export const newKey = (): JWK => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid: crypto.randomUUID(),
  alg: 'ES256',
  use: 'sig',
});

/** Runs `make` without console output, as the provider warns that it isn't set up for production. */
const quietly = async <T>(make: () => T): Promise<Awaited<T>> => {
  const { info, warn } = console;
  Object.assign(console, { info: () => {}, warn: () => {} });
  try {
    return await make();
  } finally {
    Object.assign(console, { info, warn });
  }
};

/** Starts a real OpenID provider on loopback that asks for no password. */
export const startProvider = async (publicUrl: string): Promise<TestProvider> => {
  const library = await quietly(() => import('oidc-provider'));
  const accounts: ProviderAccounts = {};
  let handle: ReturnType<Provider['callback']> = async () => {};
  const server: Server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const issuer = `http://127.0.0.1:${port}`;
  let key = newKey();

  const begin = async (): Promise<void> => {
    const configuration: Configuration = {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${publicUrl}/sign-in/oidc/callback`],
          post_logout_redirect_uris: [`${publicUrl}/sign-in`],
          token_endpoint_auth_method: 'client_secret_post',
          id_token_signed_response_alg: 'ES256',
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [key] } as JWKS,
      cookies: { keys: ['a key for the tests'] },
      pkce: { required: () => true },
      claims: { openid: ['sub', 'sid'], profile: ['name', 'roles', 'team', 'centre'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      ttl: {
        IdToken: () => provider.idTokenLastsSeconds,
        AccessToken: 600,
        AuthorizationCode: 60,
        Grant: 3600,
        Interaction: 600,
        Session: 3600,
      },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => void (ctx.body = form) } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
      loadExistingGrant: async (ctx) => {
        const { client, session, provider: its } = ctx.oidc;
        const grant = new its.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    };
    const made = await quietly(() => new library.Provider(issuer, configuration));
    made.use(async (ctx, next) => {
      if (!ctx.path.startsWith('/interaction/')) return next();
      const result =
        provider.next === null ? { error: 'access_denied', error_description: 'not today' } : { login: { accountId: provider.next } };
      ctx.redirect(await made.interactionResult(ctx.req, ctx.res, result));
    });
    handle = made.callback();
  };

  const provider: TestProvider = {
    issuer,
    env: { ONHOOK_OIDC_ISSUER: issuer, ONHOOK_OIDC_CLIENT_ID: clientId, ONHOOK_OIDC_CLIENT_SECRET: clientSecret, ONHOOK_OIDC_NAME: 'Lindgren' },
    accounts,
    next: null,
    idTokenLastsSeconds: 3600,
    rotateKeys: () => {
      key = newKey();
      return begin();
    },
    logoutToken: async (claims, { key: other } = {}) => {
      const signedBy = other ?? key;
      return new SignJWT({
        iss: issuer,
        aud: clientId,
        iat: Math.floor(Date.now() / 1000),
        exp: Math.floor(Date.now() / 1000) + 120,
        jti: crypto.randomUUID(),
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid!, typ: 'logout+jwt' })
        .sign(await importJWK(signedBy));
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await begin();
  return provider;
};

/** Cookies of one site, as a browser keeps them. */
const jar = () => {
  const kept = new Map<string, string>();
  return {
    header: (): string => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    take: (response: Response): void => {
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        kept.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
  };
};

/** Walks through the provider as a browser does, to the address it sends the browser back to. */
export const walkThrough = async (address: string, publicUrl: string): Promise<URL> => {
  const cookies = jar();
  let at = new URL(address);
  for (let steps = 0; steps < 10; steps += 1) {
    const response = await fetch(at, { redirect: 'manual', headers: { cookie: cookies.header() } });
    cookies.take(response);
    const next = response.headers.get('location');
    if (next === null) throw new Error(`the provider stopped at ${at.pathname} with ${response.status}: ${(await response.text()).slice(0, 300)}`);
    at = new URL(next, at);
    if (at.href.startsWith(publicUrl)) return at;
  }
  throw new Error('the provider goes in circles');
};
