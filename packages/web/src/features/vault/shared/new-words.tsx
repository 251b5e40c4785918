import { type Passphrase, readPassphrase, strengthOf } from '@onhook/vault';
import { useState } from 'react';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { PassphraseField } from './passphrase-field.tsx';
import css from './vault.module.css';

const meter = {
  weak: m.vault_strength_weak,
  fair: m.vault_strength_fair,
  strong: m.vault_strength_strong,
} as const;

interface Props {
  /** Owner's name; a passphrase made of it counts as easy to guess. */
  readonly name: string;
  /** Receives null while the passphrase is too short, easy to guess, or not the same in both fields. */
  readonly onChosen: (passphrase: Passphrase | null) => void;
}

/** Two fields for a new passphrase, with a note on how hard it is to guess. */
export const NewWords = ({ name, onChosen }: Props) => {
  const [words, setWords] = useState('');
  const [again, setAgain] = useState('');
  const strength = words === '' ? null : strengthOf(words, name.split(' '));
  const change = (first: string, second: string): void => {
    setWords(first);
    setAgain(second);
    onChosen(first === second && strengthOf(first, name.split(' ')) !== 'weak' ? readPassphrase(first) : null);
  };
  return (
    <>
      <PassphraseField label={m.vault_passphrase()} hint={m.vault_passphrase_hint()} value={words} onChange={(typed) => change(typed, again)}>
        {(type) => (
          <>
            <p role="status" className={strength ? css.small : css.unsaid}>
              {strength && meter[strength]()}
            </p>
            <TextField type={type} label={m.vault_again()} value={again} onChange={(typed) => change(words, typed)} />
          </>
        )}
      </PassphraseField>
      <p role="status" className={again !== '' && !words.startsWith(again) ? css.small : css.unsaid}>
        {again !== '' && !words.startsWith(again) && m.vault_not_same()}
      </p>
    </>
  );
};
