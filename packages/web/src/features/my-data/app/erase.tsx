import { useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import { Button } from '../../../design/button.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './my-data.module.css';

/** Explains which data is erased and which stays, and erases it once the person has typed their own name. */
export const Erase = ({ name }: { readonly name: string }) => {
  const [written, setWritten] = useState('');
  const [erasing, setErasing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const erase = async (): Promise<void> => {
    setErasing(true);
    try {
      await ask('POST /api/my-data/erase', { body: { name: written.trim() } });
      location.replace('/sign-in');
    } catch (error) {
      const why = failureOf(error);
      setProblem(why.kind === 'refused' && why.error === 'no-longer-possible' ? m.mydata_erase_not_now() : m.mydata_erase_failed());
      setErasing(false);
    }
  };

  return (
    <section>
      <h2 className={css.title}>{m.mydata_erase()}</h2>
      <p className={css.text}>{m.mydata_erase_goes()}</p>
      <p className={css.text}>{m.mydata_erase_stays()}</p>
      <p className={css.text}>{m.mydata_erase_means()}</p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <TextField label={m.mydata_erase_name({ name })} value={written} onChange={setWritten} />
        <p role="alert" className={css.problem}>
          {problem}
        </p>
        <Button type="submit" disabled={erasing || written.trim() !== name}>
          {m.mydata_erase_do()}
        </Button>
      </form>
    </section>
  );
};
