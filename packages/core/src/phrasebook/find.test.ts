import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, find, type Phrase, allowedPhrases, situations, wordingOf } from './index.ts';

const phrase = (id: string, text: string, more: Partial<Phrase> = {}): Phrase => ({
  id,
  text,
  situation: 'validate',
  when: '',
  avoid: '',
  ...more,
});
const ids = (phrases: readonly Phrase[]): string[] => phrases.map(({ id }) => id);
const search = (phrases: readonly Phrase[], query: string, limit = Infinity): string[] => ids(find(createIndex(phrases), query, limit));

const letters = 'abcdefghijklmnopqrstuvwxyzäéñøßжяωאב';
const word = (minLength: number) => fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength: 12 });
const text = fc.array(word(2), { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
const book = fc
  .array(fc.record({ text, when: text, also: text, situation: fc.constantFrom(...situations) }), { minLength: 1, maxLength: 30 })
  .map((all) => all.map((one, n) => phrase(`p${n}`, one.text, one)));
const chosen = fc.nat();

describe('search', () => {
  it('Any prefix of two letters or more of any word finds the phrase', () => {
    fc.assert(
      fc.property(book, chosen, chosen, chosen, (phrases, which, wordNo, length) => {
        const wanted = phrases[which % phrases.length]!;
        const words = `${wanted.text} ${wanted.when} ${wanted.also}`.split(' ');
        const all = [...words[wordNo % words.length]!];
        const typed = all.slice(0, 2 + (length % (all.length - 1))).join('');
        expect(search(phrases, typed)).toContain(wanted.id);
        expect(search(phrases, typed.toUpperCase())).toContain(wanted.id);
      }),
    );
  });

  it('One slip in a word of five letters or more still finds the phrase', () => {
    const slips = {
      swapped: (all: string[], at: number) => [...all.slice(0, at), all[at + 1]!, all[at]!, ...all.slice(at + 2)],
      wrong: (all: string[], at: number) => [...all.slice(0, at), 'q', ...all.slice(at + 1)],
      missing: (all: string[], at: number) => all.toSpliced(at, 1),
      extra: (all: string[], at: number) => all.toSpliced(at, 0, 'q'),
    };
    fc.assert(
      // A letter that is two when spelt out would be two slips.
      fc.property(book, word(5).filter((long) => !long.includes('ß')), chosen, chosen, fc.constantFrom(...Object.values(slips)), (phrases, long, which, at, slip) => {
        const n = which % phrases.length;
        const wanted = { ...phrases[n]!, text: `${phrases[n]!.text} ${long}` };
        const all = [...long];
        expect(search(phrases.with(n, wanted), slip(all, at % (all.length - 1)).join(''))).toContain(wanted.id);
      }),
    );
  });

  it('Prefixes of several words in any order find the phrase', () => {
    fc.assert(
      fc.property(book, chosen, chosen, (phrases, which, turn) => {
        const wanted = phrases[which % phrases.length]!;
        const words = wanted.text.split(' ').map((one) => [...one].slice(0, 3).join(''));
        const at = turn % words.length;
        expect(search(phrases, [...words.slice(at), ...words.slice(0, at)].join(' '))).toContain(wanted.id);
      }),
    );
  });

  it('The same query gives the same results, no phrase twice, and a smaller limit gives the first of them', () => {
    fc.assert(
      fc.property(book, fc.oneof(word(1), text, fc.string({ unit: 'binary' })), fc.integer({ min: 0, max: 10 }), (phrases, query, limit) => {
        const all = search(phrases, query);
        expect(search(phrases, query)).toEqual(all);
        expect(new Set(all).size).toBe(all.length);
        expect(search(phrases, query, limit)).toEqual(all.slice(0, limit));
      }),
    );
  });

  it('An empty query gives the favourites, then all others by situation', () => {
    fc.assert(
      fc.property(book, fc.array(chosen), (phrases, marked) => {
        const favourites = new Set(marked.map((n) => `p${n % phrases.length}`));
        const found = find(createIndex(phrases), ' ', Infinity, favourites);
        const rank = ({ id, situation }: Phrase): number => (favourites.has(id) ? 0 : 1 + situations.indexOf(situation));
        expect(found).toHaveLength(phrases.length);
        expect(found.map(rank)).toEqual(found.map(rank).sort((a, b) => a - b));
      }),
    );
  });

  const few = [
    phrase('supervisor', 'You asked for a supervisor. I’ll get one.'),
    phrase('say-it-back', 'Let me say it back.', { when: 'They may want the supervisor later.' }),
    phrase('naive', 'That isn’t naïve, Zoë.', { also: 'credulous' }),
  ];

  it('A word of the phrase itself ranks above one of its description', () => {
    expect(search(few, 'sup')).toEqual(['supervisor', 'say-it-back']);
  });

  it('Initials and words without accents or apostrophes find the phrase', () => {
    expect(search(few, 'lms')).toEqual(['say-it-back']);
    expect(search(few, 'naive')).toEqual(['naive']);
    expect(search(few, 'isnt')).toEqual(['naive']);
    expect(search(few, 'isn’t zoe')).toEqual(['naive']);
    expect(search(few, 'spuervisor')).toEqual(['supervisor', 'say-it-back']);
    expect(search(few, 'nothing like it')).toEqual([]);
  });

  it('The situation’s name is searched as people read it, and a query without letters literally', () => {
    const index = createIndex([phrase('a', 'One moment.'), phrase('b', 'Take care 🙏🏽')], ({ id }) => (id === 'a' ? 'Buy time' : ''));
    expect(ids(find(index, 'buy', 5))).toEqual(['a']);
    expect(ids(find(index, '🙏🏽', 5))).toEqual(['b']);
    expect(find(index, '?', 5)).toEqual([]);
  });
});

describe('a phrase', () => {
  it('A phrase that the centre’s policy does not allow is left out', () => {
    const phrases = [phrase('always', 'x'), phrase('end', 'x', { where: ['allowed'] }), phrase('word', 'x', { where: ['with-lead'] })];
    expect(ids(allowedPhrases(phrases, 'allowed'))).toEqual(['always', 'end']);
    expect(ids(allowedPhrases(phrases, 'with-lead'))).toEqual(['always', 'word']);
    expect(ids(allowedPhrases(phrases, 'not-allowed'))).toEqual(['always']);
  });

  it('A phrase is measured in characters, and only surrounding space is removed', () => {
    expect(wordingOf('  مرحبا \0👋🏽\n')).toEqual({ kind: 'fine', text: 'مرحبا 👋🏽' });
    expect(wordingOf(' \n')).toEqual({ kind: 'empty' });
    expect(wordingOf('👋'.repeat(500)).kind).toBe('fine');
    expect(wordingOf('x'.repeat(10_000))).toEqual({ kind: 'too-long', characters: 10_000 });
  });
});
