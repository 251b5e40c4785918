/** Draws src/design/favicon.svg with the function that draws every cord. A test says when it is out of date. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadTs } from './load-ts.mjs';

const { faviconSvg } = await loadTs('src/design/cord/logo.ts');
await writeFile(fileURLToPath(new URL('../src/design/favicon.svg', import.meta.url)), faviconSvg());
