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
