export { phrasebookRequested } from './asked.ts';
