/**
 * Draws src/design/favicon.svg and src/design/icons with the function that draws every cord. A test says when the
 * drawings are out of date; the pictures of them are taken in Chromium.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { loadTs } from './load-ts.mjs';

const at = (path) => fileURLToPath(new URL(`../src/design/${path}`, import.meta.url));
const { faviconSvg, iconSvg } = await loadTs('src/design/cord/logo.ts');
await mkdir(at('icons'), { recursive: true });
await writeFile(at('favicon.svg'), faviconSvg());
await writeFile(at('icons/panel-icon.svg'), iconSvg());

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
});
try {
  for (const size of [192, 512]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${iconSvg()}`);
    await page.screenshot({ path: at(`icons/panel-icon-${size}.png`) });
  }
} finally {
  await browser.close();
}
