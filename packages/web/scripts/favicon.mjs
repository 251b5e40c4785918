/** Draws src/design/favicon.svg with the function that draws every cord. A test says when it is out of date. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../src/design/${path}`, import.meta.url));
const { outputFiles } = await build({ entryPoints: [at('cord/logo.ts')], bundle: true, format: 'esm', write: false });
const { faviconSvg } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
await writeFile(at('favicon.svg'), faviconSvg());
