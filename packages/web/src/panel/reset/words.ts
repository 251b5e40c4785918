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
  breathe: { title: m.technique_breathe_in },
  line: { title: m.reset_line, how: m.reset_line_how },
  rest: { title: m.reset_rest, how: m.reset_rest_how },
  'breath-pattern': {
    title: m.technique_breath_pattern,
    choices: {
      sigh: m.technique_breath_pattern_sigh,
      paced: m.technique_breath_pattern_paced,
      box: m.technique_breath_pattern_box,
    },
  },
  sigh: { title: m.technique_breathe_in },
  paced: { title: m.technique_breathe_in },
  box: { title: m.technique_breathe_in },
  'stretch-reach': { title: m.technique_stretch_reach },
  'stretch-side': { title: m.technique_stretch_side },
  'stretch-neck': { title: m.technique_stretch_neck },
  'stretch-roll': { title: m.technique_stretch_roll },
  'stretch-shake': { title: m.technique_stretch_shake },
  'walk-lap': { title: m.technique_walk_lap, how: m.technique_walk_lap_how },
  'water-drink': { title: m.technique_water_drink, how: m.technique_water_drink_how },
  'water-note': { title: m.technique_water_note, how: m.technique_water_note_how },
  'squeeze-hands': { title: m.technique_squeeze_hands },
  'squeeze-arms': { title: m.technique_squeeze_arms },
  'squeeze-shoulders': { title: m.technique_squeeze_shoulders },
  'mate-find': { title: m.technique_mate_find },
  'mate-talk': { title: m.technique_mate_talk, how: m.technique_mate_talk_how },
  'mate-helped': {
    title: m.technique_mate_helped,
    choices: {
      'being-heard': m.technique_mate_helped_being_heard,
      'their-view': m.technique_mate_helped_their_view,
      'a-laugh': m.technique_mate_helped_a_laugh,
      'a-plan': m.technique_mate_helped_a_plan,
      'not-much': m.technique_mate_helped_not_much,
    },
  },
  'break-play': { title: m.technique_break_play, how: m.technique_break_play_how },
  'other-reasons': {
    title: m.technique_other_reasons,
    choices: {
      'long-road': m.technique_other_reasons_long_road,
      afraid: m.technique_other_reasons_afraid,
      'no-say': m.technique_other_reasons_no_say,
      rules: m.technique_other_reasons_rules,
      'unknown-to-me': m.technique_other_reasons_unknown_to_me,
    },
  },
  'their-side': { title: m.technique_their_side, how: m.technique_their_side_how },
  'helped-who': { title: m.technique_helped_who, how: m.technique_helped_who_how },
  'helped-how': { title: m.technique_helped_how, how: m.technique_helped_how_how },
  'keepsake-look': { title: m.technique_keepsake_look },
  'kind-colleague': {
    title: m.technique_kind_colleague,
    choices: {
      'hard-for-anybody': m.technique_kind_colleague_hard_for_anybody,
      'did-what-could': m.technique_kind_colleague_did_what_could,
      'not-alone': m.technique_kind_colleague_not_alone,
    },
  },
  'kind-self': { title: m.technique_kind_self, how: m.technique_kind_self_how },
  'quiet-sit': { title: m.technique_quiet_sit, how: m.technique_quiet_sit_how },
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

export const stepTitle = (step: StepId): string => steps[step].title();
export const stepHow = (step: StepId, time: string): string | null => steps[step].how?.({ time }) ?? null;
export const choiceWords = (step: StepId, choice: string): string => steps[step].choices?.[choice]?.() ?? '';
export const lineWords = (line: string): string => lines[line as LineId]();
export const partWords = (part: TechniqueId): string => parts[part]();
