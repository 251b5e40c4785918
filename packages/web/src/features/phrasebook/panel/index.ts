export { askForPhrasebook } from './asked.ts';
