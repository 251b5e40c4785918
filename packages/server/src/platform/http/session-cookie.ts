import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';

const secure = (context: AppContext): boolean => context.config.publicUrl.startsWith('https:');

/** Behind TLS the name's prefix has the browser itself insist on Secure, this host and the root path. */
const prefixed = (context: AppContext, name: string): string => (secure(context) ? `__Host-${name}` : name);

const own = (context: AppContext) => ({
  name: prefixed(context, 'onhook'),
  options: { httpOnly: true, sameSite: 'lax', secure: secure(context), path: '/' } as const,
});

/** Kept by the browser for one site's pages alone, also where it takes no cookies from third parties. Needs TLS, or loopback. */
const framed = (context: AppContext) => ({
  name: prefixed(context, 'onhook-framed'),
  options: { httpOnly: true, sameSite: 'none', secure: true, partitioned: true, path: '/' } as const,
});

/** Holds the secret of a round through the provider, from which the browser comes back by a plain GET. */
const round = (context: AppContext) => ({
  name: prefixed(context, 'onhook-round'),
  options: { httpOnly: true, sameSite: 'lax', secure: secure(context), path: '/' } as const,
});

const maxAge = 7 * 86_400;

/** A sign-in of ours goes before one handed over: where the browser sends both, the frame is on our own site. */
export const sessionOf = (context: AppContext, request: FastifyRequest): string | null =>
  request.cookies[own(context).name] ?? request.cookies[framed(context).name] ?? null;

export const setSession = (context: AppContext, reply: FastifyReply, session: string): void => {
  const { name, options } = own(context);
  reply.setCookie(name, session, { ...options, maxAge });
};

export const setFramedSession = (context: AppContext, reply: FastifyReply, session: string): void => {
  const { name, options } = framed(context);
  reply.setCookie(name, session, { ...options, maxAge });
};

export const roundOf = (context: AppContext, request: FastifyRequest): string | null => request.cookies[round(context).name] ?? null;

export const setRound = (context: AppContext, reply: FastifyReply, secret: string): void => {
  const { name, options } = round(context);
  reply.setCookie(name, secret, { ...options, maxAge: 600 });
};

export const clearRound = (context: AppContext, reply: FastifyReply): void => {
  const { name, options } = round(context);
  reply.clearCookie(name, options);
};

/** Clears whichever the browser has. */
export const clearSession = (context: AppContext, reply: FastifyReply): void => {
  for (const { name, options } of [own(context), framed(context)]) reply.clearCookie(name, options);
};
