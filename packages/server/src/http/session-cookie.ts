import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../context.ts';

const secure = (context: AppContext): boolean => context.config.publicUrl.startsWith('https:');

/** Behind TLS the name's prefix has the browser itself insist on Secure, this host and the root path. */
const nameOf = (context: AppContext): string => (secure(context) ? '__Host-onhook' : 'onhook');

export const sessionOf = (context: AppContext, request: FastifyRequest): string | null =>
  request.cookies[nameOf(context)] ?? null;

export const setSession = (context: AppContext, reply: FastifyReply, session: string): void => {
  reply.setCookie(nameOf(context), session, { httpOnly: true, sameSite: 'lax', secure: secure(context), path: '/', maxAge: 7 * 86_400 });
};

export const clearSession = (context: AppContext, reply: FastifyReply): void => {
  reply.clearCookie(nameOf(context), { httpOnly: true, sameSite: 'lax', secure: secure(context), path: '/' });
};
