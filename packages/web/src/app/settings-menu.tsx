import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { iconLine } from '../design/icon.ts';
import { chooseLocale, getLocale, type Locale, locales, nameOfLocale } from '../design/locale.ts';
import { m } from '../generated/messages/messages.js';
import { ask, isSignedOut } from './api.ts';
import css from './settings-menu.module.css';
import type { Theme } from '../design/theme.ts';
import { shortcuts, theme } from './settings.ts';
import { useStore } from './store.ts';

const themes: readonly { readonly id: Theme; readonly label: () => string }[] = [
  { id: 'system', label: m.shell_theme_system },
  { id: 'light', label: m.shell_theme_light },
  { id: 'dark', label: m.shell_theme_dark },
];

const signOut = async (): Promise<boolean> => {
  try {
    await ask('DELETE /api/session');
  } catch (error) {
    if (!isSignedOut(error)) return false;
  }
  location.replace('/sign-in');
  return true;
};

export const SettingsMenu = ({ person }: { readonly person: string }) => {
  const chosen = useStore(theme);
  const keys = useStore(shortcuts);
  const [failed, setFailed] = useState(false);
  return (
    <div className={css.settings}>
      <Menu.Root modal={false}>
        <Menu.Trigger className={css.trigger ?? ''} aria-label={m.shell_you({ name: person })}>
          <span className={css.person}>{person}</span>
          <ChevronDown {...iconLine} size="1em" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={6} className={css.positioner ?? ''}>
            <Menu.Popup className={css.popup ?? ''}>
              <Menu.Group>
                <Menu.GroupLabel className={css.label ?? ''}>{m.shell_theme()}</Menu.GroupLabel>
                <Menu.RadioGroup value={chosen} onValueChange={(next: Theme) => theme.set(next)}>
                  {themes.map(({ id, label }) => (
                    <Menu.RadioItem key={id} value={id} closeOnClick={false} className={css.item ?? ''}>
                      <span className={css.mark}>
                        <Menu.RadioItemIndicator>
                          <Check {...iconLine} size="1em" />
                        </Menu.RadioItemIndicator>
                      </span>
                      {label()}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              </Menu.Group>
              <Menu.Separator className={css.separator ?? ''} />
              <Menu.Group>
                <Menu.GroupLabel className={css.label ?? ''}>{m.shell_language()}</Menu.GroupLabel>
                <Menu.RadioGroup value={getLocale()} onValueChange={(next: Locale) => chooseLocale(next)}>
                  {locales.map((locale) => (
                    <Menu.RadioItem key={locale} value={locale} className={css.item ?? ''} lang={locale}>
                      <span className={css.mark}>
                        <Menu.RadioItemIndicator>
                          <Check {...iconLine} size="1em" />
                        </Menu.RadioItemIndicator>
                      </span>
                      {nameOfLocale(locale)}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
              </Menu.Group>
              <Menu.Separator className={css.separator ?? ''} />
              <Menu.CheckboxItem checked={keys} onCheckedChange={shortcuts.set} closeOnClick={false} className={css.item ?? ''}>
                <span className={css.mark}>
                  <Menu.CheckboxItemIndicator>
                    <Check {...iconLine} size="1em" />
                  </Menu.CheckboxItemIndicator>
                </span>
                {m.shell_shortcuts()}
              </Menu.CheckboxItem>
              <Menu.Separator className={css.separator ?? ''} />
              <Menu.Item className={css.item ?? ''} onClick={() => void signOut().then((done) => setFailed(!done))}>
                <span className={css.mark} />
                {m.shell_sign_out()}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <div role="status">{failed && <p className={css.failed}>{m.shell_signing_out_failed()}</p>}</div>
    </div>
  );
};
