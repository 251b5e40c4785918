import type { RecoveryKeyConfirmation } from '@onhook/vault';
import { useState } from 'react';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import type { Way } from '../../../design/panel/use-screen.ts';
import { RecoveryKeyShown } from './recovery-key.tsx';
import css from './vault.module.css';

interface Props<Done> {
  readonly prepared: RecoveryKeyConfirmation<Done>;
  readonly leave: Way;
  /** Resolves to '' when it is done, else to a sentence that says what is wrong. */
  readonly onConfirmed: (done: Done) => Promise<string>;
}

/** Shows the recovery key once, and has two of its groups typed back before anything takes effect. */
export const CheckKey = <Done extends { readonly kind: string }>({ prepared, leave, onConfirmed }: Props<Done>) => {
  const [shown, setShown] = useState(true);
  const [groups, setGroups] = useState<readonly [string, string]>(['', '']);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');

  const confirm = async (): Promise<void> => {
    setBusy(true);
    setWrong('');
    const made = await prepared.confirm(groups);
    const problem =
      made.kind === 'not-the-same' && 'groups' in made
        ? made.groups.map((group) => m.vault_check_wrong({ n: group + 1 })).join(' ')
        : await onConfirmed(made as Done);
    setBusy(false);
    setWrong(problem);
  };

  if (shown)
    return (
      <Room
        title={m.vault_key_title()}
        main={{ label: m.vault_key_kept(), onTake: () => setShown(false) }}
        ways={[leave]}
        escape={null}
      >
        <Paragraph>{m.vault_key_how()}</Paragraph>
        <RecoveryKeyShown groups={prepared.recoveryKey} />
      </Room>
    );
  return (
    <Room
      title={m.vault_check_title()}
      main={{ label: m.vault_check(), disabled: busy || groups.includes(''), onTake: () => void confirm() }}
      ways={[{ label: m.vault_show_again(), onTake: () => setShown(true) }, leave]}
    >
      <Paragraph>{m.vault_check_how()}</Paragraph>
      {prepared.askedGroups.map((group, n) => (
        <TextField
          key={group}
          label={m.vault_group({ n: group + 1 })}
          value={groups[n] ?? ''}
          spellCheck={false}
          autoCapitalize="characters"
          onChange={(typed) => setGroups((before) => (n === 0 ? [typed, before[1]] : [before[0], typed]))}
        />
      ))}
      <p role="alert" className={wrong ? css.wrong : css.unsaid}>
        {wrong}
      </p>
    </Room>
  );
};
