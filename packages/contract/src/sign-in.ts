/** Path at which a browser signs in with the centre’s provider. This module uses no schema library, as the panel loads it too. */
export const oidcPath = '/sign-in/oidc';

const problems = ['unknown', 'not-active', 'other-centre', 'too-late', 'declined', 'failed', 'away'] as const;
/** Ways in which signing in with the provider can fail. */
export type SignInProblem = (typeof problems)[number];

export const problemAddress = (problem: SignInProblem): string => `/sign-in?problem=${problem}`;

/** @param search the `search` of a location, with its `?` */
export const readProblem = (search: string): SignInProblem | null => {
  const named = new URLSearchParams(search).get('problem');
  return problems.find((problem) => problem === named) ?? null;
};
