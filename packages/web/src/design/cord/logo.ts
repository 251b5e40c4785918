import { cordPath } from './path.ts';

const around = 22;
const reach = 20;
const pitch = 16;

const shape = {
  width: 64,
  height: 26,
  pitch,
  opening: reach,
  coil: { from: around - reach, to: around + reach },
  // Puts one loop's top over the middle of the coil.
  phase: Math.PI - (2 * Math.PI * around) / pitch,
};

/** The logo's two paths, a loop with a straight end, in a box of 64 by 26 units. */
export const logo = {
  line: cordPath({ ...shape, part: 'line' }),
  coil: cordPath({ ...shape, part: 'coil' }),
};

/** The same loop in a square, in colours that can be seen on a light and on a dark tab. */
export const faviconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 -5 36 36" fill="none" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"><path d="${logo.coil}" stroke="#e0694c"/></svg>\n`;

/** The loop on paper, small enough that a phone may cut the corners off. */
export const iconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -14 54 54" fill="none" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"><path d="M-5-14h54v54H-5z" fill="#faf7f1"/><path d="${logo.coil}" stroke="#d9593d"/></svg>\n`;
