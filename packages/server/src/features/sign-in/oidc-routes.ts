import { oidcPath, problemAddress } from '@onhook/contract/sign-in';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../context.ts';
import { refuseUnlessOwner } from '../../platform/http/serve.ts';
import { clearRound, roundOf, sessionOf, setRound, setSession } from '../../platform/http/session-cookie.ts';
import { deviceOf } from './device.ts';

/** A centre's agents may all have the same address, and their shift begins for all of them at once. */
const roundsAMinute = 2400;
const logoutsAMinute = 600;

/**
 * The doors of signing in with a provider: pages a browser is sent to, and one that the provider itself knocks at. Where
 * a browser is sent on to is never taken from a request.
 */
export const oidcDoors = (app: FastifyInstance, context: AppContext): void => {
  const { oidc, config, signIn } = context;
  if (!oidc) return;
  const limit = (max: number) => ({ config: { rateLimit: { max, timeWindow: 60_000 } } });

  app.get(oidcPath, limit(roundsAMinute), async (_request, reply) => {
    refuseUnlessOwner(context);
    const round = await oidc.begin();
    reply.header('cache-control', 'no-store');
    if (!round) return reply.redirect(problemAddress('away'), 303);
    setRound(context, reply, round.secret);
    return reply.redirect(round.address, 303);
  });

  app.get(`${oidcPath}/callback`, limit(roundsAMinute), async (request, reply) => {
    refuseUnlessOwner(context);
    const before = sessionOf(context, request);
    const end = await oidc.end(new URL(`${config.publicUrl}${request.url}`), roundOf(context, request), deviceOf(request.headers['user-agent']));
    reply.header('cache-control', 'no-store');
    clearRound(context, reply);
    if (end.kind === 'refused') return reply.redirect(problemAddress(end.because), 303);
    // Whoever was signed in here before is not any more, and a session that was brought along is not taken on.
    if (before !== null) await signIn.signOut(before);
    setSession(context, reply, end.signedIn.session);
    return reply.redirect('/', 303);
  });

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    scope.post(`${oidcPath}/back-channel-logout`, limit(logoutsAMinute), async (request, reply) => {
      refuseUnlessOwner(context);
      const token = request.body instanceof URLSearchParams ? request.body.get('logout_token') : null;
      const done = token !== null && (await oidc.logOut(token));
      reply.header('cache-control', 'no-store');
      return done ? reply.code(200).send({}) : reply.code(400).send({ error: 'invalid_request' });
    });
  });
};
