import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './sign-in.module.css';
import { emptyBrowser } from '../../../local-store/index.ts';
import { signedOutKey } from '../shared/index.ts';

/** Offers to delete what this browser still stores of the person who signed out in this tab. */
export const SignedOutOffer = () => {
  const [person] = useState(() => sessionStorage.getItem(signedOutKey));
  const [isEmpty, setIsEmpty] = useState(false);
  if (person === null) return null;
  const empty = async (): Promise<void> => {
    await emptyBrowser(person);
    sessionStorage.removeItem(signedOutKey);
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
