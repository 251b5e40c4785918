import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './sign-in.module.css';
import { emptyBrowser } from '../../../local-store/index.ts';

/** Session storage outlives the way through a provider's sign-out page, and no longer than the tab. */
const stored = 'onhook:signed-out';

/** Locks the person's vault in this browser, and drops the keys that keep it unlocked. */
export const lockHere = async (person: string): Promise<void> => {
  const { forgetKeys } = await import('../../../vault/key-session.ts');
  await forgetKeys(person);
};

/** Locks the person's vault in this browser, and has the sign-in page offer to empty the browser. */
export const leaveBrowser = async (person: string): Promise<void> => {
  sessionStorage.setItem(stored, person);
  await lockHere(person);
};

/** Offers to delete what this browser still stores of the person who signed out in this tab. */
export const SignedOutOffer = () => {
  const [person] = useState(() => sessionStorage.getItem(stored));
  const [isEmpty, setIsEmpty] = useState(false);
  if (person === null) return null;
  const empty = async (): Promise<void> => {
    await emptyBrowser(person);
    sessionStorage.removeItem(stored);
    setIsEmpty(true);
  };
  return (
    <section className={css.out}>
      <p role="status">{isEmpty ? m.signins_out_emptied() : m.signins_out()}</p>
      {!isEmpty && (
        <Button kind="quiet" onClick={() => void empty()}>
          {m.signins_out_empty()}
        </Button>
      )}
    </section>
  );
};
