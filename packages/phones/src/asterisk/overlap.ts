import type { Frame } from './frames.ts';

/** Drops the frames at the beginning of a resumed recording that repeat the end of the piece before. */
export interface Overlap {
  /** Begins the next piece. */
  resume(): void;
  /** Adds one frame and returns the frames that are known to be new. */
  push<Observed extends { readonly frame: Frame }>(observed: Observed): readonly Observed[];
  /** Returns the frames that are still undecided at the end of the recording. */
  flush<Observed extends { readonly frame: Frame }>(): readonly Observed[];
  /** False after a resumption without a common frame, until the next one. */
  readonly seamless: boolean;
}

const REMEMBERED_FRAMES = 256;

/**
 * Creates the overlap of one recording. The longest run of frames that ended one piece and begins the next counts as
 * the same frames. A live Asterisk repeats nothing; only pieces of a recording do.
 */
export const createOverlap = (): Overlap => {
  let tail: string[] = [];
  let candidates: number[] = [];
  let pending: { readonly frame: Frame }[] = [];
  let common = 0;
  let seamless = true;

  const remember = (text: string): void => {
    tail.push(text);
    if (tail.length > 2 * REMEMBERED_FRAMES) tail = tail.slice(-REMEMBERED_FRAMES);
  };
  const release = (): { readonly frame: Frame }[] => {
    const fresh = pending.slice(common);
    seamless = common > 0;
    pending = [];
    candidates = [];
    for (const { frame } of fresh) remember(frame.text);
    return fresh;
  };

  return {
    resume() {
      candidates = tail.map((_, index) => index);
      pending = [];
      common = 0;
      seamless = candidates.length === 0;
    },
    push<Observed extends { readonly frame: Frame }>(observed: Observed) {
      if (candidates.length === 0) {
        remember(observed.frame.text);
        return [observed];
      }
      const position = pending.length;
      pending.push(observed);
      candidates = candidates.filter((start) => tail[start + position] === observed.frame.text);
      if (candidates.some((start) => start + position === tail.length - 1)) common = pending.length;
      candidates = candidates.filter((start) => start + position < tail.length - 1);
      return candidates.length === 0 ? (release() as Observed[]) : [];
    },
    flush: <Observed extends { readonly frame: Frame }>() => release() as Observed[],
    get seamless() {
      return seamless;
    },
  };
};
