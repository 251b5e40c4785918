import { after } from '../../../design/schedule.ts';

/** Delay in milliseconds, long enough to report one change of the screen once. */
const settleMs = 50;

/** Height in pixels at which nothing in the panel scrolls, measured without the height that the window gives it. */
const wantedHeight = (): number => {
  const { style } = document.documentElement;
  style.setProperty('--viewport', '0px');
  const { height } = document.getElementById('panel')?.getBoundingClientRect() ?? { height: 0 };
  style.removeProperty('--viewport');
  return Math.ceil(height);
};

/** Height of the panel's element unless the page says otherwise. */
let tallest = 640;
let tallestAtWidth = 0;

/** The height of the tallest screen so far at this width, in pixels: the height of each screen would show the page which one it is. */
export const tallestHeight = (): number => {
  if (innerWidth !== tallestAtWidth) tallest = 640;
  tallestAtWidth = innerWidth;
  tallest = Math.max(tallest, wantedHeight());
  return tallest;
};

export const watchHeight = (report: (height: number) => void): void => {
  let reported = -1;
  let stop = (): void => undefined;
  // Uses a timer, because a panel out of sight gets no animation frames, and its height may bring it into sight.
  const look = (): void => {
    stop();
    stop = after(settleMs, () => {
      const height = tallestHeight();
      if (height !== reported) report((reported = height));
    });
  };
  new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  addEventListener('resize', look);
  void document.fonts.ready.then(look);
};
