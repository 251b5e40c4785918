import { makeFrameCode, readFraming, readSession, redeemFrameCode, redeemLink, signOut } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveAnyone } from '../../platform/http/serve.ts';
import { clearSession, sessionOf, setFramedSession, setSession } from '../../platform/http/session-cookie.ts';
import { handOver, ownSession } from '../../platform/access/index.ts';
import { presentSession } from './session-view.ts';
import { deviceOf } from './device.ts';

export const sessionApi = (doors: Doors, context: AppContext): void => {
  serveAnyone(
    doors,
    context,
    redeemLink,
    async ({ body, http, request }) => {
      const before = sessionOf(context, request);
      const signedIn = await context.signIn.redeem(body.token, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired');
      if (before !== null) await context.signIn.signOut(before);
      setSession(context, http, signedIn.session);
      return presentSession(context, signedIn.actor);
    },
    { mostAMinute: 120 },
  );
  serve(doors, context, readSession, ownSession, (own) => presentSession(context, own.thing));
  serve(doors, context, signOut, ownSession, async (_own, { request, http }) => {
    const session = sessionOf(context, request);
    // Where the sign-in came by a provider, its session there outlives ours if it is not told.
    const goOn = session === null ? null : await (context.oidc?.endAddress(session) ?? null);
    if (session !== null) await context.signIn.signOut(session);
    clearSession(context, http);
    return { goOn };
  });
  serveAnyone(doors, context, readFraming, async () => ({ origins: [...context.config.embedOrigins] }), { mostAMinute: 1200 });
  serve(doors, context, makeFrameCode, handOver, async (_own, { body, request }) => {
    if (!context.config.embedOrigins.includes(body.host)) throw new Refused('not-allowed', 'no page of this origin may hold the panel');
    const { code } = await context.signIn.makeFrameCode(sessionOf(context, request) ?? '', body.challenge, body.host);
    return { code };
  });
  serveAnyone(
    doors,
    context,
    redeemFrameCode,
    async ({ body, http, request }) => {
      const signedIn = await context.signIn.redeemFrameCode(body.code, body.verifier, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired');
      setFramedSession(context, http, signedIn.session);
      return presentSession(context, signedIn.actor);
    },
    { mostAMinute: 120 },
  );
};
