import { endOtherSignIns, endOwnSignIn, readOwnSignIns } from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { sessionOf } from '../../platform/http/session-cookie.ts';
import { ownSignIns } from '../../platform/access/index.ts';
import { presentSignIn } from './views.ts';

export const ownSignInsApi = (doors: Doors, context: AppContext): void => {
  const { signIn, clock } = context;
  serve(doors, context, readOwnSignIns, ownSignIns, async (own, { request }) => {
    const session = sessionOf(context, request) ?? '';
    const signIns = (await signIn.sessionsOf(own.thing)).map((one) => presentSignIn(one, session));
    return { serverNow: clock.now(), signIns: [...signIns.filter((one) => one.isThisOne), ...signIns.filter((one) => !one.isThisOne)] };
  });
  serve(doors, context, endOwnSignIn, ownSignIns, async (own, { params }) => {
    if (!(await signIn.revoke(own.thing, params.signIn))) throw new Refused('not-found', 'no such sign-in');
    return {};
  });
  serve(doors, context, endOtherSignIns, ownSignIns, async (own, { request }) => {
    await signIn.revokeOthers(own.thing, sessionOf(context, request) ?? '');
    return {};
  });
};
