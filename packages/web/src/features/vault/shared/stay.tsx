import { useId } from 'react';
import { m } from '../../../generated/messages/messages.js';
import css from './vault.module.css';

interface Props {
  readonly stays: boolean;
  readonly onChange: (stays: boolean) => void;
}

/** Checkbox to keep the vault open on this device. Off unless the person says that nobody else uses the device. */
export const Stay = ({ stays, onChange }: Props) => {
  const id = useId();
  return (
    <div className={css.stay}>
      <label className={css.check}>
        <input type="checkbox" checked={stays} aria-describedby={id} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span>{m.vault_stay()}</span>
      </label>
      <p id={id} className={css.small}>
        {m.vault_stay_how()}
      </p>
    </div>
  );
};
