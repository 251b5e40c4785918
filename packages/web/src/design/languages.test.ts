import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nameOfLocale } from './locale.ts';

const folder = fileURLToPath(new URL('../../messages/', import.meta.url));
const locales = readdirSync(folder).filter((locale) => locale !== 'en');
const rooms = readdirSync(`${folder}en`);
type Message = string | readonly { readonly match: Readonly<Record<string, string>>; readonly declarations?: readonly string[] }[];
const read = (locale: string, room: string): Record<string, Message> => JSON.parse(readFileSync(`${folder}${locale}/${room}`, 'utf8'));

const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const inputsOf = (message: Message): string[] =>
  [...new Set(textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe.each(locales)('the words in %s', (locale) => {
  it.each(rooms)('%s: every message is there, and no other', (room) => {
    expect(Object.keys(read(locale, room)).sort()).toEqual(Object.keys(read('en', room)).sort());
  });

  it.each(rooms)('%s: every message says what the English one is given to say', (room) => {
    const [own, english] = [read(locale, room), read('en', room)];
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

describe('a control', () => {
  // People who use speech input say the label that they see (WCAG 2.5.3).
  it.each(['en', ...locales])('is called in %s by a name that has what it shows in it', (locale) => {
    const messages = Object.assign({}, ...rooms.map((room) => read(locale, room))) as Record<string, Message>;
    const named = Object.keys(messages).filter((key) => key.endsWith('_named') && messages[key.replace(/_named$/, '')] !== undefined);
    expect(named.length).toBeGreaterThan(5);
    for (const key of named) {
      const [shown = ''] = textsOf(messages[key.replace(/_named$/, '')] ?? '');
      for (const name of textsOf(messages[key] ?? '')) expect({ key, name: name.toLowerCase() }).toEqual({ key, name: expect.stringContaining(shown.toLowerCase()) });
    }
  });
});

describe('languages', () => {
  it('are called what those who speak them call them', () => {
    expect(['en', 'es', 'de', 'fr', 'pt'].map(nameOfLocale)).toEqual(['English', 'Español', 'Deutsch', 'Français', 'Português']);
  });
});
