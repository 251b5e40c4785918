import { fileURLToPath } from 'node:url';
import type { ResolveModulePreloadDependenciesFn, UserConfig } from 'vite';
import { stylesFirst } from './scripts/styles-first.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A room's styles have to be there before it; its scripts name each other, and a list of all of them is long. */
const neededFirst: ResolveModulePreloadDependenciesFn = (_file, needed, { hostType }) =>
  hostType === 'html' ? needed : needed.filter((name) => name.endsWith('.css'));

/** What both builds share. Nothing is inlined: the server's Content-Security-Policy is default-src 'self'. */
export const shared = (program: string): UserConfig => ({
  root: here(`src/shells/${program}`),
  publicDir: false,
  plugins: [stylesFirst()],
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
    modulePreload: { polyfill: false, resolveDependencies: neededFirst },
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
