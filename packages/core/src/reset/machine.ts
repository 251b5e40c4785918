import { type PlanId, type PlanStep, type StepId, type TechniqueId, restStep, stepsOf, techniquesOf } from './plan.ts';
import { type Form, isTimed, stepMs } from './step.ts';

export type Interrupter = 'call' | 'phone-system' | 'another-pause' | 'logged-out' | 'lead' | 'time';

export type Result =
  | { readonly kind: 'completed' }
  | { readonly kind: 'stopped-early'; readonly step: StepId }
  | { readonly kind: 'interrupted'; readonly by: Interrupter; readonly step: StepId };

export type Phase =
  | { readonly kind: 'running'; readonly step: StepId; readonly sinceAt: number }
  | { readonly kind: 'paused'; readonly step: StepId; readonly elapsedMs: number }
  /** Every step is behind; the agent has not gone back on the line yet. */
  | { readonly kind: 'ready'; readonly sinceAt: number }
  | { readonly kind: 'ended'; readonly result: Result; readonly at: number };

/** Plain data: what JSON brings back goes on where it stopped. What the agent wrote is not in it. */
export interface Reset {
  readonly plan: PlanId;
  readonly form: Form;
  readonly startedAt: number;
  readonly phase: Phase;
  readonly chosen: Readonly<Partial<Record<StepId, readonly string[]>>>;
  readonly skipped: readonly TechniqueId[];
  /** Parts that are not for this person: not shown, and not missed. */
  readonly leftOut: readonly TechniqueId[];
  /** Minutes added at the end. */
  readonly moreMinutes: number;
}

export type Input =
  | { readonly kind: 'next' | 'back' | 'skip-part' | 'pause' | 'resume' | 'stop' | 'one-more-minute' | 'tick' }
  | { readonly kind: 'choose'; readonly choice: string }
  /** Only where the length is asked for. */
  | { readonly kind: 'lengthen'; readonly form: Form }
  | { readonly kind: 'leave-out' }
  /** Undoes it, and begins the part again. */
  | { readonly kind: 'take-in'; readonly part: TechniqueId }
  | { readonly kind: 'interrupted'; readonly by: Interrupter }
  /** The browser slept (a closed lid): that time was nobody's. */
  | { readonly kind: 'woke'; readonly asleepMs: number };

/** The steps as the choices made so far have them. */
export const stepsAhead = ({ plan, form, chosen, leftOut }: Reset): readonly PlanStep[] =>
  stepsOf(plan, form).filter(
    ({ part, when }) => !leftOut.includes(part) && (!when || (chosen[when.step as StepId] ?? []).includes(when.choice)),
  );

/** The step that is on, running or paused. */
export const stepOf = (reset: Reset): PlanStep | null => {
  const { phase } = reset;
  if (phase.kind !== 'running' && phase.kind !== 'paused') return null;
  if (phase.step === restStep.id) return restStep;
  return stepsAhead(reset).find(({ id }) => id === phase.step) ?? null;
};

export const elapsedMs = ({ phase }: Reset, now: number): number =>
  phase.kind === 'running' ? Math.max(0, now - phase.sinceAt) : phase.kind === 'paused' ? phase.elapsedMs : 0;

export const durationMs = ({ form, moreMinutes }: Reset, step: PlanStep): number =>
  stepMs(step, form) * (step.id === restStep.id ? Math.max(1, moreMinutes) : 1);

const goTo = (reset: Reset, step: PlanStep | undefined, now: number): Reset => ({
  ...reset,
  phase: step ? { kind: 'running', step: step.id, sinceAt: now } : { kind: 'ready', sinceAt: now },
});

const end = (reset: Reset, result: Result, at: number): Reset => ({ ...reset, phase: { kind: 'ended', result, at } });

/** What an earlier time left: answers that stand again until changed, and parts that are not for this person. */
export interface Before {
  readonly chosen?: Reset['chosen'];
  readonly notForMe?: readonly TechniqueId[];
}

export const startReset = (plan: PlanId, form: Form, now: number, { chosen = {}, notForMe = [] }: Before = {}): Reset => {
  // Whoever asks for nothing but what is not for them has thought again.
  const asked = techniquesOf(plan).every(({ id }) => notForMe.includes(id));
  const reset: Reset = {
    plan,
    form,
    startedAt: now,
    phase: { kind: 'ready', sinceAt: now },
    chosen,
    skipped: [],
    leftOut: asked ? [] : notForMe,
    moreMinutes: 0,
  };
  return goTo(reset, stepsAhead(reset)[0], now);
};

const choose = (reset: Reset, step: PlanStep, choice: string): Reset => {
  const { doing } = step;
  if (doing.kind !== 'ask' || !doing.choices.includes(choice)) return reset;
  const before = reset.chosen[step.id] ?? [];
  const without = before.filter((c) => c !== choice && c !== doing.alone);
  const after = doing.many && before.includes(choice) ? without : [...(!doing.many || choice === doing.alone ? [] : without), choice];
  return { ...reset, chosen: { ...reset.chosen, [step.id]: after } };
};

/** Lets the clock end what it ends, and carries over what is left of the time. */
const tick = (reset: Reset, now: number): Reset => {
  const step = stepOf(reset);
  if (reset.phase.kind !== 'running' || !step || !isTimed(step)) return reset;
  const endsAt = reset.phase.sinceAt + durationMs(reset, step);
  return now < endsAt ? reset : tick(goTo(reset, following(reset, step), endsAt), now);
};

const following = (reset: Reset, step: PlanStep, past: (other: PlanStep) => boolean = () => true): PlanStep | undefined => {
  const steps = stepsAhead(reset);
  const index = steps.findIndex(({ id }) => id === step.id);
  return index < 0 ? undefined : steps.slice(index + 1).find(past);
};

const onStep = (reset: Reset, step: PlanStep, input: Input, now: number): Reset => {
  switch (input.kind) {
    case 'next':
      return goTo(reset, following(reset, step), now);
    case 'back': {
      const steps = stepsAhead(reset);
      const index = step.id === restStep.id ? steps.length : steps.findIndex(({ id }) => id === step.id);
      return index > 0 ? goTo(reset, steps[index - 1], now) : reset;
    }
    case 'skip-part':
      return goTo(
        { ...reset, skipped: reset.skipped.includes(step.part) ? reset.skipped : [...reset.skipped, step.part] },
        following(reset, step, ({ part }) => part !== step.part),
        now,
      );
    case 'leave-out':
      return goTo(
        { ...reset, leftOut: [...reset.leftOut, step.part] },
        following(reset, step, ({ part }) => part !== step.part),
        now,
      );
    case 'choose':
      return choose(reset, step, input.choice);
    case 'lengthen':
      return step.doing.kind === 'ask' && step.doing.lengths ? { ...reset, form: input.form } : reset;
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
      // Away from the desk the clock goes on: there, a sleeping screen is as it should be.
      if (reset.phase.kind === 'paused' || step.doing.kind === 'walk') return reset;
      return { ...reset, phase: { kind: 'running', step: step.id, sinceAt: now - Math.max(0, elapsedMs(reset, now) - input.asleepMs) } };
    case 'stop':
      return end(reset, step.id === restStep.id ? { kind: 'completed' } : { kind: 'stopped-early', step: step.id }, now);
    case 'take-in':
      return reset;
    case 'interrupted':
      return end(
        reset,
        step.id === restStep.id ? { kind: 'completed' } : { kind: 'interrupted', by: input.by, step: step.id },
        now,
      );
  }
};

const onReady = (reset: Reset, input: Input, now: number): Reset => {
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

/** Somebody else ended it: the agent may go on where it was. */
const takeUpAgain = (reset: Reset, result: Result, now: number): Reset =>
  result.kind === 'interrupted' ? { ...reset, phase: { kind: 'running', step: result.step, sinceAt: now } } : reset;

const takeIn = (reset: Reset, part: TechniqueId, now: number): Reset => {
  if (!reset.leftOut.includes(part)) return reset;
  const whole = { ...reset, leftOut: reset.leftOut.filter((other) => other !== part) };
  return goTo(whole, stepsAhead(whole).find((step) => step.part === part), now);
};

/** What does not fit the moment changes nothing: the very same reset comes back. `now` may run backwards. */
export const advance = (reset: Reset, input: Input, now: number): Reset => {
  const { phase } = reset;
  if (phase.kind === 'ended') return input.kind === 'resume' ? takeUpAgain(reset, phase.result, now) : reset;
  if (input.kind === 'take-in') return takeIn(reset, input.part, now);
  if (phase.kind === 'ready') return onReady(reset, input, now);
  const step = stepOf(reset);
  // A step that a changed choice took away: what came after it is next.
  if (!step) return goTo(reset, undefined, now);
  return onStep(reset, step, input, now);
};
