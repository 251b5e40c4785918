#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/onhook.mjs', import.meta.url);
if (!existsSync(bundle)) {
  process.stderr.write('Onhook is not built yet. Run: npm start, or npm run build\n');
  process.exit(1);
}
await import(bundle);
