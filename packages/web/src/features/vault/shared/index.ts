export { useStanding } from './use-standing.ts';
