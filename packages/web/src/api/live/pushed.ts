import type { CircleView, DebriefView } from '@onhook/contract';
import { createNewest } from './newest.ts';

/** Views that the stream pushes in addition to the panel's. The features that show them subscribe here. */
export const newestCircle = createNewest<CircleView>();
export const newestDebrief = createNewest<DebriefView>();
