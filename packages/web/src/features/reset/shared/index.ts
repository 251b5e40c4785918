export { ownLineSlice, tapsSlice } from './slices.ts';
export { tightness } from './tightness.ts';
