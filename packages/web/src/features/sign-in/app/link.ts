/**
 * Takes the one-time token out of the address's fragment, or returns null if there is none. The token is in the fragment so
 * that it appears in no server log. It is removed from the address bar and the history before anything else happens.
 */
export const takeToken = (where: Pick<Location, 'hash' | 'pathname'>, history: Pick<History, 'replaceState' | 'state'>): string | null => {
  if (where.pathname !== '/sign-in' || where.hash.length < 2) return null;
  const token = where.hash.slice(1);
  history.replaceState(history.state, '', where.pathname);
  return token;
};

/**
 * Reads the one-time token from what a person pasted: a whole link, its end, or the token alone.
 *
 * @returns the token; null for a text that can't be one, such as a link without its last part
 * @example tokenIn('https://onhook.example/sign-in#Zk3…') // 'Zk3…'
 */
export const tokenIn = (text: string): string | null => {
  const end = text.trim().split('#').at(-1) ?? '';
  return /^[\w-]{20,200}$/.test(end) ? end : null;
};
