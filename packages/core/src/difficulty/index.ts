export { cuts, judge, weights, type Facts, type Judgement } from './judge.ts';
export type { Level, Reason } from './reason.ts';
export { emptySketch, learn, usualOf, type Sketch, type Usual } from './usual.ts';
