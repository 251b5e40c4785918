import { applyTheme, chooseTheme, readTheme, type Theme } from '../theme.ts';
import { createValue } from '../value.ts';

/** `localStorage` key of single-key shortcuts: 'off', or absent for on. WCAG 2.1.4 requires that they can be turned off. */
const shortcutsKey = 'onhook.shortcuts';

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // The browser may forbid storage. A setting then lasts until the page closes.
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

export const theme = createValue<Theme>('system');
export const shortcuts = createValue<boolean>(true);

/** Reads the stored settings, stores every change, and follows changes made in another tab. */
export const startSettings = (): void => {
  const readStored = () => {
    theme.set(readTheme());
    shortcuts.set(read(shortcutsKey) !== 'off');
    applyTheme(theme.get());
  };
  readStored();
  theme.subscribe(() => chooseTheme(theme.get()));
  shortcuts.subscribe(() => write(shortcutsKey, shortcuts.get() ? null : 'off'));
  window.addEventListener('storage', readStored);
};
