import { type ReactNode, useState } from 'react';
import { Check } from '../../../design/check.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Fields below this one that are shown or hidden with it. */
  readonly children?: (type: 'password' | 'text') => ReactNode;
}

/** Field for a passphrase, hidden until its owner wants to see it: a long one can't be typed blind. */
export const PassphraseField = ({ label, hint, value, onChange, children }: Props) => {
  const [shown, setShown] = useState(false);
  const type = shown ? 'text' : 'password';
  return (
    <>
      <TextField
        type={type}
        label={label}
        {...(hint !== undefined && { hint })}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        onChange={onChange}
      />
      {children?.(type)}
      <Check on={shown} onChange={setShown}>
        {m.vault_show()}
      </Check>
    </>
  );
};
