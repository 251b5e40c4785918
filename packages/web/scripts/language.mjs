/**
 * Builds the panel with the words of a single language. `ar-XB` is a pseudo-language: English made longer, accented and
 * right to left, which exposes layout faults and words that are not translated.
 */
export const pseudo = 'ar-XB';
const plain = 'abcdefghijklmnopqrstuvwxyzACDEGILNORSTUZ';
const accented = 'åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅÇÐÉĜÎĻÑÖŔŠŢÛŽ';
const [rightToLeft, end] = ['\u202e', '\u202c'];

/** Doubles the vowels, which makes the text about a third longer, like German. */
const disguiseLetter = (c) => (accented[plain.indexOf(c)] ?? c).repeat('aeiou'.includes(c) ? 2 : 1);

/** English in the pseudo-language. */
export const disguise = (text) => (/\p{L}{2}/u.test(text) ? `${rightToLeft}${[...text].map(disguiseLetter).join('')}${end}` : text);

/** Disguises the words of a compiled message: the text between backticks and outside ${…}. */
const disguiseMessage = (code) =>
  code.replace(/`((?:[^`\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*)`/g, (_, text) => `\`${text.split(/(\$\{[^}]*\})/).map((part) => (part.startsWith('${') ? part : disguise(part))).join('')}\``);

/**
 * A compiled message in one language: the function of that language under the message's own name. Minified, the function
 * that chooses a language would be as long as many a message.
 */
const onlyIn = (locale, code, key) => {
  const own = new RegExp(`^const ${locale}_${key} = [^]*?^};$`, 'm').exec(code)?.[0];
  if (own === undefined) throw new Error(`${key} is not compiled as expected`);
  // Plural forms, numbers and dates come from the compiler's registry.
  const registry = /\bregistry\./.test(own) ? "import * as registry from '../registry.js';\n" : '';
  return registry + own.replace(`const ${locale}_${key}`, `export const ${key}`);
};

/** The runtime of a build in one language: stores the choice of another language, which a reload follows. */
const runtimeOf = (locale, code) => {
  const locales = /export const locales = [^[]*(\[[^\]]*\])/.exec(code)?.[1];
  const key = /export const localStorageKey = "([^"]+)"/.exec(code)?.[1];
  if (!locales || !key) throw new Error('the runtime of the messages is not compiled as expected');
  return `export const locales = ${locales};
export const getLocale = () => '${locale}';
export const setLocale = (locale) => localStorage.setItem('${key}', locale);`;
};

/** The Vite plugin. */
export const language = (locale) => {
  const words = locale === pseudo ? 'en' : locale;
  return {
    name: 'onhook:language',
    enforce: 'pre',
    config: () => ({ define: { __ONHOOK_LOCALE__: JSON.stringify(words) } }),
    transformIndexHtml: (html) => html.replace('<html lang="en">', `<html lang="${words}"${locale === pseudo ? ' dir="rtl"' : ''}>`),
    transform: (code, id) => {
      if (id.endsWith('generated/messages/runtime.js')) return { code: runtimeOf(words, code), map: null };
      const key = /generated\/messages\/messages\/([a-z]\w*)\.js$/.exec(id)?.[1];
      if (key === undefined) return null;
      const message = onlyIn(words, code, key);
      return { code: locale === pseudo ? disguiseMessage(message) : message, map: null };
    },
  };
};
