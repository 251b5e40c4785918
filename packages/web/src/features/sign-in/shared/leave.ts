/** Session storage outlives the way through a provider's sign-out page, and no longer than the tab. */
export const signedOutKey = 'onhook:signed-out';

/** Locks the person's vault in this browser, and drops the keys that keep it unlocked. */
export const lockHere = async (person: string): Promise<void> => {
  const { forgetKeys } = await import('../../../vault/key-session.ts');
  await forgetKeys(person);
};

/** Locks the person's vault in this browser, and has the sign-in page offer to empty the browser. */
export const leaveBrowser = async (person: string): Promise<void> => {
  sessionStorage.setItem(signedOutKey, person);
  await lockHere(person);
};
