import type { TechniqueId } from '@onhook/core/reset';
import { m } from '../../../generated/messages/messages.js';

const parts: Readonly<Record<TechniqueId, () => string>> = {
  reflect: m.reset_part_reflect,
  'second-look': m.reset_part_second_look,
  move: m.reset_part_move,
  boundary: m.reset_part_boundary,
  rest: m.reset_part_rest,
  'slow-breath': m.technique_slow_breath,
  helped: m.technique_helped,
  'not-about-me': m.technique_not_about_me,
  stretch: m.technique_stretch,
  walk: m.technique_walk,
  teammate: m.technique_teammate,
  'brain-break': m.technique_brain_break,
  squeeze: m.technique_squeeze,
  water: m.technique_water,
  keepsake: m.technique_keepsake,
  'self-compassion': m.technique_self_compassion,
  quiet: m.technique_quiet,
};

/** Returns the name of a technique. */
export const partWords = (part: TechniqueId): string => parts[part]();
