export { prefsSlice } from './prefs.ts';
export { startPlan, takeUp } from './start.ts';
