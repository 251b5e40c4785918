import { useState } from 'react';
import { Check } from '../../../design/check.tsx';
import { Choice } from '../../../design/choice.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { chooseLocale, getLocale, locales, nameOfLocale } from '../../../design/locale.ts';
import { type Theme, chooseTheme, readTheme } from '../../../design/theme.ts';
import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { prefsSlice } from '../../reset/panel/index.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Screen } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';

const themes: readonly { readonly id: Theme; readonly label: () => string }[] = [
  { id: 'system', label: m.panel_theme_system },
  { id: 'light', label: m.panel_theme_light },
  { id: 'dark', label: m.panel_theme_dark },
];

/** Settings of this device for the signed-in agent. */
export const Settings = ({ view, width, onClose }: RoomProps) => {
  const [theme, setTheme] = useState(readTheme);
  const [prefs, changePrefs] = useSlice(view.person.person, prefsSlice);
  const back = { label: m.panel_today_back(), onTake: onClose };
  return (
    <Screen back={back} picture={<Cord progress={1} width={width} />} title={m.panel_settings()} ways={[back]}>
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
      <Section title={m.reset_keys()}>
        <Check on={prefs?.keys !== false} onChange={(keys) => changePrefs((p) => ({ ...p, keys }))}>
          {m.shell_shortcuts()}
        </Check>
      </Section>
      <Section>
        <a href="/looks" target="_blank" rel="noopener">
          {m.looks_title()}
        </a>
      </Section>
    </Screen>
  );
};
