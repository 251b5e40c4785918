import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What both builds share. Nothing is inlined: the server's Content-Security-Policy is default-src 'self'. */
export const shared = (program: string): UserConfig => ({
  root: here(`src/shells/${program}`),
  publicDir: false,
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: { chrome: 120 << 16, firefox: 121 << 16, safari: (17 << 16) | (2 << 8) } },
  },
  build: {
    outDir: here(`dist/${program}`),
    emptyOutDir: true,
    assetsDir: `assets-${program}`,
    assetsInlineLimit: 0,
    target: ['chrome120', 'firefox121', 'safari17.2'],
    cssMinify: 'lightningcss',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // 'use client' in a library's file means nothing here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      // What asks Node for it asks the browser first, and every browser has it.
      external: ['crypto'],
      // That the messages take most of a build is known, and says nothing to whoever starts it.
      checks: { pluginTimings: false },
    },
  },
  worker: { format: 'es', rolldownOptions: { external: ['crypto'] } },
});
