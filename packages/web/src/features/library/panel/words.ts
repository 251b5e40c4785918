import { type EffectSize, type Evidence, type FindingId, type Form, type GeneralFindingId, type PlanId, formsOf, planMs } from '@onhook/core/reset';
import { findings, plans } from '../../../generated/techniques/library.ts';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';

type Strength = Evidence['strength'];

/** Words of a reset in the library, from its messages. */
export interface PlanWords {
  readonly name: () => string;
  readonly what: () => string;
  /** Instructions for doing the reset in the chair, with the headset on. */
  readonly seated: () => string;
  /** Remark on the evidence that no single study is named for. */
  readonly note?: () => string;
}

export const planWords = (plan: PlanId): PlanWords => plans[plan];
export const planName = (plan: PlanId): string => plans[plan].name();

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
