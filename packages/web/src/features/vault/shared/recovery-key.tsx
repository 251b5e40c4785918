import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import { saveFile } from '../../../design/save-file.ts';
import css from './vault.module.css';

interface Props {
  readonly groups: readonly string[];
}

/** Shows the recovery key in numbered groups, to be copied by hand, printed or saved. */
export const RecoveryKeyShown = ({ groups }: Props) => {
  const [copied, setCopied] = useState(false);
  const text = groups.join(' ');
  const save = (): void => saveFile('onhook-recovery-key.txt', 'text/plain', `Onhook\n${text}\n`);
  return (
    <>
      <ol className={css.groups}>
        {groups.map((group) => (
          <li key={group} className={css.group} translate="no">
            {group}
          </li>
        ))}
      </ol>
      <div className={css.ways}>
        <Button kind="quiet" onClick={() => print()}>
          {m.vault_key_print()}
        </Button>
        <Button kind="quiet" onClick={save}>
          {m.vault_key_save()}
        </Button>
        <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {copied ? m.vault_key_copied() : m.vault_key_copy()}
        </Button>
      </div>
    </>
  );
};
