import { makeFrameCode, readFraming, readSession, readWays, redeemFrameCode, redeemLink, signOut } from '@onhook/contract';
import { actorsOwn, resource, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { clearSession, sessionOf, setFramedSession, setSession } from '../../platform/http/session-cookie.ts';
import { Refused } from '../../platform/result.ts';
import type { SignInDeps } from './deps.ts';
import { deviceOf } from './device.ts';
import { presentSession } from './session-view.ts';

const { route, publicRoute } = routesOf<SignInDeps>();

const ownSession = resource('own-session', (actor) => ({ relation: 'own', resource: actor }));
const ownSessionAccess: RoleAccess = { about: 'the session of the request', allow: { everyone: ['own'] } };

/** Attempts allowed per minute from one IP address. */
const maxAttemptsPerMinute = 120;
/** A centre's agents may share an IP address, and all sign in when their shift begins. */
const maxPerMinute = 1200;

export const sessionRoutes = [
  publicRoute({
    contract: redeemLink,
    access: { about: 'a session', open: 'a one-time link' },
    maxPerMinute: maxAttemptsPerMinute,
    handler: async ({ body, http, request, deps }) => {
      const earlierSession = sessionOf(deps, request);
      const signedIn = await deps.signIn.redeem(body.token, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired');
      if (earlierSession !== null) await deps.signIn.signOut(earlierSession);
      setSession(deps, http, signedIn.session);
      return presentSession(deps, signedIn.actor);
    },
  }),

  route({
    contract: readSession,
    access: ownSessionAccess,
    resource: ownSession,
    handler: ({ resource: actor }, { deps }) => presentSession(deps, actor),
  }),

  route({
    contract: signOut,
    access: ownSessionAccess,
    resource: ownSession,
    handler: async (_own, { request, http, deps }) => {
      const session = sessionOf(deps, request);
      // The session at the provider continues unless the browser opens this URL.
      const goOn = session === null ? null : await (deps.oidc?.endSessionUrl(session) ?? null);
      if (session !== null) await deps.signIn.signOut(session);
      clearSession(deps, http);
      return { goOn };
    },
  }),

  publicRoute({
    contract: readWays,
    access: { about: 'the centre’s name and the ways to sign in', open: 'nothing' },
    maxPerMinute,
    handler: ({ deps: { config, oidc, passkeys } }) => ({ centre: config.centre.name, oidc: oidc && { name: oidc.name }, passkeys: passkeys !== null }),
  }),

  publicRoute({
    contract: readFraming,
    access: { about: 'the origins whose pages may hold the panel', open: 'nothing' },
    maxPerMinute,
    handler: ({ deps: { config } }) => ({ origins: [...config.embedOrigins] }),
  }),

  route({
    contract: makeFrameCode,
    access: { about: 'a session, handed over to a frame', allow: { agent: ['own'] }, framed: 'refused' },
    resource: actorsOwn('own-session-to-hand-over'),
    handler: async (_own, { body, request, deps }) => {
      if (!deps.config.embedOrigins.includes(body.host)) throw new Refused('not-allowed', 'the panel may not be framed by pages of this origin');
      const { code } = await deps.signIn.makeFrameCode(sessionOf(deps, request) ?? '', body.challenge, body.host);
      return { code };
    },
  }),

  publicRoute({
    contract: redeemFrameCode,
    access: { about: 'a session in a frame', open: 'a code, and the secret of the frame it was made for' },
    maxPerMinute: maxAttemptsPerMinute,
    handler: async ({ body, http, request, deps }) => {
      const signedIn = await deps.signIn.redeemFrameCode(body.code, body.verifier, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired');
      setFramedSession(deps, http, signedIn.session);
      return presentSession(deps, signedIn.actor);
    },
  }),
] as const;
