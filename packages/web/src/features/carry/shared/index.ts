export { addCarried, tellAllDeleted } from './list.ts';
export { carriedSlice, type CarryItem, type Noted } from './slice.ts';
