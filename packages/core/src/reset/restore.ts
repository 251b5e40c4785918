import { type Reset, stepOf } from './machine.ts';
import { isPlan } from './plan.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const areStrings = (value: unknown): boolean => Array.isArray(value) && value.every((v) => typeof v === 'string');
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * Checks a value that was parsed from JSON.
 *
 * @returns the reset, or null when the value is none that this version knows
 */
export const restoreReset = (value: unknown): Reset | null => {
  if (!isRecord(value) || typeof value['plan'] !== 'string' || !isPlan(value['plan'])) return null;
  const { form, startedAt, phase, chosen, skipped, leftOut = [], moreMinutes } = value;
  if (form !== 'short' && form !== 'long' && form !== 'longest') return null;
  if (!isNumber(startedAt) || !isNumber(moreMinutes) || !areStrings(skipped) || !areStrings(leftOut)) return null;
  if (!isRecord(chosen) || !Object.values(chosen).every(areStrings)) return null;
  if (!isRecord(phase)) return null;
  const times = { running: 'sinceAt', paused: 'elapsedMs', ready: 'sinceAt', ended: 'at' } as const;
  const kind = phase['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(times, kind) || !isNumber(phase[times[kind as keyof typeof times]])) return null;
  if (kind === 'ended' && !isRecord(phase['result'])) return null;
  const reset = { ...value, leftOut } as unknown as Reset;
  return kind === 'ready' || kind === 'ended' || stepOf(reset) ? reset : null;
};
