import { oidcPath, problemAddress } from '@onhook/contract/sign-in';
import type { NonApiRoutes } from '../../platform/http/feature.ts';
import { refuseUnlessOwner } from '../../platform/http/route.ts';
import { clearFlowSecret, flowSecretOf, sessionOf, setFlowSecret, setSession } from '../../platform/http/session-cookie.ts';
import type { SignInDeps } from './deps.ts';
import { deviceOf } from './device.ts';

/** A centre's agents may share an IP address, and all sign in when their shift begins. */
const maxFlowsPerMinute = 2400;
const maxLogoutsPerMinute = 600;

/**
 * Sign-in with an OpenID Connect provider: the start and the callback for the browser, and the provider's back-channel logout. No
 * redirect takes its target from a request.
 */
export const oidcRoutes: NonApiRoutes<SignInDeps> = {
  access: {
    [`GET ${oidcPath}`]: { about: 'a round through the sign-in provider', open: 'nothing' },
    [`GET ${oidcPath}/callback`]: { about: 'a session', open: 'the provider’s answer, and the secret of the browser that began the round' },
    [`POST ${oidcPath}/back-channel-logout`]: { about: 'the end of sessions', open: 'the provider’s signature' },
  },
  mount: (app, _services, deps) => {
    const { oidc, config, signIn } = deps;
    if (!oidc) return;
    const limit = (max: number) => ({ config: { rateLimit: { max, timeWindow: 60_000 } } });

    app.get(oidcPath, limit(maxFlowsPerMinute), async (_request, reply) => {
      refuseUnlessOwner(deps);
      const flow = await oidc.begin();
      reply.header('cache-control', 'no-store');
      if (!flow) return reply.redirect(problemAddress('away'), 303);
      setFlowSecret(deps, reply, flow.secret);
      return reply.redirect(flow.url, 303);
    });

    app.get(`${oidcPath}/callback`, limit(maxFlowsPerMinute), async (request, reply) => {
      refuseUnlessOwner(deps);
      const earlierSession = sessionOf(deps, request);
      const result = await oidc.end(new URL(`${config.publicUrl}${request.url}`), flowSecretOf(deps, request), deviceOf(request.headers['user-agent']));
      reply.header('cache-control', 'no-store');
      clearFlowSecret(deps, reply);
      if (result.kind === 'refused') return reply.redirect(problemAddress(result.because), 303);
      // A new sign-in ends the browser's earlier session instead of continuing it.
      if (earlierSession !== null) await signIn.signOut(earlierSession);
      setSession(deps, reply, result.signedIn.session);
      return reply.redirect('/', 303);
    });

    void app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, new URLSearchParams(String(body))),
      );
      scope.post(`${oidcPath}/back-channel-logout`, limit(maxLogoutsPerMinute), async (request, reply) => {
        refuseUnlessOwner(deps);
        const token = request.body instanceof URLSearchParams ? request.body.get('logout_token') : null;
        const isDone = token !== null && (await oidc.logOut(token));
        reply.header('cache-control', 'no-store');
        return isDone ? reply.code(200).send({}) : reply.code(400).send({ error: 'invalid_request' });
      });
    });
  },
};
