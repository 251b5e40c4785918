import type { CircleView, DebriefView } from '@onhook/contract';
import { createNewest } from './newest.ts';

/** Views that the stream pushes beside the panel's own; the features that show them subscribe here. */
export const newestCircle = createNewest<CircleView>();
export const newestDebrief = createNewest<DebriefView>();
