import { X } from 'lucide';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Check } from '../../../design/check.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Section } from '../../../design/panel/section.tsx';
import css from './more.module.css';
import type { Prefs } from './prefs.ts';
import { watchVoice } from './voice.ts';

export interface MoreProps {
  readonly part: string;
  readonly prefs: Prefs;
  readonly changePrefs: (change: (prefs: Prefs) => Prefs) => void;
  /** Marks the current part as not for this agent; null if the part can't be left out. */
  readonly onNotForMe: (() => void) | null;
  readonly onClose: () => void;
}

const keys = [
  { key: m.reset_key_enter_name, does: m.reset_key_enter },
  { key: m.reset_key_escape_name, does: m.reset_key_escape },
  { key: m.reset_key_space_name, does: m.reset_key_space },
  { key: () => '1–9', does: m.reset_key_numbers },
  { key: () => 'B', does: m.reset_key_back },
  { key: () => 'S', does: m.reset_key_skip },
  { key: () => 'N', does: m.reset_key_not_for_me },
  { key: () => '?', does: m.reset_key_help },
] as const;

/** Drawer for rarely needed settings: leaving the part out, sound, and keyboard shortcuts. */
export const More = ({ part, prefs, changePrefs, onNotForMe, onClose }: MoreProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [voice, setVoice] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => watchVoice(setVoice), []);
  const toggle = (name: 'tones' | 'voice' | 'vibration' | 'keys') => ({
    on: prefs[name],
    onChange: (on: boolean) => changePrefs((p) => ({ ...p, [name]: on })),
  });
  return (
    <dialog ref={dialog} className={css.drawer} aria-labelledby="reset-more" onClose={onClose}>
      <header className={css.head}>
        <h2 id="reset-more" className={css.title}>
          {m.reset_more_ways()}
        </h2>
        <IconButton label={m.reset_close()} onClick={() => dialog.current?.close()}>
          <Icon of={X} />
        </IconButton>
      </header>
      {onNotForMe && (
        <Section>
          <Button onClick={onNotForMe}>{m.reset_not_for_me()}</Button>
          <p className={css.how}>{m.reset_not_for_me_how({ part })}</p>
        </Section>
      )}
      <Section title={m.reset_sound()}>
        <Check {...toggle('tones')}>{m.reset_sound_tones()}</Check>
        {voice && <Check {...toggle('voice')}>{m.reset_sound_voice()}</Check>}
        {'vibrate' in navigator && <Check {...toggle('vibration')}>{m.reset_sound_vibration()}</Check>}
        <p className={css.how}>{m.reset_sound_how()}</p>
      </Section>
      <Section title={m.reset_keys()}>
        <dl className={css.keys}>
          {keys.map(({ key, does }) => (
            <div key={does()} className={css.key}>
              <dt>
                <kbd className={css.cap}>{key()}</kbd>
              </dt>
              <dd>{does()}</dd>
            </div>
          ))}
        </dl>
        <Check {...toggle('keys')}>{m.shell_shortcuts()}</Check>
      </Section>
    </dialog>
  );
};
