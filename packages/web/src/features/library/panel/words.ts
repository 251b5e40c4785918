import { type EffectSize, type Evidence, type FindingId, type Form, type GeneralFindingId, type PlanId, formsOf, planMs } from '@onhook/core/reset';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';

type Strength = Evidence['strength'];

interface PlanWords {
  readonly name: () => string;
  readonly what: () => string;
  /** Instructions for doing the reset in the chair, with the headset on. */
  readonly seated: () => string;
  /** Remark on the evidence that no single study is named for. */
  readonly note?: () => string;
}

/** Words of every reset. A new reset doesn't compile until its words are added here. */
const plans: Readonly<Record<PlanId, PlanWords>> = {
  'three-part': { name: m.technique_three_part, what: m.library_what_three_part, seated: m.library_seated_three_part },
  'slow-breath': { name: m.technique_slow_breath, what: m.library_what_slow_breath, seated: m.library_seated_slow_breath },
  helped: { name: m.technique_helped, what: m.library_what_helped, seated: m.library_seated_helped },
  'not-about-me': { name: m.technique_not_about_me, what: m.library_what_not_about_me, seated: m.library_seated_not_about_me },
  stretch: { name: m.technique_stretch, what: m.library_what_stretch, seated: m.library_seated_stretch },
  walk: { name: m.technique_walk, what: m.library_what_walk, seated: m.library_seated_walk },
  teammate: { name: m.technique_teammate, what: m.library_what_teammate, seated: m.library_seated_teammate },
  'brain-break': { name: m.technique_brain_break, what: m.library_what_brain_break, seated: m.library_seated_brain_break },
  squeeze: {
    name: m.technique_squeeze,
    what: m.library_what_squeeze,
    seated: m.library_seated_squeeze,
    note: m.library_note_squeeze,
  },
  water: { name: m.technique_water, what: m.library_what_water, seated: m.library_seated_water },
  keepsake: {
    name: m.technique_keepsake,
    what: m.library_what_keepsake,
    seated: m.library_seated_keepsake,
    note: m.library_note_keepsake,
  },
  'self-compassion': {
    name: m.technique_self_compassion,
    what: m.library_what_self_compassion,
    seated: m.library_seated_self_compassion,
  },
  quiet: { name: m.technique_quiet, what: m.library_what_quiet, seated: m.library_seated_quiet, note: m.library_note_quiet },
};

export const planWords = (plan: PlanId): PlanWords => plans[plan];
export const planName = (plan: PlanId): string => plans[plan].name();

/** Sentence for each finding. A new finding doesn't compile until its sentence is added here. */
const findings: Readonly<Record<FindingId | GeneralFindingId, () => string>> = {
  'breath-stress': m.library_finding_breath_stress,
  'breath-daily': m.library_finding_breath_daily,
  'breath-length': m.library_finding_breath_length,
  'helped-mood': m.library_finding_helped_mood,
  'reframe-event': m.library_finding_reframe_event,
  'reframe-perspective': m.library_finding_reframe_perspective,
  'reframe-service': m.library_finding_reframe_service,
  'second-look-event': m.library_finding_second_look_event,
  'stretch-mood': m.library_finding_stretch_mood,
  'move-mood': m.library_finding_move_mood,
  'walk-mood': m.library_finding_walk_mood,
  'water-drinks': m.library_finding_water_drinks,
  'teammate-sharing': m.library_finding_teammate_sharing,
  'teammate-venting': m.library_finding_teammate_venting,
  'break-distraction': m.library_finding_break_distraction,
  'break-relaxing': m.library_finding_break_relaxing,
  'general-vigor': m.library_finding_general_vigor,
  'general-fatigue': m.library_finding_general_fatigue,
  'general-performance': m.library_finding_general_performance,
  'general-longer': m.library_finding_general_longer,
};

export const findingWords = (finding: FindingId | GeneralFindingId): string => findings[finding]();

export const strengths = ['supported', 'mixed', 'weak', 'untested'] as const satisfies readonly Strength[];

const strengthNames: Readonly<Record<Strength, () => string>> = {
  supported: m.library_strength_supported,
  mixed: m.library_strength_mixed,
  weak: m.library_strength_weak,
  untested: m.library_strength_untested,
};
const strengthMeanings: Readonly<Record<Strength, () => string>> = {
  supported: m.library_strength_supported_how,
  mixed: m.library_strength_mixed_how,
  weak: m.library_strength_weak_how,
  untested: m.library_strength_untested_how,
};

export const strengthName = (strength: Strength): string => strengthNames[strength]();
export const strengthMeaning = (strength: Strength): string => strengthMeanings[strength]();

const number = (value: number): string =>
  new Intl.NumberFormat(getLocale(), { minimumFractionDigits: 2 }).format(value).replace('-', '−');

/** Returns Cohen's name for an effect size. Sizes below Cohen's smallest (0.2) are called hardly an effect. */
const sizeOf = (value: number): string => {
  const size = Math.abs(value);
  if (size < 0.2) return m.library_size_hardly();
  if (size < 0.5) return m.library_size_small();
  return size < 0.8 ? m.library_size_medium() : m.library_size_large();
};

export const effectWords = ({ measure, value, interval }: EffectSize): string => {
  const inputs = { size: sizeOf(value), measure, value: number(value) };
  return interval
    ? m.library_effect_interval({ ...inputs, low: number(interval[0]), high: number(interval[1]) })
    : m.library_effect(inputs);
};

const isShort = (plan: PlanId): boolean => planMs(plan, 'long') < 60_000;

/** Returns the length in whole minutes, or rounded to ten seconds for a plan whose long form is under a minute. */
const rounded = (plan: PlanId, form: Form): number =>
  isShort(plan) ? Math.round(planMs(plan, form) / 10_000) * 10 : Math.max(1, Math.round(planMs(plan, form) / 60_000));

const unit = (plan: PlanId, list: string): string => (isShort(plan) ? m.library_seconds({ list }) : m.library_minutes({ list }));

/** Returns the forms whose rounded lengths differ, shortest first. */
export const formsToChoose = (plan: PlanId): readonly Form[] =>
  formsOf(plan).filter((form, i, all) => all.findIndex((other) => rounded(plan, other) === rounded(plan, form)) === i);

export const formLength = (plan: PlanId, form: Form): string =>
  unit(plan, new Intl.NumberFormat(getLocale()).format(rounded(plan, form)));

export const lengths = (plan: PlanId): string => {
  const all = formsToChoose(plan).map((form) => new Intl.NumberFormat(getLocale()).format(rounded(plan, form)));
  return unit(plan, new Intl.ListFormat(getLocale(), { type: 'disjunction' }).format(all));
};
