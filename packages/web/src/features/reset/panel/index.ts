export { prefsSlice } from './prefs.ts';
export { watchVoice } from './voice.ts';
export { startPlan, takeUp } from './start.ts';
