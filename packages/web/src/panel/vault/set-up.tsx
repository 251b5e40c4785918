import { type Made, type Passphrase, type Place, prepareVault, readPassphrase, strengthOf, type ToConfirm } from '@onhook/vault';
import { type ReactNode, useState } from 'react';
import { TextField } from '../../design/text-field.tsx';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import { holdOpen, keepMemory, readMemory } from '../../vault/keeping.ts';
import { RecoveryKeyShown } from './recovery-key.tsx';
import { refusalWords } from '../../vault/refused.ts';
import { putKeys } from '../../vault/state.ts';
import css from './vault.module.css';

interface Props {
  readonly place: Place;
  /** Not to be a passphrase. */
  readonly name: string;
  readonly picture: ReactNode;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

type Step = 'about' | 'words' | 'key' | 'check' | 'made';

const meter = {
  weak: m.vault_strength_weak,
  fair: m.vault_strength_fair,
  strong: m.vault_strength_strong,
} as const;

/** From nothing to a vault: what it is, a passphrase, the recovery key, two groups of it, done. */
export const SetUp = ({ place, name, picture, onMade, onClose }: Props) => {
  const [step, setStep] = useState<Step>('about');
  const [words, setWords] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const [prepared, setPrepared] = useState<ToConfirm<Made> | null>(null);
  const [groups, setGroups] = useState<readonly [string, string]>(['', '']);
  const leave = { label: m.vault_leave(), onTake: onClose };
  const strength = words === '' ? null : strengthOf(words, name.split(' '));
  const passphrase = readPassphrase(words);
  const alert = (
    <p role="alert" className={wrong ? css.wrong : css.unsaid}>
      {wrong}
    </p>
  );

  const prepare = async (chosen: Passphrase): Promise<void> => {
    setBusy(true);
    const next = await prepareVault(place, chosen, await readMemory(place));
    setBusy(false);
    if (next.kind !== 'to-confirm') return setWrong(refusalWords[next.kind]());
    setPrepared(next);
    setWords('');
    setAgain('');
    setStep('key');
  };

  const confirm = async (from: ToConfirm<Made>): Promise<void> => {
    setBusy(true);
    setWrong('');
    const made = await from.confirm(groups);
    if (made.kind === 'not-the-same') {
      setBusy(false);
      return setWrong(made.groups.map((group) => m.vault_check_wrong({ n: group + 1 })).join(' '));
    }
    const put = await putKeys(made.keys, made.version, made.vault.card.bytes);
    setBusy(false);
    if (put !== 'done') return setWrong(put === 'offline' ? m.vault_offline() : m.vault_failed());
    await keepMemory(made.memory);
    holdOpen(made.vault);
    setPrepared(null);
    setStep('made');
  };

  if (step === 'about')
    return (
      <Screen
        back={{ label: m.vault_back(), onTake: onClose }}
        picture={picture}
        title={m.vault_none()}
        main={{ label: m.vault_begin(), onTake: () => setStep('words') }}
        ways={[leave]}
      >
        <Said>{m.vault_none_how()}</Said>
        <Said>{m.vault_lost()}</Said>
      </Screen>
    );

  if (step === 'words')
    return (
      <Screen
        picture={picture}
        title={m.vault_passphrase()}
        main={{
          label: busy ? m.vault_making() : m.vault_next(),
          disabled: busy || !passphrase || strength === 'weak' || words !== again,
          onTake: () => passphrase && void prepare(passphrase),
        }}
        ways={[leave]}
      >
        <TextField
          type="password"
          label={m.vault_passphrase()}
          hint={m.vault_passphrase_hint()}
          value={words}
          onChange={setWords}
        />
        <p role="status" className={strength ? css.small : css.unsaid}>
          {strength && meter[strength]()}
        </p>
        <TextField type="password" label={m.vault_again()} value={again} onChange={setAgain} />
        <p role="status" className={again !== '' && !words.startsWith(again) ? css.small : css.unsaid}>
          {again !== '' && !words.startsWith(again) && m.vault_not_same()}
        </p>
        {alert}
      </Screen>
    );

  if (step === 'key' && prepared)
    return (
      <Screen
        picture={null}
        title={m.vault_key_title()}
        main={{ label: m.vault_key_kept(), onTake: () => setStep('check') }}
        ways={[leave]}
        escape={null}
      >
        <Said>{m.vault_key_how()}</Said>
        <RecoveryKeyShown groups={prepared.recoveryKey} />
      </Screen>
    );

  if (step === 'check' && prepared)
    return (
      <Screen
        picture={picture}
        title={m.vault_check_title()}
        main={{ label: m.vault_check(), disabled: busy || groups.includes(''), onTake: () => void confirm(prepared) }}
        ways={[{ label: m.vault_show_again(), onTake: () => setStep('key') }, leave]}
      >
        <Said>{m.vault_check_how()}</Said>
        {prepared.asked.map((group, n) => (
          <TextField
            key={group}
            label={m.vault_group({ n: group + 1 })}
            value={groups[n] ?? ''}
            spellCheck={false}
            autoCapitalize="characters"
            onChange={(typed) => setGroups((before) => (n === 0 ? [typed, before[1]] : [before[0], typed]))}
          />
        ))}
        {alert}
      </Screen>
    );

  return (
    <Screen picture={picture} title={m.vault_made()} main={{ label: m.vault_next(), onTake: onMade }}>
      <Said>{m.vault_made_how()}</Said>
    </Screen>
  );
};
