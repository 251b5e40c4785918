import {
  addPasskey,
  type Bytes,
  type NewKeyRecord,
  type Passphrase,
  readPassphrase,
  type Refusal,
  type RenewedKeys,
  renewKeys,
  type RecoveryKeyConfirmation,
  type Vault,
} from '@onhook/vault';
import { useState } from 'react';
import { m } from '../../../generated/messages/messages.js';
import { vaultClient } from '../../../vault/index.ts';
import { saveMemory, readMemory, replaceOpen } from '../../../vault/key-session.ts';
import { makePasskey } from '../../../vault/passkey.ts';
import { refusalWords } from '../../../vault/refused.ts';
import { putKeys } from '../../../vault/state.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { CheckKey } from './check-key.tsx';
import { NewWords } from './new-words.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import css from './vault.module.css';
import { notNowWords } from './words.ts';

export type Changing = 'change' | 'renew' | 'passkey' | 'no-passkey';

interface Props {
  readonly what: Changing;
  readonly vault: Vault;
  readonly keys: Bytes;
  readonly name: string;
  readonly onDone: () => void;
}

const titles = { change: m.vault_change, renew: m.vault_renew, passkey: m.vault_passkey, 'no-passkey': m.vault_no_passkey } as const;
const hows = { change: m.vault_change_how, renew: m.vault_renew_how, passkey: m.vault_passkey_how, 'no-passkey': m.vault_no_passkey_how } as const;
const dones = { change: m.vault_changed, renew: m.vault_renewed, passkey: m.vault_passkey_added, 'no-passkey': m.vault_no_passkey_done } as const;
const begins = { change: m.vault_change, renew: m.vault_next, passkey: m.vault_passkey_add, 'no-passkey': m.vault_no_passkey_do } as const;

/**
 * Changes the ways to unlock the vault. What shuts an old secret out makes new keys, with a recovery key to check. Each change needs the passphrase again, so that a person who finds the vault open can't
 * change who can open it.
 */
export const Manage = ({ what, vault, keys, name, onDone }: Props) => {
  const [old, setOld] = useState('');
  const [chosen, setChosen] = useState<Passphrase | null>(null);
  const [prepared, setPrepared] = useState<RecoveryKeyConfirmation<RenewedKeys> | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const [done, setDone] = useState(false);
  const { owner } = vault;
  const leave = { label: m.vault_leave(), onTake: onDone };

  const put = async (next: NewKeyRecord): Promise<string> => {
    const result = await putKeys(next.keys, next.version, vault.publicKeys.bytes);
    if (result !== 'done') return result === 'offline' ? m.vault_offline() : m.vault_failed();
    await saveMemory(next.memory);
    setDone(true);
    return '';
  };

  const renew = async (renewed: RenewedKeys): Promise<string> => {
    const result = await vaultClient.renew(owner.person, renewed);
    if (result !== 'done') return result.kind === 'failed' ? m.vault_failed() : notNowWords(result);
    await replaceOpen(renewed.vault);
    setPrepared(null);
    setDone(true);
    return '';
  };

  const newKeys = async (passphrase: Passphrase): Promise<NewKeyRecord | Refusal | string> => {
    const memory = await readMemory(owner);
    const secret = { kind: 'passphrase', passphrase } as const;
    if (what === 'passkey') {
      const passkey = await makePasskey(owner, name);
      return passkey ? addPasskey(owner, keys, secret, passkey, memory) : m.vault_passkey_cannot();
    }
    const next = await renewKeys(owner, keys, secret, what === 'change' && chosen ? chosen : passphrase, memory);
    if (next.kind !== 'to-confirm') return next;
    setPrepared(next);
    return '';
  };

  const tryIt = async (): Promise<void> => {
    const passphrase = readPassphrase(old);
    if (!passphrase) return setWrong(m.vault_r_wrong_passphrase());
    setBusy(true);
    setWrong('');
    const next = await newKeys(passphrase);
    const problem = typeof next === 'string' ? next : next.kind === 'keys' ? await put(next) : refusalWords[next.kind]();
    setBusy(false);
    setWrong(problem);
  };

  if (done)
    return (
      <Room title={dones[what]()} main={{ label: m.vault_next(), onTake: onDone }}>
        {null}
      </Room>
    );
  if (prepared) return <CheckKey prepared={prepared} leave={leave} onConfirmed={renew} />;
  return (
    <Room
      title={titles[what]()}
      main={{
        label: busy ? m.vault_unlocking() : begins[what](),
        disabled: busy || old === '' || (what === 'change' && !chosen),
        onTake: () => void tryIt(),
      }}
      ways={[leave]}
    >
      <Paragraph>{hows[what]()}</Paragraph>
      {what !== 'passkey' && <Paragraph>{m.vault_old_opens()}</Paragraph>}
      <PassphraseField label={m.vault_old()} value={old} onChange={setOld} />
      {what === 'change' && <NewWords name={name} onChosen={setChosen} />}
      <p role="alert" className={wrong ? css.wrong : css.unsaid}>
        {wrong}
      </p>
    </Room>
  );
};
