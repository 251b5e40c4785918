import { createStore } from './store.ts';

/** `localStorage` key of the theme: 'light' or 'dark'; absent means as the system says. The panel reads it too. */
export const themeKey = 'onhook.theme';
/** `localStorage` key of single-key shortcuts: 'off', or absent (WCAG 2.1.4 asks for a way to turn them off). */
export const shortcutsKey = 'onhook.shortcuts';

export type Theme = 'system' | 'light' | 'dark';
const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be forbidden; a setting then lasts for this page
  }
};
const write = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return;
  }
};

const asTheme = (value: string | null): Theme => (value === 'light' || value === 'dark' ? value : 'system');

export const theme = createStore<Theme>('system');
export const shortcuts = createStore<boolean>(true);

const apply = (chosen: Theme): void => {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
};

/** Reads what was kept, keeps what is changed, and follows a change made in another tab. */
export const startSettings = (): void => {
  const take = () => {
    theme.set(asTheme(read(themeKey)));
    shortcuts.set(read(shortcutsKey) !== 'off');
    apply(theme.get());
  };
  take();
  theme.subscribe(() => {
    apply(theme.get());
    write(themeKey, theme.get() === 'system' ? null : theme.get());
  });
  shortcuts.subscribe(() => write(shortcutsKey, shortcuts.get() ? null : 'off'));
  window.addEventListener('storage', take);
};
