import { coilLength, cordPath } from './path.ts';

const pitch = 6.9;
const rise = 18.4;
const stroke = 2.6;
/** Stroke width of the favicon. At 16 px a thinner one would blur. */
const smallStroke = 3.1;
const loop = (): number => coilLength(1) * pitch;

const glyph = (left: number, right: number, base: number): string =>
  cordPath({ left, right, base, pitch, height: rise, start: left, turns: 1 });

/** Returns the logo: one loop and its line, with the extent of the gradient from coral to sea. */
export const drawLogo = () => ({
  width: 40,
  height: 24,
  stroke,
  path: glyph(2, 38, 21.4),
  coralUntil: 2 + loop() * 0.3,
  seaFrom: 2 + loop() * 0.8,
});

const gradient = (coral: string, sea: string, left: number): string =>
  `<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="${left + loop() * 0.3}" x2="${left + loop() * 0.8}" y1="0" y2="0"><stop stop-color="${coral}"/><stop offset="1" stop-color="${sea}"/></linearGradient></defs>`;

/** Returns the favicon: the logo in a square, in colours that are visible on light and dark tabs. */
export const faviconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="${smallStroke}" stroke-linecap="round" stroke-linejoin="round">${gradient('#e0694c', '#2d938d', 2)}<path d="${glyph(2, 22, 21)}" stroke="url(#g)"/></svg>\n`;

/** Returns the app icon: the logo on paper, with margins for phones that cut the corners off. */
export const iconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 40 40" fill="none" stroke-width="${stroke}" stroke-linecap="round" stroke-linejoin="round"><path d="M-8-8h40v40H-8z" fill="#faf7f1"/>${gradient('#d9593d', '#0f6b6b', 2)}<path d="${glyph(2, 22, 20.4)}" stroke="url(#g)"/></svg>\n`;
