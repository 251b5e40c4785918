import { type Passphrase, readPassphrase, strengthOf } from '@onhook/vault';
import { useState } from 'react';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './vault.module.css';

const meter = {
  weak: m.vault_strength_weak,
  fair: m.vault_strength_fair,
  strong: m.vault_strength_strong,
} as const;

interface Props {
  /** Not to be a passphrase. */
  readonly name: string;
  /** Null while it is too short, easy to guess, or not the same twice. */
  readonly onChosen: (passphrase: Passphrase | null) => void;
}

/** A new passphrase, written twice, with a word about how hard it is to guess. */
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
      <TextField
        type="password"
        label={m.vault_passphrase()}
        hint={m.vault_passphrase_hint()}
        value={words}
        onChange={(typed) => change(typed, again)}
      />
      <p role="status" className={strength ? css.small : css.unsaid}>
        {strength && meter[strength]()}
      </p>
      <TextField type="password" label={m.vault_again()} value={again} onChange={(typed) => change(words, typed)} />
      <p role="status" className={again !== '' && !words.startsWith(again) ? css.small : css.unsaid}>
        {again !== '' && !words.startsWith(again) && m.vault_not_same()}
      </p>
    </>
  );
};
