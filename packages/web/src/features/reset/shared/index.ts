export { keepsakesSlice, type Kept } from './keepsake-slice.ts';
export { ownLineSlice, rememberedSlice, type Taps, tapsSlice } from './slices.ts';
export { tightness } from './tightness.ts';
