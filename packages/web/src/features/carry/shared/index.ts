export type { CarryItem, Noted } from './carried.ts';
export { dueByTonight } from './due-words.ts';
export { addCarried } from './list.ts';
export { carriedSlice } from './slice.ts';
