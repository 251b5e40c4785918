import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nameOfLocale } from './locale.ts';

const folder = fileURLToPath(new URL('../../messages/', import.meta.url));
const locales = readdirSync(folder).filter((locale) => locale !== 'en');
const files = readdirSync(`${folder}en`);
type Message = string | readonly { readonly match: Readonly<Record<string, string>>; readonly declarations?: readonly string[] }[];
const read = (locale: string, file: string): Record<string, Message> => JSON.parse(readFileSync(`${folder}${locale}/${file}`, 'utf8'));

const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const inputsOf = (message: Message): string[] =>
  [...new Set(textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each(locales)('the messages in %s', (locale) => {
  it.each(files)('%s has the keys of the English file', (file) => {
    expect(Object.keys(read(locale, file)).sort()).toEqual(Object.keys(read('en', file)).sort());
  });

  it.each(files)('%s has messages with the inputs of the English ones, not empty and without exclamation marks', (file) => {
    const [own, english] = [read(locale, file), read('en', file)];
    for (const [key, message] of Object.entries(english)) {
      if (key === '$schema') continue;
      expect({ key, inputs: inputsOf(own[key] ?? '') }).toEqual({ key, inputs: inputsOf(message) });
      for (const text of textsOf(own[key] ?? '')) {
        expect({ key, text }).not.toEqual({ key, text: '' });
        expect({ key, shouts: text.includes('!') }).toEqual({ key, shouts: false });
      }
    }
  });
});

describe('the accessible name of a control', () => {
  // People who use speech input speak the visible label (WCAG 2.5.3).
  it.each(['en', ...locales])('contains the visible label, in %s', (locale) => {
    const messages = Object.assign({}, ...files.map((file) => read(locale, file))) as Record<string, Message>;
    const named = Object.keys(messages).filter((key) => key.endsWith('_named') && messages[key.replace(/_named$/, '')] !== undefined);
    expect(named.length).toBeGreaterThan(5);
    for (const key of named) {
      const [shown = ''] = textsOf(messages[key.replace(/_named$/, '')] ?? '');
      for (const name of textsOf(messages[key] ?? '')) expect({ key, name: name.toLowerCase() }).toEqual({ key, name: expect.stringContaining(shown.toLowerCase()) });
    }
  });
});

describe('languages', () => {
  it('have their own names for themselves', () => {
    expect(['en', 'es', 'de', 'fr', 'pt'].map(nameOfLocale)).toEqual(['English', 'Español', 'Deutsch', 'Français', 'Português']);
  });
});
