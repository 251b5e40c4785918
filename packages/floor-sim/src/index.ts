export { type Centre, createCentre, type LineOutcome } from './centre.ts';
export { defaultPlan, type DefaultPlanOptions } from './default-plan.ts';
export type { EndCallOutcome, HardCall, HardCallOutcome } from './director.ts';
export { figuresOf, type FloorFigures } from './figures.ts';
export type { AgentPlan, OwnBreak, Plan, QueuePlan } from './plan.ts';
export { uniformPlan, type UniformPlanOptions } from './uniform-plan.ts';
