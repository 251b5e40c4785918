/** Writes pictures of every phase of the built panel to shots/. Arguments: names of phases, or none for all. */
import { fileURLToPath } from 'node:url';
import { loadTs } from './load-ts.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { takeShots } = await loadTs('tests/panel/shots.ts');
const taken = await takeShots(at('../dist/panel'), at('../../../shots/panel'), process.argv.slice(2));
process.stdout.write(`${taken} pictures in shots/panel\n`);
