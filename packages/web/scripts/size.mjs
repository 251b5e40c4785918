/** Prints what the panel's built script weighs, gzipped, and fails above the budget. Run after the build. */
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const budgetBytes = 45 * 1024;
const folder = fileURLToPath(new URL('../dist/panel/assets-panel/', import.meta.url));
const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
let total = 0;
for (const name of scripts) {
  const bytes = gzipSync(await readFile(folder + name), { level: 9 }).length;
  total += bytes;
  process.stdout.write(`${String(bytes).padStart(7)}  ${name}\n`);
}
process.stdout.write(`${String(total).padStart(7)}  in all, of ${budgetBytes}\n`);
if (total > budgetBytes) process.exitCode = 1;
