/** What every game is given. It draws its board; what stands around it is the step's. */
export interface GameProps {
  /** What it is made from; another one is another game. */
  readonly seed: number;
  /** Small ones fit into a minute. */
  readonly isSmall: boolean;
  /** In the cord's units, sixteen to a rem. */
  readonly width: number;
  /** The time is up: it ends by itself, as if it had been played to its end. */
  readonly isOver: boolean;
  readonly onEnd: () => void;
  /** For what is only to be heard. */
  readonly tell: (words: string) => void;
}

export const stillMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

interface Lies {
  readonly x: number;
  readonly y: number;
}

/** The nearest of these that way, from where one is; none that way: where one is. */
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

/** The arrow keys as steps to the right and down; null for any other key. */
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
