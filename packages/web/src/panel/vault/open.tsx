import type { Vault } from '@onhook/vault';
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import { close, stayOpen, staysOpen } from './keeping.ts';
import { Stay } from './stay.tsx';

interface Props {
  readonly vault: Vault;
  readonly picture: ReactNode;
  readonly onLocked: () => void;
  readonly onClose: () => void;
}

export const Open = ({ vault, picture, onLocked, onClose }: Props) => {
  const [stays, setStays] = useState(false);
  useEffect(() => void staysOpen(vault.place.person).then(setStays), [vault]);
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
    </Screen>
  );
};
