import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import type { Clock } from '@onhook/phones/port';
import type { OidcConfig } from '../../../platform/config/index.ts';
import type { Claims } from './claims.ts';

const timeoutSeconds = 10;
/** The provider's metadata is read again after this time, because its endpoints may change. */
const discoveryMaxAgeMs = 6 * 3_600_000;
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const signatureAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** Values of one authorization flow, all derived from a secret in the browser's cookie. */
export interface AuthorizationFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LogoutToken {
  readonly subject: string | null;
  readonly session: string | null;
  readonly issuedAt: number;
}

export interface Provider {
  readonly redirectUri: string;
  authorizationUrl(flow: AuthorizationFlow): Promise<string>;
  /** @throws when the callback is refused; the error has the reason and no personal data */
  claimsFrom(callback: URL, flow: AuthorizationFlow): Promise<{ readonly claims: Claims; readonly idToken: string }>;
  /** Returns the provider's logout URL for the browser; null when the provider has none or does not answer. */
  endSessionUrl(idToken: string): Promise<string | null>;
  /** @throws when the token is not the provider's, not meant for this server, or no logout token */
  readLogoutToken(token: string): Promise<LogoutToken>;
}

type Method = 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt';

const clientAuthOf: Readonly<Record<Method, (secret: string) => client.ClientAuth>> = {
  client_secret_post: (secret) => client.ClientSecretPost(secret),
  client_secret_basic: (secret) => client.ClientSecretBasic(secret),
  client_secret_jwt: (secret) => client.ClientSecretJwt(secret),
};

/**
 * Lists the methods by which a client with a secret may authenticate, the preferred one first.
 *
 * @param listed `token_endpoint_auth_methods_supported` of the provider's metadata. Absent, the specification's default is client_secret_basic
 */
export const authMethods = (listed: readonly string[] | undefined): readonly Method[] => {
  const known = (Object.keys(clientAuthOf) as Method[]).filter((method) => (listed ?? ['client_secret_basic']).includes(method));
  return known.length > 0 ? known : ['client_secret_basic'];
};

const isClientRefused = (error: unknown): boolean => {
  const { status, error: name } = error as { readonly status?: number; readonly error?: unknown };
  return status === 401 || name === 'invalid_client' || name === 'unauthorized_client';
};

/** The configured provider. Its metadata is discovered when first needed. */
export const createProvider = (config: OidcConfig, secret: string | null, publicUrl: string, clock: Clock, log: Logger): Provider => {
  const issuer = new URL(config.issuer);
  const redirectUri = `${publicUrl}/sign-in/oidc/callback`;
  let methods: readonly Method[] = authMethods(undefined);
  /** Methods that the provider lists but refuses for this client. */
  const refusedMethods = new Set<Method>();
  const methodInUse = (): Method => methods.find((method) => !refusedMethods.has(method)) ?? 'client_secret_basic';
  const authenticateByMetadata =
    (withSecret: string): client.ClientAuth =>
    (server, metadata, body, headers) =>
      clientAuthOf[methodInUse()](withSecret)(server, metadata, body, headers);
  let cached: { readonly at: number; readonly discovery: Promise<Discovery> } | null = null;

  const discover = async () => {
    const server = await client.discovery(issuer, config.clientId, undefined, secret === null ? client.None() : authenticateByMetadata(secret), {
      timeout: timeoutSeconds,
      // Configuration allows plain http on loopback addresses only.
      ...(issuer.protocol === 'http:' && { execute: [client.allowInsecureRequests] }),
    });
    const { jwks_uri: keysUrl, token_endpoint_auth_methods_supported: listed } = server.serverMetadata();
    methods = authMethods(listed);
    if (keysUrl === undefined) throw new Error('the provider’s metadata has no jwks_uri');
    // Keys may be fetched again at once, because one may be newer than the last fetch. The routes limit the rate of requests.
    return { server, keys: createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: 0, timeoutDuration: timeoutSeconds * 1000 }) };
  };
  type Discovery = Awaited<ReturnType<typeof discover>>;

  const getDiscovery = (): Promise<Discovery> => {
    const now = clock.now();
    if (cached && now - cached.at < discoveryMaxAgeMs) return cached.discovery;
    const latest = { at: now, discovery: discover() };
    cached = latest;
    latest.discovery.catch(() => {
      if (cached === latest) cached = null;
    });
    return latest.discovery;
  };

  const verify = async (token: string, options: JWTVerifyOptions): Promise<JWTPayload> => {
    const { server, keys } = await getDiscovery();
    const { payload } = await jwtVerify(token, keys, {
      issuer: server.serverMetadata().issuer,
      audience: config.clientId,
      algorithms: signatureAlgorithms,
      currentDate: new Date(clock.now()),
      clockTolerance: 30,
      ...options,
    });
    return payload;
  };

  /** Exchanges the code for tokens. A client may be registered for only one of the listed methods, so a refusal leads to the next. */
  const exchange = async (callback: URL, { state, nonce, verifier }: AuthorizationFlow) => {
    const { server } = await getDiscovery();
    for (;;) {
      const method = methodInUse();
      try {
        return await client.authorizationCodeGrant(server, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
      } catch (error) {
        if (secret === null || !isClientRefused(error)) throw error;
        refusedMethods.add(method);
        if (methods.every((other) => refusedMethods.has(other))) {
          refusedMethods.clear();
          throw error;
        }
      }
    }
  };

  /** Reads userinfo. Returns no claims when it cannot be read: the ID token then has to suffice. */
  const userInfo = async (accessToken: string, subject: string): Promise<Record<string, unknown>> => {
    const { server } = await getDiscovery();
    if (server.serverMetadata().userinfo_endpoint === undefined) return {};
    try {
      return await client.fetchUserInfo(server, accessToken, subject);
    } catch (error) {
      log.warn({ code: (error as { readonly code?: string }).code }, 'userinfo of the sign-in provider could not be read; the ID token is used alone');
      return {};
    }
  };

  return {
    redirectUri,
    authorizationUrl: async ({ state, nonce, verifier }) => {
      const { server } = await getDiscovery();
      return client.buildAuthorizationUrl(server, {
        redirect_uri: redirectUri,
        scope: config.scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },
    claimsFrom: async (callback, flow) => {
      const tokens = await exchange(callback, flow);
      const idToken = tokens.id_token ?? '';
      const verified = await verify(idToken, { requiredClaims: ['sub', 'exp', 'iat'] });
      const { sub = '' } = verified;
      // Some providers put only the subject into the token. All other claims are then in userinfo.
      return { claims: { ...(await userInfo(tokens.access_token, sub)), ...verified, sub }, idToken };
    },
    endSessionUrl: async (idToken) => {
      try {
        const { server } = await getDiscovery();
        if (server.serverMetadata().end_session_endpoint === undefined) return null;
        return client.buildEndSessionUrl(server, { id_token_hint: idToken, post_logout_redirect_uri: `${publicUrl}/sign-in` }).href;
      } catch {
        return null;
      }
    },
    readLogoutToken: async (token) => {
      const payload = await verify(token, { requiredClaims: ['iat', 'jti', 'events'], maxTokenAge: 300 });
      const { sub, sid, events, nonce, iat = 0 } = payload as JWTPayload & Record<'sid' | 'events' | 'nonce', unknown>;
      const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, logoutEvent);
      const session = typeof sid === 'string' ? sid : null;
      if (!isLogout || nonce !== undefined || (sub === undefined && session === null)) throw new Error('this is no logout token');
      return { subject: sub ?? null, session, issuedAt: iat * 1000 };
    },
  };
};
