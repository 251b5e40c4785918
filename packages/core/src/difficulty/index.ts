export { cuts, judge, weights, type DifficultyFacts, type Judgement } from './judge.ts';
export type { Level, Reason } from './reason.ts';
export { emptySketch, recordSample, baselineOf, type Sketch, type Baseline } from './baseline.ts';
