import { m } from '../../../../generated/messages/messages.js';
import type { TechniqueWords } from './type.ts';

export const words: TechniqueWords<'reflect'> = {
  mine: {
    title: m.reset_mine,
    choices: {
      promise: m.reset_mine_promise,
      'look-up': m.reset_mine_look_up,
      'call-back': m.reset_mine_call_back,
      nothing: m.reset_mine_nothing,
    },
  },
  theirs: {
    title: m.reset_theirs,
    choices: {
      anger: m.reset_theirs_anger,
      worry: m.reset_theirs_worry,
      wait: m.reset_theirs_wait,
      day: m.reset_theirs_day,
    },
  },
  need: {
    title: m.reset_need,
    choices: {
      breath: m.reset_need_breath,
      walk: m.reset_need_walk,
      water: m.reset_need_water,
      word: m.reset_need_word,
      support: m.reset_need_support,
      nothing: m.reset_need_nothing,
    },
  },
  walk: { title: m.reset_walk, how: m.reset_walk_how },
  water: { title: m.reset_water, how: m.reset_water_how },
  word: { title: m.reset_word, how: m.reset_word_how },
  support: { title: m.reset_support, how: m.reset_support_how },
};
