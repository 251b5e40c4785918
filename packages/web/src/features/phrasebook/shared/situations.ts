import { type Situation, situations } from '@onhook/core/phrasebook';
import { m } from '../../../generated/messages/messages.js';

const names: Readonly<Record<Situation, () => string>> = {
  validate: m.phrases_situation_validate,
  redirect: m.phrases_situation_redirect,
  limit: m.phrases_situation_limit,
  time: m.phrases_situation_time,
  no: m.phrases_situation_no,
  mistake: m.phrases_situation_mistake,
  'hand-over': m.phrases_situation_hand_over,
  close: m.phrases_situation_close,
  'end-abuse': m.phrases_situation_end_abuse,
};

export const situationName = (situation: Situation): string => names[situation]();

/** All situations as options, in the phrasebook's order. */
export const situationOptions = (): { readonly id: Situation; readonly label: string }[] =>
  situations.map((id) => ({ id, label: situationName(id) }));
