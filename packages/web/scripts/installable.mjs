/** The Vite plugin that makes the panel installable: manifest, icons, service worker, and the list of its own files. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = (path) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));
const icons = ['panel-icon.svg', 'panel-icon-192.png', 'panel-icon-512.png'];

const manifest = {
  id: '/panel',
  name: 'Onhook',
  short_name: 'Onhook',
  start_url: '/panel',
  scope: '/panel',
  display: 'standalone',
  background_color: '#faf7f1',
  theme_color: '#faf7f1',
  icons: [
    { src: '/panel-icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' },
    { src: '/panel-icon-192.png', type: 'image/png', sizes: '192x192', purpose: 'any' },
    { src: '/panel-icon-512.png', type: 'image/png', sizes: '512x512', purpose: 'any' },
    { src: '/panel-icon-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
  ],
};

const head = (tag, attrs) => ({ tag, attrs, injectTo: 'head' });

export const installable = () => ({
  name: 'onhook:installable',
  apply: 'build',
  async generateBundle() {
    const { outputFiles } = await build({
      entryPoints: [source('shells/panel/offline/service-worker.ts')],
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'error',
    });
    this.emitFile({ type: 'asset', fileName: 'panel-sw.js', source: outputFiles[0].text });
    this.emitFile({ type: 'asset', fileName: 'panel.webmanifest', source: JSON.stringify(manifest) });
    for (const fileName of icons) {
      this.emitFile({ type: 'asset', fileName, source: await readFile(source(`design/icons/${fileName}`)) });
    }
  },
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => [
      head('link', { rel: 'manifest', href: '/panel.webmanifest' }),
      head('link', { rel: 'apple-touch-icon', href: '/panel-icon-192.png' }),
      head('meta', { name: 'theme-color', media: '(prefers-color-scheme: light)', content: '#faf7f1' }),
      head('meta', { name: 'theme-color', media: '(prefers-color-scheme: dark)', content: '#0f1a1d' }),
      head('meta', {
        name: 'onhook-files',
        content: Object.keys(bundle)
          .filter((name) => name.startsWith('assets-panel/') && !name.endsWith('.map'))
          // Vite drops the entry after this, if all of its code is in another file that the page names.
          .filter((name) => !bundle[name].isEntry || html.includes(name))
          .map((name) => `/${name}`)
          .sort()
          .join(' '),
      }),
    ],
  },
});
