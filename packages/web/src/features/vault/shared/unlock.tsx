import { type Bytes, passkeyCredentials, type VaultOwner, readPassphrase, readRecoveryKey, type Secret, unlock } from '@onhook/vault';
import { useEffect, useState } from 'react';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { askPasskey } from '../../../vault/passkey.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { Delete } from './delete.tsx';
import { setUnlocked, saveMemory, readMemory, setStaysUnlocked } from '../../../vault/key-session.ts';
import { refusalWords } from '../../../vault/refused.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { Stay } from './stay.tsx';
import { VaultDoor } from './vault-door.tsx';
import css from './vault.module.css';

interface Props {
  readonly owner: VaultOwner;
  readonly keys: Bytes;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

type Read = { readonly kind: 'secret'; readonly secret: Secret } | { readonly kind: 'said'; readonly words: string };

const groupsOf = (groups: readonly number[]): string => new Intl.ListFormat(document.documentElement.lang).format(groups.map(String));

const read = (by: Secret['kind'], typed: string): Read => {
  if (by === 'passphrase') {
    const passphrase = readPassphrase(typed);
    return passphrase ? { kind: 'secret', secret: { kind: 'passphrase', passphrase } } : { kind: 'said', words: m.vault_r_wrong_passphrase() };
  }
  const key = readRecoveryKey(typed);
  if (key.kind === 'wrong-length') return { kind: 'said', words: m.vault_key_length() };
  if (key.kind === 'mistyped') return { kind: 'said', words: m.vault_key_mistyped({ groups: groupsOf(key.groups) }) };
  return { kind: 'secret', secret: { kind: 'recovery-key', key: key.key } };
};

/** Unlocks the vault, on a device that knows it or on a new one. */
export const Unlock = ({ owner, keys, onOpen, onClose }: Props) => {
  const [by, setBy] = useState<'passphrase' | 'recovery-key'>('passphrase');
  const [typed, setTyped] = useState('');
  const [stays, setStays] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');

  const [passkeys, setPasskeys] = useState<readonly string[]>([]);
  const [forgot, setForgot] = useState(false);
  const [isNew, setIsNew] = useState(false);
  useEffect(() => void readMemory(owner).then(({ fingerprint }) => setIsNew(fingerprint === null)), [owner]);
  useEffect(() => void passkeyCredentials(owner, keys).then(setPasskeys), [owner, keys]);

  const tryWith = async (secret: Secret): Promise<void> => {
    setBusy(true);
    setWrong('');
    const unlocked = await unlock(owner, keys, secret, await readMemory(owner));
    setBusy(false);
    if (unlocked.kind !== 'unlocked') return setWrong(refusalWords[unlocked.kind]());
    await saveMemory(unlocked.memory);
    setUnlocked(unlocked.vault);
    if (stays) await setStaysUnlocked(unlocked.vault, true);
    onOpen();
  };
  const tryIt = async (): Promise<void> => {
    const secret = read(by, typed);
    return secret.kind === 'said' ? setWrong(secret.words) : tryWith(secret.secret);
  };
  const tryPasskey = async (): Promise<void> => {
    const passkey = await askPasskey(owner, passkeys);
    return passkey ? tryWith({ kind: 'passkey', ...passkey }) : setWrong(m.vault_passkey_cannot());
  };
  const turn = (): void => {
    setBy(by === 'passphrase' ? 'recovery-key' : 'passphrase');
    setTyped('');
    setWrong('');
  };

  if (forgot) return <Delete owner={owner} vault={null} onDeleted={onOpen} onLeave={() => setForgot(false)} />;
  const leave = { label: m.vault_back(), onTake: onClose };
  return (
    <Room
      back={leave}
      picture={<VaultDoor isOpen={false} />}
      title={m.vault_locked()}
      main={{ label: busy ? m.vault_unlocking() : m.vault_unlock(), disabled: busy || typed === '', onTake: () => void tryIt() }}
      ways={[
        ...(passkeys.length > 0 ? [{ label: m.vault_passkey_use(), onTake: () => void tryPasskey() }] : []),
        { label: by === 'passphrase' ? m.vault_by_key() : m.vault_by_passphrase(), onTake: turn },
        ...(by === 'recovery-key' ? [{ label: m.vault_forgot(), onTake: () => setForgot(true) }] : []),
      ]}
    >
      <Paragraph>{m.vault_locked_how()}</Paragraph>
      {isNew && <Paragraph>{m.vault_new_device()}</Paragraph>}
      {by === 'passphrase' ? (
        <PassphraseField label={m.vault_passphrase()} value={typed} onChange={setTyped} />
      ) : (
        <TextField label={m.vault_key_field()} value={typed} spellCheck={false} autoCapitalize="off" onChange={setTyped} />
      )}
      <p role="alert" className={wrong ? css.wrong : css.unsaid}>
        {wrong}
      </p>
      <Stay stays={stays} onChange={setStays} />
    </Room>
  );
};
