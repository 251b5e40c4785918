/** All texts that a panel may show in its language: its messages, filled in or not, and no other text. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { disguise, pseudo } from '../../scripts/language.mjs';

const folder = fileURLToPath(new URL('../../messages/', import.meta.url));

/** The languages the panel is shipped in. */
export const languages = readdirSync(folder).sort();

type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

/** Every message of a language by its key: one text, or one for each plural form. */
export type Messages = ReadonlyMap<string, readonly string[]>;

export const readMessages = (locale: string): Messages =>
  new Map(
    readdirSync(join(folder, locale))
      .flatMap((room) => Object.entries(JSON.parse(readFileSync(join(folder, locale, room), 'utf8')) as Record<string, Message>))
      .map(([key, message]) => [key, typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))]),
  );

const placeholder = /(\{\w+\})/;
/** Splits a text into sentences, because the screen combines them differently from the messages. */
const sentences = (text: string): string[] =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.?:…])\s+|(?<=[»”“])\s+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** Matches a duration in the browser's own words, such as "1 or 2 min", at the end of a sentence. */
const lengths = /[,·\s]*\d[\d,\s]*\p{L}{1,4}\s\d+\P{L}*\p{L}+\P{L}*$/u;

const patternOf = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .split(placeholder)
      .map((part) => (placeholder.test(part) ? '.+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('')}$`,
    'u',
  );

export interface PageWords {
  readonly locale: string;
  /** The text of a message as this page shows it. */
  readonly textOf: (key: string, inputs?: Readonly<Record<string, string>>) => string;
  /** Returns the sentences of a text that are in no message of this language. */
  readonly foreign: (text: string) => readonly string[];
}

export const readWords = (locale: string): PageWords => {
  const isPseudo = locale === pseudo;
  const messages = readMessages(isPseudo ? 'en' : locale);
  const all = [...messages.values()].flat().flatMap(sentences);
  const plain = new Set(all.filter((sentence) => !placeholder.test(sentence)));
  // A message with almost no text besides placeholders would match any sentence.
  const patterns = all
    .filter((sentence) => placeholder.test(sentence) && /\p{L}{2}/u.test(sentence.replaceAll(new RegExp(placeholder, 'g'), '')))
    .map(patternOf);
  /** A choice stands before a colon where the agent added words of their own to it. */
  const isLabel = (sentence: string): boolean => plain.has(sentence.replace(/\s?:$/u, ''));
  const isKnown = (sentence: string): boolean =>
    isPseudo
      ? !/[a-z]{2}/.test(sentence)
      : !/\p{Script=Latin}{2}/u.test(sentence) || plain.has(sentence) || isLabel(sentence) || patterns.some((pattern) => pattern.test(sentence));
  return {
    locale,
    textOf: (key, inputs = {}) => {
      const [text] = messages.get(key) ?? [];
      if (text === undefined) throw new Error(`no message ${key}`);
      const show = (part: string): string =>
        placeholder.test(part) ? (inputs[part.slice(1, -1)] ?? part) : isPseudo ? disguise(part) : part;
      return text.split(placeholder).map(show).join('');
    },
    foreign: (text) => sentences(text.replace(lengths, '')).filter((sentence) => !isKnown(sentence)),
  };
};
