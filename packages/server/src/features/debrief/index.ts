export { timeGrantsBetween } from './queries.ts';
