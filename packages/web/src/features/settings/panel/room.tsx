import { useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Check } from '../../../design/check.tsx';
import { Choice } from '../../../design/choice.tsx';
import { chooseLocale, getLocale, locales, nameOfLocale } from '../../../design/locale.ts';
import { Rows } from '../../../design/rows.tsx';
import { type Theme, chooseTheme, readTheme } from '../../../design/theme.ts';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { prefsSlice, watchVoice } from '../../reset/panel/index.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Section } from '../../../design/panel/section.tsx';
import css from './settings.module.css';
import { signOut } from './sign-out.ts';

const themes: readonly { readonly id: Theme; readonly label: () => string }[] = [
  { id: 'system', label: m.panel_theme_system },
  { id: 'light', label: m.panel_theme_light },
  { id: 'dark', label: m.panel_theme_dark },
];

/** Pages about the person's own data, which open beside the panel so that it stays on the line. */
const pages = [
  { href: '/sign-ins', name: m.signins_title, state: m.settings_sign_ins_state },
  { href: '/my-data', name: m.mydata_title, state: m.settings_my_data_state },
  { href: '/looks', name: m.looks_title, state: m.settings_looks_state },
] as const;

/** Settings of this device for the signed-in agent, the ways to their data, and the way out. */
export const Settings = ({ view, announce, onClose }: RoomProps) => {
  const { person, name } = view.person;
  const [theme, setTheme] = useState(readTheme);
  const [prefs, changePrefs] = useSlice(person, prefsSlice);
  const [voice, setVoice] = useState(false);
  useEffect(() => watchVoice(setVoice), []);
  const toggle = (which: 'tones' | 'voice' | 'vibration' | 'keys') => ({
    on: (prefs ?? prefsSlice.initial)[which],
    onChange: (on: boolean) => changePrefs((before) => ({ ...before, [which]: on })),
  });
  return (
    <Room back={{ label: m.panel_today_back(), onTake: onClose }} title={m.panel_settings()}>
      <Section title={m.panel_language()}>
        <Choice
          label={m.panel_language()}
          options={locales.map((locale) => ({ id: locale, label: nameOfLocale(locale), lang: locale }))}
          chosen={[getLocale()]}
          many={false}
          onChoose={chooseLocale}
        />
      </Section>
      <Section title={m.panel_theme()}>
        <Choice
          label={m.panel_theme()}
          options={themes.map(({ id, label }) => ({ id, label: label() }))}
          chosen={[theme]}
          many={false}
          onChoose={(id) => {
            chooseTheme(id);
            setTheme(id);
          }}
        />
      </Section>
      <Section title={m.reset_sound()}>
        <Check {...toggle('tones')}>{m.reset_sound_tones()}</Check>
        {voice && <Check {...toggle('voice')}>{m.reset_sound_voice()}</Check>}
        {'vibrate' in navigator && <Check {...toggle('vibration')}>{m.reset_sound_vibration()}</Check>}
      </Section>
      <Section title={m.reset_keys()}>
        <Check {...toggle('keys')}>{m.shell_shortcuts()}</Check>
      </Section>
      <Section title={m.settings_mine()}>
        <Rows>
          {pages.map((page) => (
            <li key={page.href}>
              <a className={css.link} href={page.href} target="_blank" rel="noopener">
                <span className={css.name}>{page.name()}</span>
                <span className={css.state}>{page.state()}</span>
              </a>
            </li>
          ))}
        </Rows>
      </Section>
      <div className={css.out}>
        <p dir="auto">{m.settings_signed_in_as({ name })}</p>
        <p className={css.state}>{m.settings_sign_out_how()}</p>
        <Button onClick={() => void signOut(person).then((done) => !done && announce(m.shell_signing_out_failed()))}>{m.shell_sign_out()}</Button>
      </div>
    </Room>
  );
};
