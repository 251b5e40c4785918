import { type Bytes, passkeyCredentials, type Vault } from '@onhook/vault';
import { useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import { sharing } from '../../../vault/index.ts';
import { lockVault, setStaysUnlocked, staysUnlocked } from '../../../vault/key-session.ts';
import { exportVault } from '../../../vault/export-vault.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import { Delete } from './delete.tsx';
import { Manage, type Changing } from './manage.tsx';
import { readable } from './readable.ts';
import { saveFile } from '../../../design/save-file.ts';
import { Stay } from './stay.tsx';
import { useSyncStatus } from './use-sync-status.ts';
import { VaultDoor } from './vault-door.tsx';
import css from './vault.module.css';
import { notNowWords } from './words.ts';

interface Props {
  readonly vault: Vault;
  readonly keys: Bytes;
  readonly name: string;
  /** Called after the vault was locked or deleted, or its keys were changed. */
  readonly onTurned: () => void;
  readonly onClose: () => void;
  readonly now: () => number;
}

/** Shows the actions for an open vault, one at a time. */
export const Open = ({ vault, keys, name, onTurned, onClose, now }: Props) => {
  const [stays, setStays] = useState(false);
  const [digits, setDigits] = useState<readonly string[]>([]);
  const [doing, setDoing] = useState<Changing | 'delete' | null>(null);
  const [hasPasskey, setHasPasskey] = useState(false);
  const [problem, setProblem] = useState('');
  const { trouble } = useSyncStatus();
  const { person } = vault.owner;
  useEffect(() => {
    void staysUnlocked(person).then(setStays);
    void passkeyCredentials(vault.owner, keys).then((all) => setHasPasskey(all.length > 0));
    void sharing.ownDigits(person).then((own) => own.kind === 'digits' && setDigits(own.digits));
  }, [vault, person, keys]);
  const leave = { label: m.vault_back(), onTake: onClose };
  const done = (): void => {
    setDoing(null);
    onTurned();
  };

  const saveJson = async (): Promise<void> => {
    const taken = await exportVault(person, now());
    if (taken.kind !== 'exported') return setProblem(notNowWords(taken));
    setProblem(taken.isPartial ? m.vault_exported_not() : '');
    saveFile('onhook.json', 'application/json', taken.json);
  };
  const saveText = async (): Promise<void> => saveFile('onhook.md', 'text/markdown', await readable(person));

  if (doing === 'delete')
    return <Delete owner={vault.owner} vault={vault} onDeleted={done} onLeave={() => setDoing(null)} />;
  if (doing) return <Manage what={doing} vault={vault} keys={keys} name={name} onDone={done} />;
  return (
    <Room back={leave} picture={<VaultDoor isOpen />} title={m.vault_is_open()}>
      <Paragraph>{m.vault_is_open_how()}</Paragraph>
      <p role="alert" className={trouble ? css.wrong : css.unsaid}>
        {trouble && notNowWords(trouble)}
      </p>
      <Button kind="main" onClick={() => void lockVault(vault).then(onTurned)}>
        {m.vault_lock()}
      </Button>
      <Stay
        stays={stays}
        onChange={(next) => {
          setStays(next);
          void setStaysUnlocked(vault, next);
        }}
      />
      <Section title={m.vault_ways_in()}>
        <div className={css.list}>
          <Button kind="quiet" onClick={() => setDoing('change')}>
            {m.vault_change()}
          </Button>
          <Button kind="quiet" onClick={() => setDoing('renew')}>
            {m.vault_renew()}
          </Button>
          {'PublicKeyCredential' in globalThis && (
            <Button kind="quiet" onClick={() => setDoing('passkey')}>
              {m.vault_passkey()}
            </Button>
          )}
          {hasPasskey && (
            <Button kind="quiet" onClick={() => setDoing('no-passkey')}>
              {m.vault_no_passkey()}
            </Button>
          )}
        </div>
      </Section>
      {digits.length > 0 && (
        <Section title={m.vault_digits()}>
          <p className={css.digits} translate="no">
            {digits.join(' ')}
          </p>
          <p className={css.small}>{m.vault_digits_how()}</p>
        </Section>
      )}
      <Section title={m.vault_export()}>
        <p className={css.small}>{m.vault_export_how()}</p>
        <div className={css.list}>
          <Button kind="quiet" onClick={() => void saveText()}>
            {m.vault_export_text()}
          </Button>
          <Button kind="quiet" onClick={() => void saveJson()}>
            {m.vault_export_json()}
          </Button>
        </div>
        <p role="status" className={problem ? css.small : css.unsaid}>
          {problem}
        </p>
      </Section>
      <div className={css.apart}>
        <Button onClick={() => setDoing('delete')}>{m.vault_delete()}</Button>
        <p className={css.small}>{m.vault_delete_apart()}</p>
      </div>
    </Room>
  );
};
