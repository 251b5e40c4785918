/**
 * The one-time token stands in the fragment so that it reaches no server log. It leaves the address bar, and with it
 * the history, before anything else happens.
 */
export const takeToken = (where: Pick<Location, 'hash' | 'pathname'>, history: Pick<History, 'replaceState' | 'state'>): string | null => {
  if (where.pathname !== '/sign-in' || where.hash.length < 2) return null;
  const token = where.hash.slice(1);
  history.replaceState(history.state, '', where.pathname);
  return token;
};
