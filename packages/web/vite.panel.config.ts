import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type ResolveModulePreloadDependenciesFn } from 'vite';
import { installable } from './scripts/installable.mjs';
import { language } from './scripts/language.mjs';
import { messages, messagesApart } from './scripts/messages.mjs';
import { shared } from './vite.shared.ts';

/** A room's styles have to be there before it; its scripts name each other, and a list of all of them is long. */
const neededFirst: ResolveModulePreloadDependenciesFn = (_file, needed, { hostType }) =>
  hostType === 'html' ? needed : needed.filter((name) => name.endsWith('.css'));

/** Modules of the first picture that later ones share. */
const wantedFirst = /node_modules\/preact\/|src\/(local-store\/(?!sealed-disk|stay)|generated\/messages\/runtime|api\/(client|server-clock)|shells\/panel\/react|design\/(schedule|use-event|locale|times|icon|button|cord\/(index|cord|path|logo)))/;

/**
 * The panel: the same TSX on Preact, because it opens on every agent's desk in the first second of a shift. One language a
 * build, for the same reason; ONHOOK_LOCALE says which.
 */
export default defineConfig(
  mergeConfig(shared('panel'), {
    plugins: [messages(), messagesApart(), language(process.env['ONHOOK_LOCALE'] ?? 'en'), installable()],
    // One language after another goes into the same folder.
    build: {
      emptyOutDir: process.env['ONHOOK_LOCALE'] === undefined,
      modulePreload: {
        polyfill: false,
        resolveDependencies: neededFirst,
      },
      // Two files compress better than ten: all of the first is wanted at once.
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: wantedFirst }] } } },
    },
    resolve: {
      alias: [
        { find: /^react(-dom\/client)?$/, replacement: fileURLToPath(new URL('src/shells/panel/react.ts', import.meta.url)) },
        { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      ],
    },
  }),
);
