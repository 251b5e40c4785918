import { makeFrameCode, readFraming, readSession, redeemFrameCode, redeemLink, signOut, type SessionView } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveAnyone } from '../../http/serve.ts';
import { clearSession, sessionOf, setFramedSession, setSession } from '../../http/session-cookie.ts';
import { handOver, ownSession, type Actor } from '../../policies/index.ts';

const view = (context: AppContext, actor: Actor): SessionView => ({
  serverNow: context.clock.now(),
  person: { person: actor.person, name: actor.name },
  centre: { name: context.config.centre.name, timezone: context.config.centre.timezone },
  roles: [...actor.roles],
});

export const sessionApi = (doors: Doors, context: AppContext): void => {
  serveAnyone(
    doors,
    context,
    redeemLink,
    async ({ body, http, request }) => {
      const before = sessionOf(context, request);
      const signedIn = await context.signIn.redeem(body.token);
      if (!signedIn) throw new Refused('link-used-or-expired');
      if (before !== null) await context.signIn.signOut(before);
      setSession(context, http, signedIn.session);
      return view(context, signedIn.actor);
    },
    { mostAMinute: 120 },
  );
  serve(doors, context, readSession, ownSession, (own) => view(context, own.thing));
  serve(doors, context, signOut, ownSession, async (_own, { request, http }) => {
    const session = sessionOf(context, request);
    if (session !== null) await context.signIn.signOut(session);
    clearSession(context, http);
    return {};
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
    async ({ body, http }) => {
      const signedIn = await context.signIn.redeemFrameCode(body.code, body.verifier);
      if (!signedIn) throw new Refused('link-used-or-expired');
      setFramedSession(context, http, signedIn.session);
      return view(context, signedIn.actor);
    },
    { mostAMinute: 120 },
  );
};
