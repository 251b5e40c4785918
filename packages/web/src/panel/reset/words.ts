import type { LineId, StepId, TechniqueId } from '@onhook/core/reset';
import { m } from '../../generated/messages/messages.js';

interface StepWords {
  readonly title: () => string;
  readonly how?: (at: { time: string }) => string;
  readonly choices?: Readonly<Record<string, () => string>>;
}

/** A technique's words, by step. A new technique does not compile before it has some. */
const steps: Readonly<Record<StepId, StepWords>> = {
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
  else: {
    title: m.reset_else,
    choices: {
      'passed-on': m.reset_else_passed_on,
      money: m.reset_else_money,
      unheard: m.reset_else_unheard,
      elsewhere: m.reset_else_elsewhere,
      unknown: m.reset_else_unknown,
    },
  },
  reach: { title: m.reset_reach },
  roll: { title: m.reset_roll },
  shake: { title: m.reset_shake },
  breathe: { title: m.reset_breathe_in },
  line: { title: m.reset_line, how: m.reset_line_how },
  rest: { title: m.reset_rest, how: m.reset_rest_how },
};

const lines: Readonly<Record<LineId, () => string>> = {
  respect: m.reset_line_respect,
  clear: m.reset_line_clear,
  'if-then': m.reset_line_if_then,
};

const parts: Readonly<Record<TechniqueId, () => string>> = {
  reflect: m.reset_part_reflect,
  'second-look': m.reset_part_second_look,
  move: m.reset_part_move,
  boundary: m.reset_part_boundary,
  rest: m.reset_part_rest,
};

export const stepTitle = (step: StepId): string => steps[step].title();
export const stepHow = (step: StepId, time: string): string | null => steps[step].how?.({ time }) ?? null;
export const choiceWords = (step: StepId, choice: string): string => steps[step].choices?.[choice]?.() ?? '';
export const lineWords = (line: string): string => lines[line as LineId]();
export const partWords = (part: TechniqueId): string => parts[part]();
