import {
  addPasskey as addRoute,
  beginPasskey,
  beginPasskeySignIn,
  namePasskey as nameRoute,
  readPasskeys,
  removePasskey as removeRoute,
  signInWithPasskey,
} from '@onhook/contract';
import type { PersonId } from '@onhook/core/ids';
import { actorsOwn, probeCentres, resource, type RoleAccess } from '../../platform/access/index.ts';
import { refuseUnlessOwner, routesOf } from '../../platform/http/route.ts';
import { sessionOf, setSession } from '../../platform/http/session-cookie.ts';
import { Refused } from '../../platform/result.ts';
import type { SignInDeps } from './deps.ts';
import { deviceOf } from './device.ts';
import type { Passkeys } from './passkeys.ts';
import { namePasskey, passkeysOf, removePasskey, type PasskeyRow } from './queries/passkeys.ts';
import { presentSession } from './session-view.ts';
import { passkeyIdOf, presentPasskey } from './views.ts';

const { route, publicRoute } = routesOf<SignInDeps>();

/** @throws Refused where browsers do not support passkeys for this server's URL */
const passkeysIn = ({ passkeys }: SignInDeps): Passkeys => {
  if (!passkeys) throw new Refused('no-longer-possible', 'browsers do not support passkeys for this address');
  return passkeys;
};

interface ByPasskey {
  readonly params: { readonly passkey: string };
}

const find = async ({ store, centre }: SignInDeps, person: PersonId, { params }: ByPasskey): Promise<PasskeyRow | undefined> =>
  (await passkeysOf(store.db, centre, person)).find(({ credential }) => passkeyIdOf(credential) === params.passkey);

/** A person's passkeys. Refused in a framed panel. */
const ownPasskeys = actorsOwn('own-passkeys');

const ownPasskey = resource('own-passkey', async (actor, request: ByPasskey, deps: SignInDeps) => {
  const passkey = await find(deps, actor.person, request);
  return passkey ? { relation: 'own', resource: passkey } : null;
});

const ownAccess = (about: string): RoleAccess => ({ about, allow: { everyone: ['own'] }, framed: 'refused' });
const probePasskey = probeCentres(['maya'], (centre, { passkeys }) => ({ params: { passkey: passkeys[centre]! } }));

const maxPerMinute = 1200;

export const passkeyRoutes = [
  publicRoute({
    contract: beginPasskeySignIn,
    access: { about: 'a challenge for a passkey', open: 'nothing' },
    maxPerMinute,
    handler: async ({ deps }) => {
      refuseUnlessOwner(deps);
      return { options: await passkeysIn(deps).beginSigningIn() };
    },
  }),

  publicRoute({
    contract: signInWithPasskey,
    access: { about: 'a session', open: 'a passkey’s signature under a challenge of ours' },
    maxPerMinute,
    handler: async ({ body, http, request, deps }) => {
      refuseUnlessOwner(deps);
      const earlierSession = sessionOf(deps, request);
      const signedIn = await passkeysIn(deps).signIn(body.signed, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired', 'this passkey is unknown or could not be verified');
      if (earlierSession !== null) await deps.signIn.signOut(earlierSession);
      setSession(deps, http, signedIn.session);
      return presentSession(deps, signedIn.actor);
    },
  }),

  route({
    contract: readPasskeys,
    access: ownAccess('the passkeys of the person'),
    resource: ownPasskeys,
    handler: async ({ resource: me }, { deps: { centre, clock, store } }) => ({
      serverNow: clock.now(),
      passkeys: (await passkeysOf(store.db, centre, me)).map(presentPasskey),
    }),
  }),

  route({
    contract: beginPasskey,
    access: ownAccess('a challenge for a new passkey'),
    resource: ownPasskeys,
    handler: async ({ resource: me }, { deps }) => {
      const options = await passkeysIn(deps).beginAdding(me);
      if (!options) throw new Refused('no-longer-possible', 'the person has the maximum number of passkeys');
      return { options };
    },
  }),

  route({
    contract: addRoute,
    access: ownAccess('a new passkey of the person'),
    resource: ownPasskeys,
    handler: async ({ resource: me }, { body, deps }) => {
      if (!(await passkeysIn(deps).add(me, body.name, body.made))) throw new Refused('no-longer-possible', 'the attempt has expired, or the passkey could not be verified');
      return {};
    },
  }),

  route({
    contract: nameRoute,
    access: ownAccess('a passkey’s name'),
    resource: ownPasskey,
    probes: probePasskey,
    handler: async ({ resource: { person, credential } }, { body, deps: { centre, store } }) => {
      await namePasskey(store.db, centre, person, credential, body.name);
      return {};
    },
  }),

  route({
    contract: removeRoute,
    access: ownAccess('a passkey'),
    resource: ownPasskeys,
    probes: probePasskey,
    handler: async ({ resource: me }, { params, deps }) => {
      const passkey = await find(deps, me, { params });
      if (passkey) await removePasskey(deps.store.db, deps.centre, me, passkey.credential);
      return {};
    },
  }),
] as const;
