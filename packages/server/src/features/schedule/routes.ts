import { readExceptions } from '@onhook/contract';
import { exceptionsCalendar, exceptionsCsv, type ScheduleException } from '@onhook/core/schedule';
import type { AppContext } from '../../context.ts';
import { type Doors, serveOnRecord } from '../../platform/http/serve.ts';
import { scheduleOfCentre } from '../../platform/access/index.ts';
import { giftsBetween } from '../debrief/index.ts';
import { namesOf } from '../../platform/organisation/index.ts';

const hourMs = 3_600_000;
const latestAt = 8_000_000_000_000_000;
const types = { csv: 'text/csv; charset=utf-8', ics: 'text/calendar; charset=utf-8' } as const;

export const scheduleApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, day, config } = context;
  const { centre } = config.centre;
  serveOnRecord(doors, context, readExceptions, scheduleOfCentre, async (_scheduler, { query, http, onRecord }) => {
    const now = clock.now();
    const fromAt = day.dayStartOf(Math.min(Number(query.at ?? now), latestAt));
    const gifts = await giftsBetween(store.db, centre, fromAt, day.dayStartOf(fromAt + 36 * hourMs));
    const names = await namesOf(store.db, centre, [...new Set(gifts.map(({ person }) => person))]);
    const exceptions = gifts.flatMap((gift): ScheduleException[] => {
      const untilAt = Math.min(gift.until_at, gift.closed_at ?? Infinity, gift.taken_back_at ?? Infinity);
      const { gift: id, person, kind: code, from_at: from } = gift;
      return untilAt > from ? [{ id, person, name: names.get(person) ?? '', fromAt: from, untilAt, code }] : [];
    });
    const recorded = await onRecord(exceptions.map(({ person }) => person));
    http.type(types[query.as]).header('content-disposition', `attachment; filename="exceptions.${query.as}"`);
    return { reply: query.as === 'csv' ? exceptionsCsv(exceptions) : exceptionsCalendar(exceptions, now), recorded };
  });
};
