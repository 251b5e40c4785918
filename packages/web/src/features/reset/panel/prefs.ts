import type { PlanId, TechniqueId } from '@onhook/core/reset';
import type { Slice } from '../../../local-store/slice.ts';

/** Agent's preferences for resets. */
export interface Prefs {
  /** Plan that an accepted offer starts. */
  readonly usual: PlanId;
  readonly notForMe: readonly TechniqueId[];
  readonly tones: boolean;
  readonly voice: boolean;
  readonly vibration: boolean;
  /** True if single-key shortcuts are on (WCAG 2.1.4). */
  readonly keys: boolean;
}

const usually: Prefs = { usual: 'three-part', notForMe: [], tones: false, voice: false, vibration: false, keys: true };

export const prefsSlice: Slice<Prefs> = {
  name: 'reset-prefs',
  initial: usually,
  restore: (stored) => ({ ...usually, ...(stored as Partial<Prefs>) }),
};
