import type { CentrePolicyView } from '@onhook/contract';
import { defaultDebriefPolicy } from '@onhook/core/debrief';
import { callStep, leastPeople } from '@onhook/core/figures';
import { defaultPolicy } from '@onhook/core/floor';
import { isDeepStrictEqual } from 'node:util';
import { defaultLogDays, keptByDefault, type Config } from '../../platform/config/index.ts';

type PolicyConfig = Pick<Config, 'policy' | 'debrief' | 'keepDays' | 'logDays'>;

/** @param setting name of the environment variable; null when the value cannot be configured */
const policyValue = <Value>(setting: string | null, value: Value, defaultValue: unknown): { setting: string | null; isDefault: boolean; value: Value } => ({
  setting,
  isDefault: isDeepStrictEqual(value, defaultValue),
  value,
});

const secondsByQueue = (seconds: Readonly<Record<string, number>>) => Object.entries(seconds).map(([queue, perCall]) => ({ queue, seconds: perCall }));

/** Presents the centre's policy, each value with the setting that it comes from. */
export const presentPolicy = ({ policy, debrief, keepDays, logDays }: PolicyConfig): CentrePolicyView => ({
  guaranteedMs: policyValue('ONHOOK_GUARANTEED_MINUTES', policy.guaranteedMs, defaultPolicy.guaranteedMs),
  moreMs: policyValue('ONHOOK_MORE_MINUTES', policy.moreMs, defaultPolicy.moreMs),
  extendMs: policyValue('ONHOOK_EXTEND_MINUTES', policy.extendMs, defaultPolicy.extendMs),
  payBackMaxMs: policyValue(null, policy.payBackMaxMs, defaultPolicy.payBackMaxMs),
  hardLevel: policyValue('ONHOOK_HARD_LEVEL', policy.hardLevel, defaultPolicy.hardLevel),
  usualTalkSeconds: policyValue('ONHOOK_USUAL_SECONDS', secondsByQueue(policy.priorTalkSeconds), secondsByQueue(defaultPolicy.priorTalkSeconds)),
  hardCodes: policyValue('ONHOOK_HARD_CODES', [...policy.hardCodes], []),
  targetSeconds: policyValue('ONHOOK_TARGET_SECONDS', policy.targetSeconds, defaultPolicy.targetSeconds),
  answerWithinMs: policyValue('ONHOOK_ANSWER_MINUTES', debrief.answerWithinMs, defaultDebriefPolicy.answerWithinMs),
  spaceByItselfMs: policyValue('ONHOOK_SPACE_MINUTES', debrief.spaceByItselfMs, defaultDebriefPolicy.spaceByItselfMs),
  keptDays: policyValue(
    'ONHOOK_KEEP_DAYS',
    Object.entries(keepDays).map(([kind, days]) => ({ kind, days })),
    Object.entries(keptByDefault).map(([kind, days]) => ({ kind, days })),
  ),
  logDays: policyValue('ONHOOK_LOG_DAYS', logDays, defaultLogDays),
  leastPeople: policyValue(null, leastPeople, leastPeople),
  callStep: policyValue(null, callStep, callStep),
});
