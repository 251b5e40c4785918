/**
 * One language in a build: no other's words are in it. `ar-XB` is English made unlike itself, longer, accented and from
 * right to left, to see what a layout or a forgotten word does.
 */
export const pseudo = 'ar-XB';
const plain = 'abcdefghijklmnopqrstuvwxyzACDEGILNORSTUZ';
const accented = 'åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅÇÐÉĜÎĻÑÖŔŠŢÛŽ';
const [rightToLeft, end] = ['\u202e', '\u202c'];

/** Vowels twice: a third longer, as German is. */
const disguiseLetter = (c) => (accented[plain.indexOf(c)] ?? c).repeat('aeiou'.includes(c) ? 2 : 1);

/** English in the pseudo-language. */
export const disguise = (text) => (/\p{L}{2}/u.test(text) ? `${rightToLeft}${[...text].map(disguiseLetter).join('')}${end}` : text);

/** The words of a compiled message: what stands between backticks and outside ${…}. */
const disguiseMessage = (code) =>
  code.replace(/`((?:[^`\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*)`/g, (_, text) => `\`${text.split(/(\$\{[^}]*\})/).map((part) => (part.startsWith('${') ? part : disguise(part))).join('')}\``);

/** The Vite plugin. */
export const language = (locale) => {
  const words = locale === pseudo ? 'en' : locale;
  return {
    name: 'onhook:language',
    enforce: 'pre',
    config: () => ({ define: { __ONHOOK_LOCALE__: JSON.stringify(words) } }),
    transformIndexHtml: (html) => html.replace('<html lang="en">', `<html lang="${words}"${locale === pseudo ? ' dir="rtl"' : ''}>`),
    transform: (code, id) => {
      if (locale !== pseudo) return null;
      if (/generated\/messages\/messages\/.+\.js$/.test(id)) return { code: disguiseMessage(code), map: null };
      return null;
    },
  };
};
