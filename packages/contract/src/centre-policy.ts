import { z } from 'zod';
import { route } from './route.ts';

const setting = z.object({
  /** Name of the setting of the server that decides it; null: fixed in the program. */
  setting: z.string().nullable(),
  /** True when the value is the one of a centre that sets nothing. */
  isDefault: z.boolean(),
});

/** Decisions of the centre, as the server runs with them. Times are milliseconds. */
export const centrePolicyView = z.object({
  guaranteedMs: setting.extend({ value: z.int() }),
  moreMs: setting.extend({ value: z.int() }),
  extendMs: setting.extend({ value: z.int() }),
  payBackMaxMs: setting.extend({ value: z.int() }),
  hardLevel: setting.extend({ value: z.union([z.literal(2), z.literal(3)]) }),
  /** Usual talk time by queue until a queue has enough calls of its own; '' is every other queue. */
  usualTalkSeconds: setting.extend({ value: z.array(z.object({ queue: z.string(), seconds: z.number() })) }),
  hardCodes: setting.extend({ value: z.array(z.string()) }),
  targetSeconds: setting.extend({ value: z.int() }),
  answerWithinMs: setting.extend({ value: z.int() }),
  spaceByItselfMs: setting.extend({ value: z.int() }),
  keptDays: setting.extend({ value: z.array(z.object({ kind: z.string(), days: z.int() })) }),
  logDays: setting.extend({ value: z.int() }),
  /** Fewest people whose work a figure about a group is made of. */
  leastPeople: setting.extend({ value: z.int() }),
  /** Step to which counts of calls are rounded. */
  callStep: setting.extend({ value: z.int() }),
});
export type CentrePolicyView = z.infer<typeof centrePolicyView>;

export const readCentrePolicy = route({
  key: 'GET /api/policy',
  summary: 'The minutes, thresholds and kept periods that the centre has decided, and where each value comes from.',
  reply: centrePolicyView,
  errors: ['not-signed-in', 'not-allowed'],
});
