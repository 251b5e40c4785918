import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import type { Clock } from '@onhook/phones/port';
import type { OidcConfig } from '../../../platform/config/index.ts';
import type { Claims } from './claims.ts';

const answersWithinSeconds = 10;
/** The provider's metadata is discovered again after this time, because endpoints and key addresses may change. */
const discoveredForMs = 6 * 3_600_000;
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** Values that belong to a single round, all derived from a secret that the browser keeps. */
export interface Round {
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
  addressFor(round: Round): Promise<string>;
  /** @throws an error with the reason for refusing the answer, without personal data */
  claimsFrom(answer: URL, round: Round): Promise<{ readonly claims: Claims; readonly idToken: string }>;
  /** Returns the provider's logout URL for the browser; null when the provider has none, or doesn't answer. */
  endAddress(idToken: string): Promise<string | null>;
  /** @throws when the token is not the provider's, not meant for this server, or no logout token */
  readLogoutToken(token: string): Promise<LogoutToken>;
}

type Method = 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt';

const makeAuth: Readonly<Record<Method, (secret: string) => client.ClientAuth>> = {
  client_secret_post: (secret) => client.ClientSecretPost(secret),
  client_secret_basic: (secret) => client.ClientSecretBasic(secret),
  client_secret_jwt: (secret) => client.ClientSecretJwt(secret),
};

/**
 * Lists the ways by which a client with a secret may authenticate, the preferred first.
 *
 * @param listed `token_endpoint_auth_methods_supported` of the provider's metadata; it means client_secret_basic when left out
 */
export const authMethods = (listed: readonly string[] | undefined): readonly Method[] => {
  const known = (Object.keys(makeAuth) as Method[]).filter((method) => (listed ?? ['client_secret_basic']).includes(method));
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
  /** Ways to authenticate that the provider lists and refuses for this client. */
  const refusedMethods = new Set<Method>();
  const methodInUse = (): Method => methods.find((method) => !refusedMethods.has(method)) ?? 'client_secret_basic';
  const authenticateByMetadata =
    (withSecret: string): client.ClientAuth =>
    (server, metadata, body, headers) =>
      makeAuth[methodInUse()](withSecret)(server, metadata, body, headers);
  let known: { readonly at: number; readonly found: Promise<Found> } | null = null;

  const discover = async () => {
    const found = await client.discovery(issuer, config.clientId, undefined, secret === null ? client.None() : authenticateByMetadata(secret), {
      timeout: answersWithinSeconds,
      // Configuration takes plain http on loopback only.
      ...(issuer.protocol === 'http:' && { execute: [client.allowInsecureRequests] }),
    });
    const { jwks_uri: keysAt, token_endpoint_auth_methods_supported: listed } = found.serverMetadata();
    methods = authMethods(listed);
    if (keysAt === undefined) throw new Error('the provider names no keys');
    // No cooldown between fetches of the keys: a key may be newer than the last fetch, and routes limit the rate of requests.
    return { found, keys: createRemoteJWKSet(new URL(keysAt), { cooldownDuration: 0, timeoutDuration: answersWithinSeconds * 1000 }) };
  };
  type Found = Awaited<ReturnType<typeof discover>>;

  const discovered = (): Promise<Found> => {
    const now = clock.now();
    if (known && now - known.at < discoveredForMs) return known.found;
    const asked = { at: now, found: discover() };
    known = asked;
    asked.found.catch(() => {
      if (known === asked) known = null;
    });
    return asked.found;
  };

  const verify = async (token: string, options: JWTVerifyOptions): Promise<JWTPayload> => {
    const { found, keys } = await discovered();
    const { payload } = await jwtVerify(token, keys, {
      issuer: found.serverMetadata().issuer,
      audience: config.clientId,
      algorithms: asymmetric,
      currentDate: new Date(clock.now()),
      clockTolerance: 30,
      ...options,
    });
    return payload;
  };

  /** Exchanges the code. A client may be registered for one of the listed ways only: a refused one is followed by the next. */
  const exchange = async (answer: URL, { state, nonce, verifier }: Round) => {
    const { found } = await discovered();
    for (;;) {
      const method = methodInUse();
      try {
        return await client.authorizationCodeGrant(found, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
      } catch (error) {
        if (secret === null || !isClientRefused(error)) throw error;
        refusedMethods.add(method);
        if (methods.every((one) => refusedMethods.has(one))) {
          refusedMethods.clear();
          throw error;
        }
      }
    }
  };

  /** Reads userinfo. Without it the ID token alone has to suffice. */
  const userInfo = async (accessToken: string, subject: string): Promise<Record<string, unknown>> => {
    const { found } = await discovered();
    if (found.serverMetadata().userinfo_endpoint === undefined) return {};
    try {
      return await client.fetchUserInfo(found, accessToken, subject);
    } catch (error) {
      log.warn({ code: (error as { readonly code?: string }).code }, 'userinfo of the sign-in provider could not be read; the ID token is used alone');
      return {};
    }
  };

  return {
    redirectUri,
    addressFor: async ({ state, nonce, verifier }) => {
      const { found } = await discovered();
      return client.buildAuthorizationUrl(found, {
        redirect_uri: redirectUri,
        scope: config.scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href;
    },
    claimsFrom: async (answer, round) => {
      const tokens = await exchange(answer, round);
      const idToken = tokens.id_token ?? '';
      const verified = await verify(idToken, { requiredClaims: ['sub', 'exp', 'iat'] });
      const { sub = '' } = verified;
      // Some providers put only the subject into the token, and all other claims into userinfo.
      return { claims: { ...(await userInfo(tokens.access_token, sub)), ...verified, sub }, idToken };
    },
    endAddress: async (idToken) => {
      try {
        const { found } = await discovered();
        if (found.serverMetadata().end_session_endpoint === undefined) return null;
        return client.buildEndSessionUrl(found, { id_token_hint: idToken, post_logout_redirect_uri: `${publicUrl}/sign-in` }).href;
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
