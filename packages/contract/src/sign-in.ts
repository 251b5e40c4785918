/** Where a browser goes to sign in with the centre’s provider. No schema library: the panel reads this too. */
export const oidcPath = '/sign-in/oidc';

const problems = ['unknown', 'not-active', 'other-centre', 'too-late', 'declined', 'failed', 'away'] as const;
/** How a round through the provider failed. */
export type SignInProblem = (typeof problems)[number];

export const problemAddress = (problem: SignInProblem): string => `/sign-in?problem=${problem}`;

/** @param search a location's, with its `?` */
export const readProblem = (search: string): SignInProblem | null => {
  const named = new URLSearchParams(search).get('problem');
  return problems.find((problem) => problem === named) ?? null;
};
