import { z } from 'zod';
import { route } from './route.ts';

export const role = z.enum(['agent', 'lead', 'analyst', 'manager', 'admin']);
export type Role = z.infer<typeof role>;

export const sessionView = z.object({
  serverNow: z.int(),
  person: z.object({ person: z.string(), name: z.string() }),
  centre: z.object({ name: z.string(), timezone: z.string() }),
  roles: z.array(role),
});
export type SessionView = z.infer<typeof sessionView>;

export const redeemLink = route({
  key: 'POST /api/session',
  summary: 'Signs in with a one-time link’s token and sets the session cookie.',
  body: z.object({ token: z.string().min(20).max(200) }),
  example: { body: { token: 'n'.repeat(43) } },
  reply: sessionView,
  errors: ['bad-input', 'link-used-or-expired', 'too-many-requests', 'store-unavailable'],
});

export const readSession = route({
  key: 'GET /api/session',
  summary: 'Who is signed in.',
  reply: sessionView,
  errors: ['not-signed-in'],
});

export const signOut = route({
  key: 'DELETE /api/session',
  summary: 'Ends this session on the server. `goOn`: where the browser ends the one it has with the sign-in provider.',
  reply: z.object({ goOn: z.string().nullable() }),
  errors: ['not-signed-in'],
});

export const waysView = z.object({
  /** Name of the centre that people sign in to. */
  centre: z.string(),
  /** Provider that people sign in with, starting at `oidcPath`; null when there is none. */
  oidc: z.object({ name: z.string() }).nullable(),
  /** True when browsers allow passkeys for the address we are served at. */
  passkeys: z.boolean(),
});
export type WaysView = z.infer<typeof waysView>;

export const readWays = route({
  key: 'GET /api/sign-in',
  summary: 'The ways to sign in here, beside a one-time link.',
  reply: waysView,
  errors: ['too-many-requests'],
});
