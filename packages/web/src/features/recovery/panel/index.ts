export { type Phase, phaseOf } from './phase.ts';
