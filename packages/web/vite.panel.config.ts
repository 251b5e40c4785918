import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import { installable } from './scripts/installable.mjs';
import { language } from './scripts/language.mjs';
import { messages, messagesApart } from './scripts/messages.mjs';
import { shared } from './vite.shared.ts';

/**
 * Scripts that are needed together, each with all that it imports and no earlier group has: one file compresses better than ten.
 * The studies come first, because only the library needs them.
 */
const together = {
  studies: /\/core\/src\/reset\/(studies|general)\.ts$/,
  base: /\/shells\/panel\/main\.tsx$|rolldown\/runtime\.js$/,
  reset: /\/features\/reset\/panel\/(reset|ask)\.tsx$/,
};
const groups = Object.entries(together).map(([name, test], index) => ({ name, test, priority: 9 - index }));

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
      rolldownOptions: { output: { codeSplitting: { groups } } },
    },
    resolve: {
      alias: [
        { find: /^react(-dom\/client)?$/, replacement: fileURLToPath(new URL('src/shells/panel/react.ts', import.meta.url)) },
        { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      ],
    },
  }),
);
