import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import * as client from 'openid-client';
import type { Clock } from '@onhook/phones/port';
import type { OidcConfig } from '../../../platform/config/index.ts';
import type { Claims } from './claims.ts';

const answersWithinSeconds = 10;
/** What the provider says of itself is asked for again after this time: addresses and keys' places change too. */
const discoveredForMs = 6 * 3_600_000;
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** What only this round may use; all of it is made from one secret that the browser holds. */
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
  /** @throws whatever is wrong with the answer; it says nothing of anybody */
  claimsFrom(answer: URL, round: Round): Promise<{ readonly claims: Claims; readonly idToken: string }>;
  /** Where the browser tells the provider that the session is over; null: it has no such place, or does not answer. */
  endAddress(idToken: string): Promise<string | null>;
  /** @throws when it is not the provider's, not for us, or no logout token */
  readLogoutToken(token: string): Promise<LogoutToken>;
}

/** The one provider of the configuration. It is asked for what it says of itself when it is first needed. */
export const createProvider = (config: OidcConfig, secret: string | null, publicUrl: string, clock: Clock): Provider => {
  const issuer = new URL(config.issuer);
  const redirectUri = `${publicUrl}/sign-in/oidc/callback`;
  let known: { readonly at: number; readonly found: Promise<Found> } | null = null;

  const discover = async () => {
    const found = await client.discovery(issuer, config.clientId, undefined, secret === null ? client.None() : client.ClientSecretPost(secret), {
      timeout: answersWithinSeconds,
      // Configuration takes plain http on loopback only.
      ...(issuer.protocol === 'http:' && { execute: [client.allowInsecureRequests] }),
    });
    const { jwks_uri: keysAt } = found.serverMetadata();
    if (keysAt === undefined) throw new Error('the provider names no keys');
    // Without a pause between two looks: whoever can have us look is limited at the door, and a key may be newer than the last look.
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
    claimsFrom: async (answer, { state, nonce, verifier }) => {
      const { found } = await discovered();
      const tokens = await client.authorizationCodeGrant(found, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const idToken = tokens.id_token ?? '';
      const verified = await verify(idToken, { requiredClaims: ['sub', 'exp', 'iat'] });
      const { sub = '' } = verified;
      // Some providers put only who it is into the token, and what they know of them here.
      const more = found.serverMetadata().userinfo_endpoint === undefined ? {} : await client.fetchUserInfo(found, tokens.access_token, sub);
      return { claims: { ...more, ...verified, sub }, idToken };
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
