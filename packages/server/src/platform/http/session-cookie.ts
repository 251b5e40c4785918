import type { FastifyReply, FastifyRequest } from 'fastify';

interface Services {
  readonly config: { readonly publicUrl: string };
}

const isSecure = ({ config }: Services): boolean => config.publicUrl.startsWith('https:');

/** Adds a prefix to a cookie's name behind TLS. Browsers accept such a cookie only with Secure, this host and the root path. */
const prefixed = (services: Services, name: string): string => (isSecure(services) ? `__Host-${name}` : name);

const own = (services: Services) => ({
  name: prefixed(services, 'onhook'),
  options: { httpOnly: true, sameSite: 'lax', secure: isSecure(services), path: '/' } as const,
});

/** Name of the cookie that holds a session on our own site. */
export const sessionCookieName = (services: Services): string => own(services).name;

/** Cookie that a browser keeps apart for each site that frames us, even if it blocks third-party cookies. Needs TLS, or loopback. */
const framed = (services: Services) => ({
  name: prefixed(services, 'onhook-framed'),
  options: { httpOnly: true, sameSite: 'none', secure: true, partitioned: true, path: '/' } as const,
});

/** Cookie with the secret of a sign-in with the provider, from which the browser returns by a plain GET. */
const round = (services: Services) => ({
  name: prefixed(services, 'onhook-round'),
  options: { httpOnly: true, sameSite: 'lax', secure: isSecure(services), path: '/' } as const,
});

const maxAge = 7 * 86_400;

/** Session of a request; null when it has none. Our own cookie wins over a framed one: a browser that sends both frames us on our own site. */
export const sessionOf = (services: Services, request: FastifyRequest): string | null =>
  request.cookies[own(services).name] ?? request.cookies[framed(services).name] ?? null;

export const setSession = (services: Services, reply: FastifyReply, session: string): void => {
  const { name, options } = own(services);
  reply.setCookie(name, session, { ...options, maxAge });
};

export const setFramedSession = (services: Services, reply: FastifyReply, session: string): void => {
  const { name, options } = framed(services);
  reply.setCookie(name, session, { ...options, maxAge });
};

export const flowSecretOf = (services: Services, request: FastifyRequest): string | null => request.cookies[round(services).name] ?? null;

export const setFlowSecret = (services: Services, reply: FastifyReply, secret: string): void => {
  const { name, options } = round(services);
  reply.setCookie(name, secret, { ...options, maxAge: 600 });
};

export const clearFlowSecret = (services: Services, reply: FastifyReply): void => {
  const { name, options } = round(services);
  reply.clearCookie(name, options);
};

/** Clears both session cookies, of which a browser has only one. */
export const clearSession = (services: Services, reply: FastifyReply): void => {
  for (const { name, options } of [own(services), framed(services)]) reply.clearCookie(name, options);
};
