import type { Vault } from '@onhook/vault';
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../../generated/messages/messages.js';
import { sharing } from '../../vault/index.ts';
import { Said, Screen } from '../screen.tsx';
import { Section } from '../section.tsx';
import { close, stayOpen, staysOpen } from '../../vault/keeping.ts';
import { Stay } from './stay.tsx';
import css from './vault.module.css';

interface Props {
  readonly vault: Vault;
  readonly picture: ReactNode;
  readonly onLocked: () => void;
  readonly onClose: () => void;
}

export const Open = ({ vault, picture, onLocked, onClose }: Props) => {
  const [stays, setStays] = useState(false);
  const [digits, setDigits] = useState<readonly string[]>([]);
  const { person } = vault.place;
  useEffect(() => {
    void staysOpen(person).then(setStays);
    void sharing.ownDigits(person).then((own) => own.kind === 'digits' && setDigits(own.digits));
  }, [vault]);
  const leave = { label: m.vault_back(), onTake: onClose };
  return (
    <Screen
      back={leave}
      picture={picture}
      title={m.vault_is_open()}
      main={{ label: m.vault_lock(), onTake: () => void close(vault).then(onLocked) }}
      ways={[leave]}
    >
      <Said>{m.vault_is_open_how()}</Said>
      <Stay
        stays={stays}
        onChange={(next) => {
          setStays(next);
          void stayOpen(vault, next);
        }}
      />
      {digits.length > 0 && (
        <Section title={m.vault_digits()}>
          <p className={css.digits} translate="no">
            {digits.join(' ')}
          </p>
          <p className={css.small}>{m.vault_digits_how()}</p>
        </Section>
      )}
    </Screen>
  );
};
