export type Theme = 'system' | 'light' | 'dark';

/** `localStorage` key of the theme: 'light' or 'dark'. Absent: the system's theme. */
export const themeKey = 'onhook.theme';

export const readTheme = (): Theme => {
  try {
    const kept = localStorage.getItem(themeKey);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system'; // The browser may forbid storage. A choice then lasts until the page closes.
  }
};

export const applyTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

/** Applies and stores a theme. Every window of this browser follows. */
export const chooseTheme = (theme: Theme): void => {
  applyTheme(theme);
  try {
    if (theme === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, theme);
  } catch {}
};

/** Applies the stored theme, and follows a change made in another window. */
export const followTheme = (): void => {
  applyTheme(readTheme());
  addEventListener('storage', ({ key }) => {
    if (key === themeKey || key === null) applyTheme(readTheme());
  });
};
