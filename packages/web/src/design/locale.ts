import { getLocale, locales, setLocale } from '../generated/messages/runtime.js';
import { reloadPage } from './reload.ts';

export { getLocale, locales };
export type Locale = (typeof locales)[number];

/** `localStorage` key of the language chosen on this device. Absent: the browser's language. */
export const localeKey = 'onhook.locale';

let applyLocale: () => unknown = reloadPage;

/** Sets the function that applies a newly chosen language to the page. Default: reload. */
export const followLocale = (change: () => unknown): void => void (applyLocale = change);

/** Stores the language and applies it to the page. */
export const chooseLocale = (locale: Locale): void => {
  if (locale === getLocale()) return;
  void setLocale(locale, { reload: false });
  void applyLocale();
};

/** Returns the language's name in that language. */
export const nameOfLocale = (locale: string): string => {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

/** Returns the regional variant of the page's language that the browser prefers, for example British dates in English. */
export const regional = (): string => {
  const language = getLocale();
  return navigator.languages.find((own) => own.split('-')[0] === language) ?? language;
};
