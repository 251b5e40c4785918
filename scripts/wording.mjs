// Checks the texts of packages/web/messages against docs/writing.md: words to avoid by language, and each locale's marks.
// Prints every text that fails, with its file, key and reason.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, print, root } from './lib.mjs';

const localeOf = { English: 'en', German: 'de', Spanish: 'es', French: 'fr', Portuguese: 'pt' };

/** Reads the tables under "Words we don't use": a list of { avoid, write } for each locale. */
export const readRules = (guide) => {
  const rules = {};
  for (const [, language, body] of guide.matchAll(/^### (\w+)\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm)) {
    const locale = localeOf[language];
    if (!locale) throw new Error(`docs/writing.md: no locale for ${language}`);
    rules[locale] = [...body.matchAll(/^\| (.+?) \| (.+?) \|$/gm)].map(([, avoid, write]) => ({ avoid, write })).filter(({ avoid }) => avoid !== 'Avoid' && !avoid.startsWith('---'));
  }
  return rules;
};

const noBreak = '[\\u00a0\\u202f]';
const everywhere = [
  { pattern: /"/, reason: 'a straight quotation mark' },
  { pattern: /'/, reason: 'a straight apostrophe' },
  { pattern: /\.\.\./, reason: 'three dots in place of …' },
  { pattern: / {2}|^ | $/, reason: 'a space too many' },
  { pattern: /!/, reason: 'an exclamation mark' },
];
const marks = {
  en: [{ pattern: /[«»„]|\s[;:!?](\s|$)/u, reason: 'quotation marks are “…”, with no space before ; : ? !' }],
  de: [{ pattern: /[«»”]|\s[;:!?](\s|$)/u, reason: 'quotation marks are „…“, with no space before ; : ? !' }],
  es: [
    { pattern: /[“”„]|\s[;:!?](\s|$)/u, reason: 'quotation marks are «…», with no space before ; : ? !' },
    { pattern: /^[^¿]*\?/u, reason: 'a question opens with ¿' },
  ],
  fr: [
    { pattern: /[“”„]/u, reason: 'quotation marks are « … »' },
    { pattern: new RegExp(`(?<!${noBreak})(?<!https?)[;:!?](\\s|$)|«(?!${noBreak})|(?<!${noBreak})»`, 'u'), reason: 'a no-break space before ; : ? ! » and after «' },
  ],
  pt: [{ pattern: /[“”„]|\s[;:!?](\s|$)/u, reason: 'quotation marks are «…», with no space before ; : ? !' }],
};

const letter = '[\\p{L}\\p{M}]';
const wholeWord = (words) => new RegExp(`(?<!${letter})${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/'/g, "['’]")}(?!${letter})`, 'iu');

/** Lists what is wrong with a text of `locale`, by docs/writing.md's rules. */
export const faultsOf = (locale, text, rules) => [
  ...(rules[locale] ?? []).filter(({ avoid }) => wholeWord(avoid).test(text)).map(({ avoid, write }) => `“${avoid}”: write ${write}`),
  ...[...everywhere, ...(marks[locale] ?? [])].filter(({ pattern }) => pattern.test(text)).map(({ reason }) => reason),
];

const textsOf = (message) => (typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match)));

if (process.argv[1] === import.meta.filename) {
  const rules = readRules(readFileSync(join(root, 'docs/writing.md'), 'utf8'));
  const folder = join(root, 'packages/web/messages');
  const faults = [];
  for (const locale of readdirSync(folder)) {
    for (const file of readdirSync(join(folder, locale))) {
      for (const [key, message] of Object.entries(JSON.parse(readFileSync(join(folder, locale, file), 'utf8')))) {
        if (key === '$schema') continue;
        for (const text of textsOf(message)) {
          for (const fault of faultsOf(locale, text, rules)) faults.push(`packages/web/messages/${locale}/${file}, ${key}: ${fault}\n    ${text}`);
        }
      }
    }
  }
  for (const fault of faults) print(fault);
  if (faults.length > 0) fail(`${faults.length} texts break a rule of docs/writing.md`);
}
