export { lineState } from './views.ts';
