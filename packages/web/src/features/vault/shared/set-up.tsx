import { type CreatedVault, type Passphrase, type VaultOwner, prepareVault, type RecoveryKeyConfirmation } from '@onhook/vault';
import { useState } from 'react';
import { m } from '../../../generated/messages/messages.js';
import { setUnlocked, saveMemory, recordVault, readMemory } from '../../../vault/key-session.ts';
import { refusalWords } from '../../../vault/refused.ts';
import { putKeys } from '../../../vault/state.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { CheckKey } from './check-key.tsx';
import { NewWords } from './new-words.tsx';
import css from './vault.module.css';

interface Props {
  readonly owner: VaultOwner;
  /** Owner's name; a passphrase made of it counts as easy to guess. */
  readonly name: string;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Sets up a vault in steps: an explanation, a passphrase, the recovery key, and two groups of the key typed back. */
export const SetUp = ({ owner, name, onMade, onClose }: Props) => {
  const [step, setStep] = useState<'about' | 'words' | 'key' | 'made'>('about');
  const [passphrase, setPassphrase] = useState<Passphrase | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const [prepared, setPrepared] = useState<RecoveryKeyConfirmation<CreatedVault> | null>(null);
  const leave = { label: m.vault_leave(), onTake: onClose };

  const prepare = async (chosen: Passphrase): Promise<void> => {
    setBusy(true);
    const next = await prepareVault(owner, chosen, await readMemory(owner));
    setBusy(false);
    if (next.kind !== 'to-confirm') return setWrong(refusalWords[next.kind]());
    setPrepared(next);
    setPassphrase(null);
    setStep('key');
  };

  const hold = async (made: CreatedVault): Promise<string> => {
    const put = await putKeys(made.keys, made.version, made.vault.publicKeys.bytes);
    if (put !== 'done') return put === 'offline' ? m.vault_offline() : m.vault_failed();
    await saveMemory(made.memory);
    await recordVault(owner);
    setUnlocked(made.vault);
    setPrepared(null);
    setStep('made');
    return '';
  };

  if (step === 'about')
    return (
      <Room
        back={{ label: m.vault_back(), onTake: onClose }}
        title={m.vault_none()}
        main={{ label: m.vault_begin(), onTake: () => setStep('words') }}
      >
        <Paragraph>{m.vault_none_how()}</Paragraph>
        <Paragraph>{m.vault_lost()}</Paragraph>
      </Room>
    );

  if (step === 'words')
    return (
      <Room
        back={{ label: m.vault_back(), onTake: () => setStep('about') }}
        title={m.vault_passphrase()}
        main={{
          label: busy ? m.vault_making() : m.vault_next(),
          disabled: busy || !passphrase,
          onTake: () => passphrase && void prepare(passphrase),
        }}
      >
        <NewWords name={name} onChosen={setPassphrase} />
        <p role="alert" className={wrong ? css.wrong : css.unsaid}>
          {wrong}
        </p>
      </Room>
    );

  if (step === 'key' && prepared) return <CheckKey prepared={prepared} leave={leave} onConfirmed={hold} />;

  return (
    <Room title={m.vault_made()} main={{ label: m.vault_next(), onTake: onMade }}>
      <Paragraph>{m.vault_made_how()}</Paragraph>
      <Paragraph>{m.vault_moved()}</Paragraph>
    </Room>
  );
};
