/** Props of every game. A game draws only its board; the step draws the rest of the screen. */
export interface GameProps {
  /** Seed that the board is made from. Another seed makes another board. */
  readonly seed: number;
  /** True for a smaller board, which can be finished in a minute. */
  readonly isSmall: boolean;
  /** Width in the cord's units, 16 per rem. */
  readonly width: number;
  /** True once the time is up. The game then completes itself, as if it had been played to the end. */
  readonly isOver: boolean;
  readonly onEnd: () => void;
  /** Announces words that aren't shown on the screen. */
  readonly guide: (words: string) => void;
}

export const stillMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

interface Lies {
  readonly x: number;
  readonly y: number;
}

/** Returns the nearest spot in the given direction, or `from` if there is none. */
export const nearestTowards = <Spot extends Lies>(from: Spot, [right, down]: readonly [number, number], spots: readonly Spot[]): Spot => {
  let nearest = from;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const along = (spot.x - from.x) * right + (spot.y - from.y) * down;
    const beside = Math.abs((spot.x - from.x) * down) + Math.abs((spot.y - from.y) * right);
    if (along > 0 && along + 2 * beside < least) {
      nearest = spot;
      least = along + 2 * beside;
    }
  }
  return nearest;
};

/** Returns the steps to the right and down that an arrow key means; null for any other key. */
export const stepsOf = (key: string): readonly [right: number, down: number] | null => {
  switch (key) {
    case 'ArrowLeft':
      return [-1, 0];
    case 'ArrowRight':
      return [1, 0];
    case 'ArrowUp':
      return [0, -1];
    case 'ArrowDown':
      return [0, 1];
    default:
      return null;
  }
};
