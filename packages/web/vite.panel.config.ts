import { defineConfig, mergeConfig } from 'vite';
import { messages } from './scripts/messages.mjs';
import { shared } from './vite.shared.ts';

/** The panel: the same TSX on Preact, because it opens on every agent's desk in the first second of a shift. */
export default defineConfig(
  mergeConfig(shared('panel'), {
    plugins: [messages()],
    resolve: {
      alias: [
        { find: /^react(-dom)?$/, replacement: 'preact/compat' },
        { find: 'react-dom/client', replacement: 'preact/compat/client' },
        { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      ],
    },
  }),
);
