import { useRouter } from '@tanstack/react-router';
import { chooseLocale, getLocale, locales, nameOfLocale } from '../../design/locale.ts';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuSwitch } from '../../design/menu.tsx';
import { m } from '../../generated/messages/messages.js';
import { ask, isSignedOut } from '../../api/ask.ts';
import { leaveBrowser } from '../../features/sign-in/app/index.ts';
import css from './settings-menu.module.css';
import type { Theme } from '../../design/theme.ts';
import { shortcuts, theme } from '../../design/app/settings.ts';
import { useStore } from '../../design/store.ts';

const themes: readonly { readonly id: Theme; readonly label: () => string }[] = [
  { id: 'system', label: m.shell_theme_system },
  { id: 'light', label: m.shell_theme_light },
  { id: 'dark', label: m.shell_theme_dark },
];

/**
 * Ends the session and locks the person's vault in this browser, then leaves the page.
 *
 * @returns false when the server did not end the session, so that the person is still signed in
 */
export const signOut = async (person: string): Promise<boolean> => {
  let goOn: string | null = null;
  try {
    ({ goOn } = await ask('DELETE /api/session'));
  } catch (error) {
    if (!isSignedOut(error)) return false;
  }
  await leaveBrowser(person).catch(() => undefined);
  location.replace(goOn ?? '/sign-in');
  return true;
};

interface Props {
  readonly name: string;
  readonly onSignOut: () => void;
  /** True after a failed attempt to sign out. */
  readonly failed: boolean;
}

export const SettingsMenu = ({ name, onSignOut, failed }: Props) => {
  const router = useRouter();
  const chosen = useStore(theme);
  const keys = useStore(shortcuts);
  return (
    <div className={css.settings}>
      <Menu label={m.shell_you({ name })} face={<span className={css.person}>{name}</span>}>
        <MenuChoice
          label={m.shell_theme()}
          options={themes.map(({ id, label }) => ({ id, label: label() }))}
          chosen={chosen}
          onChoose={theme.set}
        />
        <MenuSeparator />
        <MenuChoice
          label={m.shell_language()}
          options={locales.map((locale) => ({ id: locale, label: nameOfLocale(locale), lang: locale }))}
          chosen={getLocale()}
          onChoose={chooseLocale}
        />
        <MenuSeparator />
        <MenuSwitch on={keys} onSwitch={shortcuts.set}>
          {m.shell_shortcuts()}
        </MenuSwitch>
        <MenuSeparator />
        <MenuItem onTake={() => void router.navigate({ to: '/vault' })}>{m.vault_title()}</MenuItem>
        <MenuItem onTake={() => void router.navigate({ to: '/sign-ins' })}>{m.signins_title()}</MenuItem>
        <MenuItem onTake={() => void router.navigate({ to: '/my-data' })}>{m.mydata_title()}</MenuItem>
        <MenuItem onTake={() => void router.navigate({ to: '/looks' })}>{m.looks_title()}</MenuItem>
        <MenuItem onTake={onSignOut}>{m.shell_sign_out()}</MenuItem>
      </Menu>
      <div role="status">{failed && <p className={css.failed}>{m.shell_signing_out_failed()}</p>}</div>
    </div>
  );
};
