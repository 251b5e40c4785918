export type { Drawing, LineFigure } from './one-line.ts';
export { beginDrawing, drawAll, drawTo, edgesOf, isDrawn, isStuck, makeFigure, openFrom, undoLine } from './one-line.ts';
export type { Pairs } from './pairs.ts';
export { allFound, isUp, makePairs, turnAll, turnCard } from './pairs.ts';
export type { Point, Tangle } from './tangle.ts';
export { cordOf, crossed, isFree, makeTangle, moveKnot, straight } from './tangle.ts';
