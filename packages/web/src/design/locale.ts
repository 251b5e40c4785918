import { getLocale, locales, setLocale } from '../generated/messages/runtime.js';

export { getLocale, locales };
export type Locale = (typeof locales)[number];

/** `localStorage` key of the language chosen on this device; absent means as the browser asks. */
export const localeKey = 'onhook.locale';

/** Takes this language from now on. The page is loaded anew. */
export const chooseLocale = (locale: Locale): void => void setLocale(locale);

/** What a language is called in that language. */
export const nameOfLocale = (locale: string): string => {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
};

/** The words' language, as this person's own country writes it: English words with British dates, say. */
export const regional = (): string => {
  const language = getLocale();
  return navigator.languages.find((own) => own.split('-')[0] === language) ?? language;
};
