import type { VaultOwner } from '@onhook/vault';
import { m } from '../../../generated/messages/messages.js';
import { recordVaultGone } from '../../../vault/key-session.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';

interface Props {
  readonly owner: VaultOwner;
  readonly onGone: () => void;
  readonly onClose: () => void;
}

/** Shown when this device knows of a vault but the server says there is none: it was deleted elsewhere, or is withheld. */
export const Gone = ({ owner, onGone, onClose }: Props) => {
  const leave = { label: m.vault_back(), onTake: onClose };
  return (
    <Room
      back={leave}
      title={m.vault_gone()}
      main={{ label: m.vault_gone_deleted(), onTake: () => void recordVaultGone(owner.person).then(onGone) }}
    >
      <Paragraph>{m.vault_gone_how()}</Paragraph>
    </Room>
  );
};
