import { type PlanId, type PlanStep, type StepId, type TechniqueId, restStep, stepsOf, techniquesOf } from './plan.ts';
import { type Form, isTimed, stepMs } from './step.ts';

/** Cause of an interruption. `time`: the minutes are over. */
export type InterruptedBy = 'call' | 'phone-system' | 'another-pause' | 'logged-out' | 'lead' | 'time';

/** How a reset ended. */
export type ResetResult =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped-early'; readonly step: StepId }
  | { readonly kind: 'interrupted'; readonly by: InterruptedBy; readonly step: StepId };

/** Phase of a reset; times in epoch milliseconds, `elapsedMs` within the step. */
export type ResetPhase =
  | { readonly kind: 'running'; readonly step: StepId; readonly sinceAt: number }
  | { readonly kind: 'paused'; readonly step: StepId; readonly elapsedMs: number }
  /** All steps are done; the agent has not gone back on the line yet. */
  | { readonly kind: 'ready'; readonly sinceAt: number }
  | { readonly kind: 'ended'; readonly result: ResetResult; readonly at: number };

/** State of one guided reset. Plain data that survives JSON. Holds no text that the agent writes. */
export interface Reset {
  readonly plan: PlanId;
  readonly form: Form;
  readonly startedAt: number;
  readonly phase: ResetPhase;
  readonly chosen: Readonly<Partial<Record<StepId, readonly string[]>>>;
  readonly skipped: readonly TechniqueId[];
  /** Parts that this person has excluded: neither shown nor counted as skipped. */
  readonly leftOut: readonly TechniqueId[];
  /** Minutes added at the end. */
  readonly moreMinutes: number;
}

/** Input to {@link advance}: a tap of the agent, the clock, or an interruption. */
export type ResetInput =
  | { readonly kind: 'next' | 'back' | 'skip-part' | 'pause' | 'resume' | 'stop' | 'one-more-minute' | 'tick' }
  | { readonly kind: 'choose'; readonly choice: string }
  /** Changes the form; has an effect only at a step that asks for the length. */
  | { readonly kind: 'lengthen'; readonly form: Form }
  /** Excludes the current part. */
  | { readonly kind: 'leave-out' }
  /** Undoes `leave-out` and starts the part again. */
  | { readonly kind: 'restore-part'; readonly part: TechniqueId }
  | { readonly kind: 'interrupted'; readonly by: InterruptedBy }
  /** The browser slept (a closed lid); that time does not count. */
  | { readonly kind: 'woke'; readonly asleepMs: number };

/** All steps of the reset that its form, exclusions and choices so far lead to. */
export const stepsAhead = ({ plan, form, chosen, leftOut }: Reset): readonly PlanStep[] =>
  stepsOf(plan, form).filter(
    ({ part, when }) => !leftOut.includes(part) && (!when || (chosen[when.step as StepId] ?? []).includes(when.choice)),
  );

/** The current step, running or paused; null before and after. */
export const stepOf = (reset: Reset): PlanStep | null => {
  const { phase } = reset;
  if (phase.kind !== 'running' && phase.kind !== 'paused') return null;
  if (phase.step === restStep.id) return restStep;
  return stepsAhead(reset).find(({ id }) => id === phase.step) ?? null;
};

/** Time spent in the current step, milliseconds; 0 outside a step. */
export const elapsedMs = ({ phase }: Reset, now: number): number =>
  phase.kind === 'running' ? Math.max(0, now - phase.sinceAt) : phase.kind === 'paused' ? phase.elapsedMs : 0;

/** Duration of a step in this reset, milliseconds; the rest step grows by the minutes added. */
export const durationMs = ({ form, moreMinutes }: Reset, step: PlanStep): number =>
  stepMs(step, form) * (step.id === restStep.id ? Math.max(1, moreMinutes) : 1);

const goTo = (reset: Reset, step: PlanStep | undefined, now: number): Reset => ({
  ...reset,
  phase: step ? { kind: 'running', step: step.id, sinceAt: now } : { kind: 'ready', sinceAt: now },
});

const end = (reset: Reset, result: ResetResult, at: number): Reset => ({ ...reset, phase: { kind: 'ended', result, at } });

/** Result of earlier resets: answers to prefill, and techniques that the person has excluded. */
export interface ResetHistory {
  readonly chosen?: Reset['chosen'];
  readonly notForMe?: readonly TechniqueId[];
}

/**
 * Starts a reset at its first step.
 *
 * An exclusion is ignored when it covers all techniques of the plan: the agent has chosen the plan on purpose.
 *
 * @example
 * let reset = startReset('three-part', 'short', now);
 * reset = advance(reset, { kind: 'next' }, now + 8000);
 * stepOf(reset)?.id; // the step to show
 */
export const startReset = (plan: PlanId, form: Form, now: number, { chosen = {}, notForMe = [] }: ResetHistory = {}): Reset => {
  const allExcluded = techniquesOf(plan).every(({ id }) => notForMe.includes(id));
  const reset: Reset = {
    plan,
    form,
    startedAt: now,
    phase: { kind: 'ready', sinceAt: now },
    chosen,
    skipped: [],
    leftOut: allExcluded ? [] : notForMe,
    moreMinutes: 0,
  };
  return goTo(reset, stepsAhead(reset)[0], now);
};

const choose = (reset: Reset, step: PlanStep, choice: string): Reset => {
  const { activity } = step;
  if (activity.kind !== 'ask' || !activity.choices.includes(choice)) return reset;
  const before = reset.chosen[step.id] ?? [];
  const without = before.filter((c) => c !== choice && c !== activity.alone);
  const after = activity.many && before.includes(choice) ? without : [...(!activity.many || choice === activity.alone ? [] : without), choice];
  return { ...reset, chosen: { ...reset.chosen, [step.id]: after } };
};

/** Ends timed steps whose time is up; time beyond the end counts for the next step. */
const tick = (reset: Reset, now: number): Reset => {
  const step = stepOf(reset);
  if (reset.phase.kind !== 'running' || !step || !isTimed(step)) return reset;
  const endsAt = reset.phase.sinceAt + durationMs(reset, step);
  return now < endsAt ? reset : tick(goTo(reset, stepAfter(reset, step), endsAt), now);
};

const stepAfter = (reset: Reset, step: PlanStep, past: (other: PlanStep) => boolean = () => true): PlanStep | undefined => {
  const steps = stepsAhead(reset);
  const index = steps.findIndex(({ id }) => id === step.id);
  return index < 0 ? undefined : steps.slice(index + 1).find(past);
};

const onStep = (reset: Reset, step: PlanStep, input: ResetInput, now: number): Reset => {
  switch (input.kind) {
    case 'next':
      return goTo(reset, stepAfter(reset, step), now);
    case 'back': {
      const steps = stepsAhead(reset);
      const index = step.id === restStep.id ? steps.length : steps.findIndex(({ id }) => id === step.id);
      return index > 0 ? goTo(reset, steps[index - 1], now) : reset;
    }
    case 'skip-part':
      return goTo(
        { ...reset, skipped: reset.skipped.includes(step.part) ? reset.skipped : [...reset.skipped, step.part] },
        stepAfter(reset, step, ({ part }) => part !== step.part),
        now,
      );
    case 'leave-out':
      return goTo(
        { ...reset, leftOut: [...reset.leftOut, step.part] },
        stepAfter(reset, step, ({ part }) => part !== step.part),
        now,
      );
    case 'choose':
      return choose(reset, step, input.choice);
    case 'lengthen':
      return step.activity.kind === 'ask' && step.activity.lengths ? { ...reset, form: input.form } : reset;
    case 'pause':
      if (reset.phase.kind === 'paused') return reset;
      return { ...reset, phase: { kind: 'paused', step: step.id, elapsedMs: elapsedMs(reset, now) } };
    case 'resume':
      if (reset.phase.kind === 'running') return reset;
      return { ...reset, phase: { kind: 'running', step: step.id, sinceAt: now - elapsedMs(reset, now) } };
    case 'one-more-minute':
      return step.id === restStep.id ? { ...reset, moreMinutes: reset.moreMinutes + 1 } : reset;
    case 'tick':
      return tick(reset, now);
    case 'woke':
      // A walk goes on while the screen sleeps: the agent is away from the desk.
      if (reset.phase.kind === 'paused' || step.activity.kind === 'walk') return reset;
      return { ...reset, phase: { kind: 'running', step: step.id, sinceAt: now - Math.max(0, elapsedMs(reset, now) - input.asleepMs) } };
    case 'stop':
      return end(reset, step.id === restStep.id ? { kind: 'completed' } : { kind: 'stopped-early', step: step.id }, now);
    case 'restore-part':
      return reset;
    case 'interrupted':
      return end(
        reset,
        step.id === restStep.id ? { kind: 'completed' } : { kind: 'interrupted', by: input.by, step: step.id },
        now,
      );
  }
};

const onReady = (reset: Reset, input: ResetInput, now: number): Reset => {
  switch (input.kind) {
    case 'next':
    case 'stop':
    case 'interrupted':
      return end(reset, { kind: 'completed' }, now);
    case 'back':
      return goTo(reset, stepsAhead(reset).at(-1), now);
    case 'one-more-minute':
      return goTo({ ...reset, moreMinutes: 1 }, restStep, now);
    default:
      return reset;
  }
};

/** Resumes an interrupted reset at its step. A completed or stopped reset stays ended. */
const resumeInterrupted = (reset: Reset, result: ResetResult, now: number): Reset =>
  result.kind === 'interrupted' ? { ...reset, phase: { kind: 'running', step: result.step, sinceAt: now } } : reset;

const restorePart = (reset: Reset, part: TechniqueId, now: number): Reset => {
  if (!reset.leftOut.includes(part)) return reset;
  const whole = { ...reset, leftOut: reset.leftOut.filter((other) => other !== part) };
  return goTo(whole, stepsAhead(whole).find((step) => step.part === part), now);
};

/**
 * Applies one input to a reset. Pure.
 *
 * @param now epoch milliseconds; may run backwards
 * @returns the same object when the input has no effect in this phase
 */
export const advance = (reset: Reset, input: ResetInput, now: number): Reset => {
  const { phase } = reset;
  if (phase.kind === 'ended') return input.kind === 'resume' ? resumeInterrupted(reset, phase.result, now) : reset;
  if (input.kind === 'restore-part') return restorePart(reset, input.part, now);
  if (phase.kind === 'ready') return onReady(reset, input, now);
  const step = stepOf(reset);
  // A changed choice has removed the current step: the reset is ready.
  if (!step) return goTo(reset, undefined, now);
  return onStep(reset, step, input, now);
};
