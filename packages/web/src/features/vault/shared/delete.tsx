import type { VaultOwner, Vault } from '@onhook/vault';
import { useState } from 'react';
import { m } from '../../../generated/messages/messages.js';
import { vaultClient } from '../../../vault/index.ts';
import { lockVault, recordVaultGone } from '../../../vault/key-session.ts';
import { deleteVault } from '../../../vault/state.ts';
import { deleteSlices } from '../../../local-store/index.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import css from './vault.module.css';

interface Props {
  readonly owner: VaultOwner;
  /** Open vault, or null when nobody can open it any more. */
  readonly vault: Vault | null;
  readonly onDeleted: () => void;
  readonly onLeave: () => void;
}

/** Deletes the vault on the server and in this browser. Also for people who have lost every key to it. */
export const Delete = ({ owner, vault, onDeleted, onLeave }: Props) => {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const { person } = owner;
  const leave = { label: m.vault_leave(), onTake: onLeave };

  const deleteAll = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const result = await deleteVault();
    if (result !== 'done') {
      setBusy(false);
      return setWrong(result === 'offline' ? m.vault_offline() : m.vault_failed());
    }
    // Keeps the entries in this browser if the vault can't be opened: its owner has lost all the others.
    if (vault) {
      await lockVault(vault);
      await deleteSlices(person);
    }
    await recordVaultGone(person);
    vaultClient.forget(person);
    onDeleted();
  };

  return (
    <Room
      title={vault ? m.vault_delete_title() : m.vault_forgot_title()}
      main={{ label: m.vault_delete_sure(), disabled: busy, onTake: () => void deleteAll() }}
      ways={[leave]}
    >
      <Paragraph>{vault ? m.vault_delete_how() : m.vault_forgot_how()}</Paragraph>
      <p role="alert" className={wrong ? css.wrong : css.unsaid}>
        {wrong}
      </p>
    </Room>
  );
};
