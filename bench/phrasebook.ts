/** Measures a search for a few letters in a phrasebook of 5,000 phrases, beside a search in every text. */
import { createIndex, find, type Phrase, situations } from '@onhook/core/phrasebook';
import pages from '../packages/web/phrases/en.json';
import { median, quantile, quick, report } from './support/figures.ts';

const phrases = 5_000;
const limit = 30;
const queries = quick ? 500 : 4_000;

/** Returns pseudo-random numbers, the same in every run (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
const next = chance(11);
const oneOf = <One>(all: readonly One[]): One => all[Math.floor(next() * all.length)]!;

const builtIn: Phrase[] = situations.flatMap((situation) =>
  pages[situation].map(({ id, text, when, avoid, also }) => ({ id, text, when, avoid, also, situation })),
);
const lettersOf = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];
const known = builtIn.flatMap(({ text, when }) => lettersOf(`${text} ${when}`));
const syllables = 'ba co di fe ga hu ki lo me ni po ra su ta ve wi xo za'.split(' ');
/** Words of single teams: names of products, towns and forms. */
const rare = Array.from({ length: 6_000 }, () => Array.from({ length: 2 + Math.floor(next() * 3) }, () => oneOf(syllables)).join(''));
const sentence = (words: number): string => Array.from({ length: words }, () => (next() < 0.8 ? oneOf(known) : oneOf(rare))).join(' ');

const book: Phrase[] = [
  ...builtIn,
  ...Array.from({ length: phrases - builtIn.length }, (_, n) => ({
    id: `more-${n}`,
    situation: oneOf(situations),
    text: sentence(14),
    when: sentence(6),
    avoid: sentence(4),
  })),
];

/** Typical queries: one letter, two, three, a word, the beginnings of two words, a word with a typing error. */
const query = (): string => {
  const words = lettersOf(oneOf(book).text).filter((word) => word.length > 2);
  const word = oneOf(words) ?? 'the';
  const slipped = word.length < 5 ? word : `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
  return oneOf([word.slice(0, 1), word.slice(0, 2), word.slice(0, 3), word, `${word.slice(0, 3)} ${(oneOf(words) ?? '').slice(0, 2)}`, slipped]);
};

const index = createIndex(book);
const texts = book.map(({ text, when }) => `${text} ${when}`.toLowerCase());
const scan = (typed: string): Phrase[] => {
  const letters = typed.toLowerCase();
  return book.filter((_, n) => texts[n]!.includes(letters)).slice(0, limit);
};
/** Takes the median of three, which excludes the time of other processes. */
const timed = (work: () => readonly Phrase[]): number =>
  median(
    [1, 2, 3].map(() => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );

const ours: number[] = [];
const plain: number[] = [];
for (let n = -500; n < queries; n += 1) {
  const typed = query();
  const value = timed(() => find(index, typed, limit));
  const baseline = timed(() => scan(typed));
  // The first queries warm up.
  if (n < 0) continue;
  ours.push(value);
  plain.push(baseline);
}
for (const [what, of] of [
  ['p50', median],
  ['p99', (values: readonly number[]) => quantile(values, 0.99)],
] as const) {
  report({
    name: `phrasebook: a search in ${phrases.toLocaleString('en')} phrases, ${what}`,
    value: of(ours),
    unit: 'ms',
    baseline: of(plain),
    target: 'less than 5 ms',
    note: `n ${queries}, the middle of three, ${index.vocabulary.length.toLocaleString('en')} words; baseline: includes() on every text`,
  });
}
