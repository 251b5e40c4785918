import { randomFrom, shuffled } from './random.ts';

/** Memory game: cards face down, each picture twice. Counts no moves and no time. */
export interface Pairs {
  /** Number of the picture on each card. */
  readonly cards: readonly number[];
  /** Cards face up without a match: none, one, or two that do not match. */
  readonly open: readonly number[];
  /** Pictures whose two cards are found. */
  readonly found: readonly number[];
}

/**
 * Makes a game.
 *
 * @param seed the same seed gives the same cards
 * @param pictures number of pictures to choose from; at least `pairs`
 */
export const makePairs = (seed: number, pairs: number, pictures: number): Pairs => {
  const random = randomFrom(seed);
  const chosen = shuffled(Array.from({ length: pictures }, (_, i) => i), random).slice(0, pairs);
  return { cards: shuffled([...chosen, ...chosen], random), open: [], found: [] };
};

/** True when the card is face up. */
export const isUp = ({ cards, open, found }: Pairs, card: number): boolean =>
  open.includes(card) || found.includes(cards[card] ?? -1);

/** Turns a card. Two cards that do not match stay open until the next card is turned, so there is no hurry. */
export const turnCard = (pairs: Pairs, card: number): Pairs => {
  const picture = pairs.cards[card];
  if (picture === undefined || isUp(pairs, card)) return pairs;
  const [first] = pairs.open;
  if (first === undefined || pairs.open.length === 2) return { ...pairs, open: [card] };
  return pairs.cards[first] === picture
    ? { ...pairs, open: [], found: [...pairs.found, picture] }
    : { ...pairs, open: [first, card] };
};

/** True when all pairs are found. */
export const allFound = ({ cards, found }: Pairs): boolean => found.length * 2 === cards.length;

/** The finished game. */
export const turnAll = (pairs: Pairs): Pairs => ({ ...pairs, open: [], found: [...new Set(pairs.cards)] });
