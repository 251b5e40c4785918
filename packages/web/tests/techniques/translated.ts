/** Measures one state in every other language without walking to it again: the English texts on the page are replaced in place. */
import type { Page } from 'playwright-core';
import { findCutOff } from './checks.ts';
import { type Messages, readMessages } from './words.ts';

const placeholder = /\{(\w+)\}/g;
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const longer = (one: string, other: string): string => (other.length > one.length ? other : one);

const between = /((?<=[.?:…])\s+|\s·\s)/;
/** False for names and durations ("20 or 40 s"), which are not messages of the product. */
const isMessage = (text: string): boolean => /\p{Script=Latin}{2}/u.test(text) && !/^\d[\d, ]*(or \d+ )?\p{L}{1,3}$/u.test(text);

/** Translates an English text of the page; null if no message produces that text. */
type Translate = (text: string) => string | null;

export interface Translation {
  readonly locale: string;
  readonly translate: Translate;
}

/** Pairs every English message with its translation. Where several messages share an English text, the longest translation is taken. @throws if a message has none */
export const readTranslation = (locale: string): Translation => {
  const foreign: Messages = readMessages(locale);
  const plain = new Map<string, string>();
  const patterns: { readonly expression: RegExp; readonly names: readonly string[]; readonly translation: string }[] = [];
  for (const [key, variants] of readMessages('en')) {
    const translated = foreign.get(key);
    if (!translated || translated.length === 0) throw new Error(`${locale} has no message ${key}`);
    for (const [at, text] of variants.entries()) {
      // A language may have fewer or more plural forms than English: the last one serves for the rest.
      const translation = translated[Math.min(at, translated.length - 1)] ?? '';
      const names = [...text.matchAll(placeholder)].map(([, name]) => name ?? '');
      if (names.length === 0) plain.set(text, longer(plain.get(text) ?? '', translation));
      else if (/\p{L}{2}/u.test(text.replaceAll(placeholder, ''))) {
        patterns.push({ expression: new RegExp(`^${text.split(/\{\w+\}/).map(escape).join('(.+?)')}$`, 'su'), names, translation });
      }
    }
  }
  const translateWhole: Translate = (text) => {
    const exact = plain.get(text);
    if (exact !== undefined) return exact;
    for (const { expression, names, translation } of patterns) {
      const found = expression.exec(text);
      if (found) return translation.replace(placeholder, (_, name: string) => found[names.indexOf(name) + 1] ?? '');
    }
    return null;
  };
  /** Translates a text that may consist of several messages: sentences, or parts with a dot between them. */
  const translateNew: Translate = (text) => {
    if (!isMessage(text)) return text;
    const whole = translateWhole(text);
    if (whole !== null) return whole;
    const parts = text.split(between);
    for (let end = parts.length - 2; end > 0; end -= 2) {
      const [first, rest] = [parts.slice(0, end).join(''), parts.slice(end + 1).join('')];
      const start = isMessage(first) ? translateWhole(first) : first;
      const others = start === null ? null : translateNew(rest);
      if (start !== null && others !== null) return `${start}${parts[end]}${others}`;
    }
    return null;
  };
  const known = new Map<string, string | null>();
  return {
    locale,
    translate: (text) => {
      let translation = known.get(text);
      if (translation === undefined) known.set(text, (translation = translateNew(text)));
      return translation;
    },
  };
};

/** Runs in the page: the texts that people read, without those that belong to people (`[dir=auto]`, `[lang]`) or to the keyboard. */
const listTexts = (): string[] => {
  const texts = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('kbd, [dir=auto], [lang]:not(html), script, style')) texts.add((node as Text).data.trim());
  }
  return [...texts].filter((text) => /\p{Script=Latin}{2}/u.test(text));
};

/** Runs in the page, in one go so that nothing renders meanwhile: shows each language, measures, and puts the English back. */
const measureAll = (languages: Readonly<Record<string, Readonly<Record<string, string>>>>, measure: () => string[]): string[] => {
  const found: string[] = [];
  for (const [locale, texts] of Object.entries(languages)) {
    const undo: (() => void)[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const { data } = node;
      const translation = Object.hasOwn(texts, data.trim()) ? texts[data.trim()] : undefined;
      if (translation === undefined || node.parentElement?.closest('kbd, [dir=auto], [lang]:not(html), script, style')) continue;
      const text = node;
      undo.push(() => (text.data = data));
      text.data = data.replace(data.trim(), () => translation);
    }
    found.push(...measure().map((problem) => `${locale}: ${problem}`));
    for (const step of undo) step();
  }
  return found;
};

export interface Measured {
  readonly misfits: readonly string[];
  readonly replaced: number;
  /** Texts that no message produces, so that they would stay English in every language. */
  readonly unknown: readonly string[];
}

/** Lists the texts that don't fit in the other languages, at 360 px and with text at 200 %. */
export const measureTranslations = async (page: Page, translations: readonly Translation[]): Promise<Measured> => {
  const texts = await page.evaluate(listTexts);
  const unknown = texts.filter((text) => translations.some(({ translate }) => translate(text) === null));
  const languages = Object.fromEntries(
    translations.map(({ locale, translate }) => [locale, Object.fromEntries(texts.flatMap((text) => [[text, translate(text) ?? text]]))]),
  );
  const measure = `(${measureAll.toString()})(${JSON.stringify(languages)}, ${findCutOff.toString()})`;
  const misfits = await page.evaluate<string[]>(measure);
  await page.setViewportSize({ width: 180, height: 320 });
  misfits.push(...(await page.evaluate<string[]>(measure)).map((problem) => `at 200 %: ${problem}`));
  await page.setViewportSize({ width: 360, height: 640 });
  return { misfits, replaced: (texts.length - unknown.length) * translations.length, unknown };
};
