import { getLocale, locales, setLocale } from '../generated/messages/runtime.js';
import { reloadPage } from './reload.ts';

export { getLocale, locales };
export type Locale = (typeof locales)[number];

/** `localStorage` key of the language chosen on this device; absent means as the browser asks. */
export const localeKey = 'onhook.locale';

let follow: () => unknown = reloadPage;

/** Sets how the page changes to a language that was chosen; by default it reloads itself. */
export const followLocale = (change: () => unknown): void => void (follow = change);

/** Switches to this language for good. */
export const chooseLocale = (locale: Locale): void => {
  if (locale === getLocale()) return;
  void setLocale(locale, { reload: false });
  void follow();
};

/** The language's name in that language. */
export const nameOfLocale = (locale: string): string => {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

/** The page's language in the browser's regional variant, for instance English words with British dates. */
export const regional = (): string => {
  const language = getLocale();
  return navigator.languages.find((own) => own.split('-')[0] === language) ?? language;
};
