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
import type { AppContext } from '../../context.ts';
import { type Doors, refuseUnlessOwner, Refused, serve, serveAnyone } from '../../platform/http/serve.ts';
import { sessionOf, setSession } from '../../platform/http/session-cookie.ts';
import { ownSignIns } from '../../platform/access/index.ts';
import { presentSession } from './session-view.ts';
import { passkeyIdOf, presentPasskey } from './views.ts';
import { deviceOf } from './device.ts';
import { namePasskey, passkeysOf, removePasskey, type PasskeyRow } from './queries/passkeys.ts';

export const passkeysApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config, signIn } = context;
  const { centre } = config.centre;
  const passkeys = () => {
    if (!context.passkeys) throw new Refused('no-longer-possible', 'browsers make no passkeys for this address');
    return context.passkeys;
  };
  const find = async (person: PersonId, id: string): Promise<PasskeyRow | undefined> =>
    (await passkeysOf(store.db, centre, person)).find(({ credential }) => passkeyIdOf(credential) === id);
  serve(doors, context, readPasskeys, ownSignIns, async (own) => ({
    serverNow: clock.now(),
    passkeys: (await passkeysOf(store.db, centre, own.thing)).map(presentPasskey),
  }));
  serve(doors, context, beginPasskey, ownSignIns, async (own) => {
    const options = await passkeys().beginAdding(own.thing);
    if (!options) throw new Refused('no-longer-possible', 'there are as many as there can be');
    return { options };
  });
  serve(doors, context, addRoute, ownSignIns, async (own, { body }) => {
    if (!(await passkeys().add(own.thing, body.name, body.made))) throw new Refused('no-longer-possible', 'it came too late, or proves nothing');
    return {};
  });
  serve(doors, context, nameRoute, ownSignIns, async (own, { params, body }) => {
    const passkey = await find(own.thing, params.passkey);
    if (!passkey) throw new Refused('not-found', 'no such passkey');
    await namePasskey(store.db, centre, own.thing, passkey.credential, body.name);
    return {};
  });
  serve(doors, context, removeRoute, ownSignIns, async (own, { params }) => {
    const passkey = await find(own.thing, params.passkey);
    if (passkey) await removePasskey(store.db, centre, own.thing, passkey.credential);
    return {};
  });
  const forAnyone = { mostAMinute: 1200 };
  serveAnyone(
    doors,
    context,
    beginPasskeySignIn,
    async () => {
      refuseUnlessOwner(context);
      return { options: await passkeys().beginSigningIn() };
    },
    forAnyone,
  );
  serveAnyone(
    doors,
    context,
    signInWithPasskey,
    async ({ body, http, request }) => {
      refuseUnlessOwner(context);
      const before = sessionOf(context, request);
      const signedIn = await passkeys().signIn(body.signed, deviceOf(request.headers['user-agent']));
      if (!signedIn) throw new Refused('link-used-or-expired', 'this passkey signs nobody in');
      if (before !== null) await signIn.signOut(before);
      setSession(context, http, signedIn.session);
      return presentSession(context, signedIn.actor);
    },
    forAnyone,
  );
};
