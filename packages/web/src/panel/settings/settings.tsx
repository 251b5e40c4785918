import { useState } from 'react';
import { Choice } from '../../design/choice.tsx';
import { Cord } from '../../design/cord/index.ts';
import { chooseLocale, getLocale, locales, nameOfLocale } from '../../design/locale.ts';
import { type Theme, chooseTheme, readTheme } from '../../design/theme.ts';
import { m } from '../../generated/messages/messages.js';
import type { RoomProps } from '../room.ts';
import { Screen } from '../screen.tsx';
import css from './settings.module.css';

const themes: readonly { readonly id: Theme; readonly label: () => string }[] = [
  { id: 'system', label: m.panel_theme_system },
  { id: 'light', label: m.panel_theme_light },
  { id: 'dark', label: m.panel_theme_dark },
];

/** What this device is to do for whoever sits at it. */
export const Settings = ({ width, onClose }: RoomProps) => {
  const [theme, setTheme] = useState(readTheme);
  const back = { label: m.panel_today_back(), onTake: onClose };
  return (
    <Screen back={back} picture={<Cord progress={1} width={width} />} title={m.panel_settings()} ways={[back]}>
      <section className={css.section}>
        <h2 className={css.heading}>{m.panel_language()}</h2>
        <Choice
          label={m.panel_language()}
          options={locales.map((locale) => ({ id: locale, label: nameOfLocale(locale), lang: locale }))}
          chosen={[getLocale()]}
          many={false}
          onChoose={chooseLocale}
        />
      </section>
      <section className={css.section}>
        <h2 className={css.heading}>{m.panel_theme()}</h2>
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
      </section>
    </Screen>
  );
};
