import type { CentrePolicyView } from '@onhook/contract';
import { defaultDebriefPolicy } from '@onhook/core/debrief';
import { callStep, leastPeople } from '@onhook/core/figures';
import { defaultPolicy } from '@onhook/core/floor';
import { isDeepStrictEqual } from 'node:util';
import { defaultLogDays, keptByDefault, type Config } from '../../platform/config/index.ts';

type Decisions = Pick<Config, 'policy' | 'debrief' | 'keepDays' | 'logDays'>;

const decided = <Value>(setting: string | null, value: Value, usual: unknown): { setting: string | null; isDefault: boolean; value: Value } => ({
  setting,
  isDefault: isDeepStrictEqual(value, usual),
  value,
});

const secondsByQueue = (seconds: Readonly<Record<string, number>>) => Object.entries(seconds).map(([queue, each]) => ({ queue, seconds: each }));

/** Presents the decisions that the server runs with, each with the setting that it comes from. */
export const presentPolicy = ({ policy, debrief, keepDays, logDays }: Decisions): CentrePolicyView => ({
  guaranteedMs: decided('ONHOOK_GUARANTEED_MINUTES', policy.guaranteedMs, defaultPolicy.guaranteedMs),
  moreMs: decided('ONHOOK_MORE_MINUTES', policy.moreMs, defaultPolicy.moreMs),
  extendMs: decided('ONHOOK_EXTEND_MINUTES', policy.extendMs, defaultPolicy.extendMs),
  payBackMaxMs: decided(null, policy.payBackMaxMs, defaultPolicy.payBackMaxMs),
  hardLevel: decided('ONHOOK_HARD_LEVEL', policy.hardLevel, defaultPolicy.hardLevel),
  usualTalkSeconds: decided('ONHOOK_USUAL_SECONDS', secondsByQueue(policy.priorTalkSeconds), secondsByQueue(defaultPolicy.priorTalkSeconds)),
  hardCodes: decided('ONHOOK_HARD_CODES', [...policy.hardCodes], []),
  targetSeconds: decided('ONHOOK_TARGET_SECONDS', policy.targetSeconds, defaultPolicy.targetSeconds),
  answerWithinMs: decided('ONHOOK_ANSWER_MINUTES', debrief.answerWithinMs, defaultDebriefPolicy.answerWithinMs),
  spaceByItselfMs: decided('ONHOOK_SPACE_MINUTES', debrief.spaceByItselfMs, defaultDebriefPolicy.spaceByItselfMs),
  keptDays: decided(
    'ONHOOK_KEEP_DAYS',
    Object.entries(keepDays).map(([kind, days]) => ({ kind, days })),
    Object.entries(keptByDefault).map(([kind, days]) => ({ kind, days })),
  ),
  logDays: decided('ONHOOK_LOG_DAYS', logDays, defaultLogDays),
  leastPeople: decided(null, leastPeople, leastPeople),
  callStep: decided(null, callStep, callStep),
});
