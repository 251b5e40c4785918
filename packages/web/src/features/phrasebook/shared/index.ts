export { type Own, ownSlice } from './own-slice.ts';
