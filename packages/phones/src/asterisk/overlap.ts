import type { Frame } from './frames.ts';

/** Drops frames at the beginning of a resumed recording that were the last ones of the piece before. */
export interface Overlap {
  /** A piece ended and another begins. */
  resume(): void;
  /** Frames that are new, with whether nothing is missing between the pieces (null: not known yet). */
  take<Heard extends { readonly frame: Frame }>(heard: Heard): readonly Heard[];
  /** Frames still held back when the recording ends. */
  rest<Heard extends { readonly frame: Frame }>(): readonly Heard[];
  /** False from a resumption without a common frame until the next; true otherwise. */
  readonly seamless: boolean;
}

const REMEMBERED_FRAMES = 256;

/**
 * A live Asterisk never repeats itself; pieces of a recording may. The longest run of frames that ended one piece and
 * begins the next is taken for the same frames.
 */
export const createOverlap = (): Overlap => {
  let tail: string[] = [];
  let candidates: number[] = [];
  let held: { readonly frame: Frame }[] = [];
  let common = 0;
  let seamless = true;

  const remember = (text: string): void => {
    tail.push(text);
    if (tail.length > 2 * REMEMBERED_FRAMES) tail = tail.slice(-REMEMBERED_FRAMES);
  };
  const release = (): { readonly frame: Frame }[] => {
    const fresh = held.slice(common);
    seamless = common > 0;
    held = [];
    candidates = [];
    for (const { frame } of fresh) remember(frame.text);
    return fresh;
  };

  return {
    resume() {
      candidates = tail.map((_, index) => index);
      held = [];
      common = 0;
      seamless = candidates.length === 0;
    },
    take<Heard extends { readonly frame: Frame }>(heard: Heard) {
      if (candidates.length === 0) {
        remember(heard.frame.text);
        return [heard];
      }
      const position = held.length;
      held.push(heard);
      candidates = candidates.filter((start) => tail[start + position] === heard.frame.text);
      if (candidates.some((start) => start + position === tail.length - 1)) common = held.length;
      candidates = candidates.filter((start) => start + position < tail.length - 1);
      return candidates.length === 0 ? (release() as Heard[]) : [];
    },
    rest: <Heard extends { readonly frame: Frame }>() => release() as Heard[],
    get seamless() {
      return seamless;
    },
  };
};
