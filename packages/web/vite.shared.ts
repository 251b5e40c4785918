import type { UserConfig } from 'vite';

/** What both builds share. Nothing is inlined: the server's Content-Security-Policy is default-src 'self'. */
export const shared = (room: string): UserConfig => ({
  root: `src/${room}`,
  publicDir: false,
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: { chrome: 120 << 16, firefox: 121 << 16, safari: (17 << 16) | (2 << 8) } },
  },
  build: {
    outDir: `../../dist/${room}`,
    emptyOutDir: true,
    assetsDir: `assets-${room}`,
    assetsInlineLimit: 0,
    target: ['chrome120', 'firefox121', 'safari17.2'],
    cssMinify: 'lightningcss',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
