import type { OwnDayView } from '@onhook/contract';
import { type CallRow, isHardCall } from '../../centre/queries/calls.ts';
import type { RecoveryRow } from '../../centre/queries/recoveries.ts';

interface OwnDayRows {
  /** Ended calls of one agent, newest first. */
  readonly calls: readonly CallRow[];
  /** Recoveries of the same agent, oldest first. */
  readonly recoveries: readonly RecoveryRow[];
}

interface OwnDayContext {
  readonly now: number;
  /** Difficulty from which a call is hard. */
  readonly hardLevel: number;
}

/** Computes start and end of an ended call. Prefers the talk time that the phone system measured to the times at which its events arrived. */
const spanOf = ({ answered_at, ended_at, talk_seconds }: CallRow, now: number): OwnDayView['hardCalls'][number] => {
  const endedAt = ended_at ?? now;
  const startedAt = talk_seconds === null ? (answered_at ?? endedAt) : endedAt - Math.round(talk_seconds * 1000);
  return { startedAt: Math.min(endedAt, Math.max(0, startedAt)), endedAt };
};

/** Presents one agent's day from their own rows. Times are epoch milliseconds. */
export const presentOwnDay = ({ calls, recoveries }: OwnDayRows, { now, hardLevel }: OwnDayContext): OwnDayView => {
  const oldestFirst = calls.toReversed().map((row) => ({ row, span: spanOf(row, now) }));
  const last = oldestFirst.at(-1);
  return {
    serverNow: now,
    firstCallAt: oldestFirst[0]?.span.startedAt ?? null,
    lastCall: last ? { queue: last.row.queue, endedAt: last.span.endedAt, talkMs: last.span.endedAt - last.span.startedAt } : null,
    hardCalls: oldestFirst.filter(({ row }) => isHardCall(row, hardLevel)).map(({ span }) => span),
    keptMinutes: recoveries.flatMap(({ running_since, served_ms, closed_at }) => {
      if (closed_at !== null) return served_ms > 0 ? [{ startedAt: closed_at - served_ms, endedAt: closed_at }] : [];
      return running_since === null ? [] : [{ startedAt: running_since, endedAt: now }];
    }),
  };
};
