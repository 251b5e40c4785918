import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { shared } from './vite.shared.ts';

const { build, ...rest } = shared('embed');

/** The script for pages of others: a classic one, because a module from elsewhere would need CORS. */
export default defineConfig({
  ...rest,
  build: {
    ...build,
    assetsDir: '.',
    lib: {
      entry: fileURLToPath(new URL('src/shells/embed/onhook-panel.ts', import.meta.url)),
      name: 'onhook',
      formats: ['iife'],
      fileName: () => 'onhook-panel.js',
    },
  },
});
