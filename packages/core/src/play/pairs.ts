import { randomFrom, shuffled } from './random.ts';

/** Cards face down, each picture twice. Nothing is counted. */
export interface Pairs {
  /** The picture of each card, by its number. */
  readonly cards: readonly number[];
  /** Cards face up that have no partner yet: none, one, or two that do not belong together. */
  readonly open: readonly number[];
  /** Pictures whose two cards have been found. */
  readonly found: readonly number[];
}

/** @param pictures how many different ones there are to choose from; at least `pairs` */
export const makePairs = (seed: number, pairs: number, pictures: number): Pairs => {
  const random = randomFrom(seed);
  const chosen = shuffled(Array.from({ length: pictures }, (_, i) => i), random).slice(0, pairs);
  return { cards: shuffled([...chosen, ...chosen], random), open: [], found: [] };
};

export const isUp = ({ cards, open, found }: Pairs, card: number): boolean =>
  open.includes(card) || found.includes(cards[card] ?? -1);

/** Two that do not belong together lie open until the next card is turned: there is no hurry to look. */
export const turnCard = (pairs: Pairs, card: number): Pairs => {
  const picture = pairs.cards[card];
  if (picture === undefined || isUp(pairs, card)) return pairs;
  const [first] = pairs.open;
  if (first === undefined || pairs.open.length === 2) return { ...pairs, open: [card] };
  return pairs.cards[first] === picture
    ? { ...pairs, open: [], found: [...pairs.found, picture] }
    : { ...pairs, open: [first, card] };
};

export const allFound = ({ cards, found }: Pairs): boolean => found.length * 2 === cards.length;

export const turnAll = (pairs: Pairs): Pairs => ({ ...pairs, open: [], found: [...new Set(pairs.cards)] });
