import type { VaultOwner } from '@onhook/vault';
import type { ReactNode } from 'react';
import { m } from '../../../generated/messages/messages.js';
import { noteGone } from '../../../vault/key-session.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';

interface Props {
  readonly owner: VaultOwner;
  readonly picture: ReactNode;
  readonly onGone: () => void;
  readonly onClose: () => void;
}

/** Shown when this device knows of a vault but the server says there is none: it was deleted elsewhere, or is withheld. */
export const Gone = ({ owner, picture, onGone, onClose }: Props) => {
  const leave = { label: m.vault_back(), onTake: onClose };
  return (
    <Screen
      back={leave}
      picture={picture}
      title={m.vault_gone()}
      main={{ label: m.vault_gone_deleted(), onTake: () => void noteGone(owner.person).then(onGone) }}
      ways={[leave]}
    >
      <Paragraph>{m.vault_gone_how()}</Paragraph>
    </Screen>
  );
};
