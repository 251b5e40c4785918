import { type Phrase, situations } from './phrase.ts';
import { beginsWithSlip } from './typo.ts';
import { wordsOf } from './words.ts';

/** Weight of a word by the field it occurs in. People remember a phrase by its first words; `also` lists search words. */
const weights = { opening: 12, text: 10.5, also: 10, heading: 5, when: 4 } as const;
const openingWords = 4;
/** Shares of a word's weight. */
const whole = 1;
const beginning = 0.85;
const slip = 0.4;
/** Gain of a phrase found by the initials of its words: from the first word on, or from a later one. */
const initialsFromStart = 14;
const initialsInside = 5;
/** Gain of a favourite. Small, so that the typed letters decide. */
const favoured = 1;
/** Fewest letters for which a slip is searched: with fewer, it could mean anything. */
const minLettersForSlip = 4;

interface Occurrence {
  readonly item: number;
  readonly weight: number;
}

/** Search index of phrases, made once by {@link createIndex}. */
export interface PhraseIndex<P extends Phrase> {
  /** Phrases by situation; in the given order within one. */
  readonly items: readonly P[];
  /** Every word, sorted. */
  readonly vocabulary: readonly string[];
  /** Occurrences of each word of `vocabulary`; an item occurs once, with its highest weight. */
  readonly occurrences: readonly (readonly Occurrence[])[];
  /** Initials of each item's words. */
  readonly initials: readonly string[];
}

const weighWords = (phrase: Phrase, heading: string): Map<string, number> => {
  const weighed = new Map<string, number>();
  const weigh = (text: string, weightAt: (index: number) => number): void =>
    wordsOf(text).forEach((word, index) => weighed.set(word, Math.max(weighed.get(word) ?? 0, weightAt(index))));
  weigh(phrase.text, (index) => (index < openingWords ? weights.opening : weights.text));
  weigh(phrase.also ?? '', () => weights.also);
  weigh(heading, () => weights.heading);
  weigh(phrase.when, () => weights.when);
  return weighed;
};

/**
 * Builds the search index of some phrases.
 *
 * @param headingOf name of the phrase's situation as people read it; searched too
 */
export const createIndex = <P extends Phrase>(phrases: readonly P[], headingOf: (phrase: P) => string = () => ''): PhraseIndex<P> => {
  const items = situations.flatMap((situation) => phrases.filter((phrase) => phrase.situation === situation));
  const occurrences = new Map<string, Occurrence[]>();
  items.forEach((phrase, item) => {
    for (const [word, weight] of weighWords(phrase, headingOf(phrase))) {
      const known = occurrences.get(word);
      if (known) known.push({ item, weight });
      else occurrences.set(word, [{ item, weight }]);
    }
  });
  // A word that occurs in many phrases distinguishes none of them.
  const rarity = (occurrences: readonly Occurrence[]): number => 1 - Math.log(occurrences.length) / Math.log(items.length + 1);
  const vocabulary = [...occurrences.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    items,
    vocabulary,
    occurrences: vocabulary.map((word) => {
      const plain = occurrences.get(word) ?? [];
      const rare = rarity(plain);
      return plain.map(({ item, weight }) => ({ item, weight: weight * (1 + rare) }));
    }),
    initials: items.map(({ text }) => wordsOf(text).map((word) => word[0]).join('')),
  };
};

/** Index of the first word that does not sort before `from`, by binary search. */
const firstFrom = (vocabulary: readonly string[], from: string): number => {
  let low = 0;
  let high = vocabulary.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((vocabulary[middle] ?? '') < from) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Gain of each item by one typed word; 0 when the item has no such word. */
const gainsBy = ({ items, vocabulary, occurrences, initials }: PhraseIndex<Phrase>, typed: string, alone: boolean): Float64Array => {
  const gains = new Float64Array(items.length);
  const raise = (item: number, gain: number): void => {
    if (gain > (gains[item] ?? 0)) gains[item] = gain;
  };
  const raiseAll = (word: number, share: number): void => {
    for (const { item, weight } of occurrences[word] ?? []) raise(item, weight * share);
  };
  const from = firstFrom(vocabulary, typed);
  let to = from;
  for (; to < vocabulary.length; to += 1) {
    const word = vocabulary[to] ?? '';
    if (!word.startsWith(typed)) break;
    raiseAll(to, word === typed ? whole : beginning);
  }
  if (typed.length >= minLettersForSlip || (typed.length === minLettersForSlip - 1 && from === to)) {
    for (let word = 0; word < vocabulary.length; word += 1) {
      const candidate = vocabulary[word] ?? '';
      // A slip moves the first two letters by one position at most.
      const near =
        candidate[0] === typed[0] || candidate[1] === typed[1] || candidate[0] === typed[1] || candidate[1] === typed[0];
      if (near && (word < from || word >= to) && beginsWithSlip(candidate, typed)) raiseAll(word, slip);
    }
  }
  if (alone && typed.length >= 2) {
    initials.forEach((letters, item) => {
      const at = letters.indexOf(typed);
      if (at >= 0) raise(item, at === 0 ? initialsFromStart : initialsInside);
    });
  }
  return gains;
};

/**
 * Finds the phrases that a few typed letters may mean, the likeliest first.
 *
 * Each typed word must be a prefix of one of the phrase's words, with at most one slip, or a single typed word the
 * initials of several. Ties keep the order of the index. An empty query gives the favourites, then all others.
 *
 * @param limit most results
 * @param favourites identifiers of the agent's favourite phrases
 * @example
 * find(createIndex(phrases), 'und hear', 5); // a phrase with both prefixes, such as "I understand and hear you"
 */
export const find = <P extends Phrase>(
  index: PhraseIndex<P>,
  query: string,
  limit: number,
  favourites: ReadonlySet<string> = new Set(),
): P[] => {
  const typed = wordsOf(query);
  const gains = typed.map((word) => gainsBy(index, word, typed.length === 1));
  // A query without letters, such as an emoji, is in no index.
  const literal = typed.length === 0 ? query.trim() : '';
  const best: { readonly phrase: P; readonly gain: number }[] = [];
  /** Inserts a phrase by gain; ties keep their order, and phrases beyond the limit are dropped. */
  const insert = (phrase: P, gain: number): void => {
    let at = best.length;
    while (at > 0 && (best[at - 1]?.gain ?? 0) < gain) at -= 1;
    if (at >= limit) return;
    best.splice(at, 0, { phrase, gain });
    if (best.length > limit) best.pop();
  };
  index.items.forEach((phrase, item) => {
    if (literal !== '' && !phrase.text.includes(literal)) return;
    let gain = favourites.has(phrase.id) ? favoured : 0;
    for (const gainsOfWord of gains) {
      const gainOfWord = gainsOfWord[item] ?? 0;
      if (gainOfWord === 0) return;
      gain += gainOfWord;
    }
    insert(phrase, gain);
  });
  return best.map(({ phrase }) => phrase);
};
