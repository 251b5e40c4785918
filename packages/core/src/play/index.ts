export type { Drawing, Figure } from './one-line.ts';
export { begin, drawAll, drawTo, isDrawn, isStuck, linesOf, makeFigure, openFrom, takeBack } from './one-line.ts';
export type { Pairs } from './pairs.ts';
export { allFound, isUp, makePairs, turnAll, turnCard } from './pairs.ts';
export type { Spot, Tangle } from './tangle.ts';
export { cordOf, crossed, isFree, makeTangle, moveKnot, straight } from './tangle.ts';
