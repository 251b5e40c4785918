import { z } from 'zod';
import { route } from './route.ts';
import { sessionView } from './session.ts';

/** 256 bits in base64url: a random secret, or the SHA-256 of a secret. */
const bits = z.string().regex(/^[\w-]{43}$/);

export const readFraming = route({
  key: 'GET /api/frames',
  summary: 'The origins whose pages may hold the panel in a frame.',
  reply: z.object({ origins: z.array(z.string()) }),
  errors: ['too-many-requests'],
});

export const makeFrameCode = route({
  key: 'POST /api/frames/codes',
  summary: 'Hands this sign-in over to a frame on a page of `host`: a code, good once and for a minute, for the frame whose secret’s SHA-256 is `challenge`.',
  body: z.object({ challenge: bits, host: z.string().max(300) }),
  example: { body: { challenge: 'c'.repeat(43), host: 'https://crm.example' } },
  reply: z.object({ code: bits }),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const redeemFrameCode = route({
  key: 'POST /api/frames/session',
  summary: 'Signs a frame in with a code and the secret it was made for, and sets a session cookie that this host’s pages alone have.',
  body: z.object({ code: bits, verifier: bits }),
  example: { body: { code: 'c'.repeat(43), verifier: 'v'.repeat(43) } },
  reply: sessionView,
  errors: ['bad-input', 'link-used-or-expired', 'too-many-requests', 'store-unavailable'],
});
