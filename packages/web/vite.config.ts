import react from '@vitejs/plugin-react';
import { defineConfig, mergeConfig } from 'vite';
import { messages } from './scripts/messages.mjs';
import { shared } from './vite.shared.ts';

export default defineConfig(mergeConfig(shared('app'), { plugins: [messages(), react()] }));
