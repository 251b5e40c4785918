export { type Centre, createCentre, type LineOutcome } from './centre.ts';
export { defaultPlan, type DefaultPlanOptions } from './default-plan.ts';
export type { EndCallOutcome, HardCall, HardCallOutcome } from './director.ts';
export { figuresOf, type FloorFigures } from './figures.ts';
export type { AgentPlan, OwnBreak, Plan, QueuePlan } from './plan.ts';
export { planOf, type PlanSize } from './plan-of.ts';
