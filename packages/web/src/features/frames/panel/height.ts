import { after } from '../../../design/schedule.ts';

/** Long enough that one change of the screen is told once. */
const settleMs = 50;

/** The height at which nothing in the panel is scrolled: what it takes when the window gives it none. */
export const wantedHeight = (): number => {
  const { style } = document.documentElement;
  style.setProperty('--viewport', '0px');
  const { height } = document.getElementById('panel')?.getBoundingClientRect() ?? { height: 0 };
  style.removeProperty('--viewport');
  return Math.ceil(height);
};

export const watchHeight = (tell: (height: number) => void): void => {
  let told = -1;
  let stop = (): void => undefined;
  // No frame is drawn for what is out of sight, and the height is what may bring it into sight: a timer, not a frame.
  const look = (): void => {
    stop();
    stop = after(settleMs, () => {
      const height = wantedHeight();
      if (height !== told) tell((told = height));
    });
  };
  new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  addEventListener('resize', look);
  void document.fonts.ready.then(look);
};
