import { endOtherSignIns, endOwnSignIn, readOwnSignIns } from '@onhook/contract';
import { actorsOwn, probeCentres, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { sessionOf } from '../../platform/http/session-cookie.ts';
import { Refused } from '../../platform/result.ts';
import type { SignInDeps } from './deps.ts';
import { presentSignIn } from './views.ts';

const { route } = routesOf<SignInDeps>();

/** A person's own sign-ins. Refused in a framed panel. */
const ownSignIns = actorsOwn('own-sign-ins');
const ownAccess = (about: string): RoleAccess => ({ about, allow: { everyone: ['own'] }, framed: 'refused' });

export const ownSignInRoutes = [
  route({
    contract: readOwnSignIns,
    access: ownAccess('the sign-ins of the person'),
    resource: ownSignIns,
    handler: async ({ resource: person }, { request, deps }) => {
      const session = sessionOf(deps, request) ?? '';
      const signIns = (await deps.signIn.sessionsOf(person)).map((signIn) => presentSignIn(signIn, session));
      return { serverNow: deps.clock.now(), signIns: [...signIns.filter(({ isThisOne }) => isThisOne), ...signIns.filter(({ isThisOne }) => !isThisOne)] };
    },
  }),
  route({
    contract: endOwnSignIn,
    access: ownAccess('a sign-in of the person'),
    resource: ownSignIns,
    probes: probeCentres(['maya'], (centre, { signIns }) => ({ params: { signIn: signIns[centre]! } })),
    handler: async ({ resource: person }, { params, deps }) => {
      if (!(await deps.signIn.revoke(person, params.signIn))) throw new Refused('not-found');
      return {};
    },
  }),
  route({
    contract: endOtherSignIns,
    access: ownAccess('the other sign-ins of the person'),
    resource: ownSignIns,
    handler: async ({ resource: person }, { request, deps }) => {
      await deps.signIn.revokeOthers(person, sessionOf(deps, request) ?? '');
      return {};
    },
  }),
] as const;
