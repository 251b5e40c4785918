import { z } from 'zod';
import { route } from './route.ts';
import { sessionView } from './session.ts';

const id = z.string().regex(/^[\w-]{22}$/);
const times = { startedAt: z.int(), lastUsedAt: z.int(), expiresAt: z.int() };

/** Sign-in of the signed-in person. `lastUsedAt` is exact to ten minutes. */
const ownSignIn = z.object({
  id,
  isThisOne: z.boolean(),
  how: z.enum(['link', 'oidc', 'passkey', 'frame']).nullable(),
  /** Names such as Firefox and Windows; null when the browser did not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  ...times,
  /** Panels on other pages that this sign-in was handed over to. */
  frames: z.array(z.object({ id, host: z.string(), ...times })),
});
export type OwnSignIn = z.infer<typeof ownSignIn>;

export const ownSignInsView = z.object({ serverNow: z.int(), signIns: z.array(ownSignIn) });
export type OwnSignInsView = z.infer<typeof ownSignInsView>;

export const readOwnSignIns = route({
  key: 'GET /api/sign-ins',
  summary: 'Where the signed-in person is signed in.',
  reply: ownSignInsView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const endOwnSignIn = route({
  key: 'DELETE /api/sign-ins/:signIn',
  summary: 'Ends one of them, and the panels it was handed over to.',
  params: z.object({ signIn: id }),
  example: { params: { signIn: 'n'.repeat(22) } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const endOtherSignIns = route({
  key: 'POST /api/sign-ins/end-others',
  summary: 'Ends all of them but the one that asks.',
  reply: z.object({}),
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

const credential = z.string().regex(/^[\w-]{1,1400}$/);
const passkeyName = z.string().trim().min(1).max(60);
/** Result of a browser’s `navigator.credentials`, as JSON. The server verifies its proof rather than its exact shape. */
const fromAuthenticator = z.looseObject({
  id: credential,
  rawId: credential,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
  clientExtensionResults: z.looseObject({}),
});
/** Options for `navigator.credentials`, as JSON. */
const forAuthenticator = z.looseObject({ challenge: z.string() });

export const passkeysView = z.object({
  serverNow: z.int(),
  passkeys: z.array(
    z.object({
      passkey: z.string(),
      name: z.string(),
      /** True when the passkey can be on the person’s other devices too. */
      isSynced: z.boolean(),
      addedAt: z.int(),
      lastUsedAt: z.int().nullable(),
    }),
  ),
});
export type PasskeysView = z.infer<typeof passkeysView>;

export const readPasskeys = route({
  key: 'GET /api/passkeys',
  summary: 'The signed-in person’s passkeys.',
  reply: passkeysView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const beginPasskey = route({
  key: 'POST /api/passkeys/begin',
  summary: 'Begins adding a passkey: the options for navigator.credentials.create.',
  reply: z.object({ options: forAuthenticator }),
  errors: ['not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const addPasskey = route({
  key: 'POST /api/passkeys',
  summary: 'Adds the passkey that was made. no-longer-possible: it came too late, or proves nothing.',
  body: z.object({ name: passkeyName, made: fromAuthenticator }),
  example: { body: { name: 'A key', made: { id: 'none', rawId: 'none', type: 'public-key', response: { clientDataJSON: 'none' }, clientExtensionResults: {} } } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
});

export const namePasskey = route({
  key: 'POST /api/passkeys/:passkey',
  summary: 'Gives a passkey another name.',
  params: z.object({ passkey: id }),
  body: z.object({ name: passkeyName }),
  example: { params: { passkey: 'n'.repeat(22) }, body: { name: 'A key' } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const removePasskey = route({
  key: 'DELETE /api/passkeys/:passkey',
  summary: 'Removes a passkey; one that is not there is removed already.',
  params: z.object({ passkey: id }),
  example: { params: { passkey: 'n'.repeat(22) } },
  reply: z.object({}),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const beginPasskeySignIn = route({
  key: 'POST /api/session/passkey/begin',
  summary: 'Begins signing in with a passkey: the options for navigator.credentials.get.',
  reply: z.object({ options: forAuthenticator }),
  errors: ['no-longer-possible', 'too-many-requests', 'store-unavailable'],
});

export const signInWithPasskey = route({
  key: 'POST /api/session/passkey',
  summary: 'Signs in with what a passkey signed, and sets the session cookie.',
  body: z.object({ signed: fromAuthenticator }),
  example: { body: { signed: { id: 'none', rawId: 'none', type: 'public-key', response: { clientDataJSON: 'none' }, clientExtensionResults: {} } } },
  reply: sessionView,
  errors: ['bad-input', 'no-longer-possible', 'link-used-or-expired', 'too-many-requests', 'store-unavailable'],
});
