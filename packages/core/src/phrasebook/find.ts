import { type Phrase, situations } from './phrase.ts';
import { beginsWithSlip } from './typo.ts';
import { wordsOf } from './words.ts';

/**
 * What a word weighs by where it stands. The first words are those a phrase is remembered by, and the words it is also
 * looked for by were put there for that.
 */
const weights = { opening: 12, text: 10.5, also: 10, heading: 5, when: 4 } as const;
const openingWords = 4;
/** Shares of a word's weight. */
const whole = 1;
const beginning = 0.85;
const slip = 0.4;
/** A phrase found by the first letters of its words, from the first word on, or from a later one. */
const initialsFromStart = 14;
const initialsInside = 5;
/** What somebody marked for themselves is likelier to be meant, but not against the letters. */
const favoured = 1;
/** A typo in fewer letters could mean anything. */
const fewestForSlip = 4;

interface Posting {
  readonly item: number;
  readonly weight: number;
}

/** Made once by {@link createIndex}. */
export interface PhraseIndex<P extends Phrase> {
  /** By situation, and as given within one. */
  readonly items: readonly P[];
  /** Every word, sorted. */
  readonly vocabulary: readonly string[];
  /** Beside each word, where it stands; an item stands there once, by its weightiest place. */
  readonly postings: readonly (readonly Posting[])[];
  /** The first letters of each item's words. */
  readonly initials: readonly string[];
}

const weighWords = (phrase: Phrase, heading: string): Map<string, number> => {
  const weighed = new Map<string, number>();
  const weigh = (text: string, weightAt: (place: number) => number): void =>
    wordsOf(text).forEach((word, place) => weighed.set(word, Math.max(weighed.get(word) ?? 0, weightAt(place))));
  weigh(phrase.text, (place) => (place < openingWords ? weights.opening : weights.text));
  weigh(phrase.also ?? '', () => weights.also);
  weigh(heading, () => weights.heading);
  weigh(phrase.when, () => weights.when);
  return weighed;
};

/** @param headingOf the situation's name as a person reads it; it is searched too */
export const createIndex = <P extends Phrase>(phrases: readonly P[], headingOf: (phrase: P) => string = () => ''): PhraseIndex<P> => {
  const items = situations.flatMap((situation) => phrases.filter((phrase) => phrase.situation === situation));
  const places = new Map<string, Posting[]>();
  items.forEach((phrase, item) => {
    for (const [word, weight] of weighWords(phrase, headingOf(phrase))) {
      const known = places.get(word);
      if (known) known.push({ item, weight });
      else places.set(word, [{ item, weight }]);
    }
  });
  // A word of many phrases tells little about any of them.
  const rarity = (postings: readonly Posting[]): number => 1 - Math.log(postings.length) / Math.log(items.length + 1);
  const vocabulary = [...places.keys()].sort((a, b) => (a < b ? -1 : 1));
  return {
    items,
    vocabulary,
    postings: vocabulary.map((word) => {
      const plain = places.get(word) ?? [];
      const rare = rarity(plain);
      return plain.map(({ item, weight }) => ({ item, weight: weight * (1 + rare) }));
    }),
    initials: items.map(({ text }) => wordsOf(text).map((word) => word[0]).join('')),
  };
};

/** Where the first word stands that is not before `from`. */
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

/** What each item gains by one typed word; 0: it has no such word. */
const gainsBy = ({ items, vocabulary, postings, initials }: PhraseIndex<Phrase>, typed: string, alone: boolean): Float64Array => {
  const gains = new Float64Array(items.length);
  const give = (item: number, gain: number): void => {
    if (gain > (gains[item] ?? 0)) gains[item] = gain;
  };
  const giveAll = (word: number, share: number): void => {
    for (const { item, weight } of postings[word] ?? []) give(item, weight * share);
  };
  const from = firstFrom(vocabulary, typed);
  let to = from;
  for (; to < vocabulary.length; to += 1) {
    const word = vocabulary[to] ?? '';
    if (!word.startsWith(typed)) break;
    giveAll(to, word === typed ? whole : beginning);
  }
  if (typed.length >= fewestForSlip || (typed.length === fewestForSlip - 1 && from === to)) {
    for (let word = 0; word < vocabulary.length; word += 1) {
      const candidate = vocabulary[word] ?? '';
      // One slip leaves one of the first two letters where it was, or one place off.
      const near =
        candidate[0] === typed[0] || candidate[1] === typed[1] || candidate[0] === typed[1] || candidate[1] === typed[0];
      if (near && (word < from || word >= to) && beginsWithSlip(candidate, typed)) giveAll(word, slip);
    }
  }
  if (alone && typed.length >= 2) {
    initials.forEach((letters, item) => {
      const at = letters.indexOf(typed);
      if (at >= 0) give(item, at === 0 ? initialsFromStart : initialsInside);
    });
  }
  return gains;
};

/**
 * The phrases that a few typed letters may mean, the likeliest first: each typed word is a beginning of one of a
 * phrase's words, with one slip at most, or the one typed word is a row of first letters. Equals stand in the order
 * of the index. Nothing typed gives the favourites, then all others by situation.
 */
export const find = <P extends Phrase>(
  index: PhraseIndex<P>,
  query: string,
  limit: number,
  favourites: ReadonlySet<string> = new Set(),
): P[] => {
  const typed = wordsOf(query);
  const gains = typed.map((word) => gainsBy(index, word, typed.length === 1));
  // What is typed but holds no letter, such as an emoji, is in no index.
  const literal = typed.length === 0 ? query.trim() : '';
  const best: { readonly phrase: P; readonly gain: number }[] = [];
  /** Equals stay in their order; what would fall off the end is not put in. */
  const keep = (phrase: P, gain: number): void => {
    let at = best.length;
    while (at > 0 && (best[at - 1]?.gain ?? 0) < gain) at -= 1;
    if (at >= limit) return;
    best.splice(at, 0, { phrase, gain });
    if (best.length > limit) best.pop();
  };
  index.items.forEach((phrase, item) => {
    if (literal !== '' && !phrase.text.includes(literal)) return;
    let gain = favourites.has(phrase.id) ? favoured : 0;
    for (const of of gains) {
      const one = of[item] ?? 0;
      if (one === 0) return;
      gain += one;
    }
    keep(phrase, gain);
  });
  return best.map(({ phrase }) => phrase);
};
