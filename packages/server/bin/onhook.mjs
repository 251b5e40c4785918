#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/onhook.mjs', import.meta.url);
const packages = new URL('../../../node_modules/', import.meta.url);
if (!existsSync(bundle) || !existsSync(packages)) {
  process.stderr.write('Onhook is not built yet. In its folder run: npm ci && npm run build (or npm start for the demo)\n');
  process.exit(1);
}
await import(bundle);
