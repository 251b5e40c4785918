import { readExceptions } from '@onhook/contract';
import type { CentreId } from '@onhook/core/ids';
import { exceptionsCalendar, exceptionsCsv, type ScheduleException } from '@onhook/core/schedule';
import type { Clock } from '@onhook/phones/port';
import type { CentreDay } from '../../centre/centre-day.ts';
import { ofCentre } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { namesOf } from '../../platform/organisation/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { timeGrantsBetween } from '../debrief/index.ts';

export interface ScheduleDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly store: Store;
}

const { auditedRoute } = routesOf<ScheduleDeps>();

const hourMs = 3_600_000;
/** Upper limit of `at`. A few days later is still a valid JavaScript date. */
const maxAt = 8_000_000_000_000_000;
const contentTypes = { csv: 'text/csv; charset=utf-8', ics: 'text/calendar; charset=utf-8' } as const;

export const scheduleRoutes = [
  auditedRoute({
    contract: readExceptions,
    access: {
      about: 'the people who were given time away from their line, and when; never why',
      allow: { analyst: ['centre'], admin: ['centre'] },
      audit: 'schedule-taken',
    },
    resource: ofCentre('schedule'),
    handler: async (_schedule, { query, http, audit, deps: { centre, clock, day, store } }) => {
      const now = clock.now();
      const fromAt = day.dayStartOf(Math.min(Number(query.at ?? now), maxAt));
      // 36 hours after midnight is within the next day even when the clocks change.
      const timeGrants = await timeGrantsBetween(store.db, centre, fromAt, day.dayStartOf(fromAt + 36 * hourMs));
      const names = await namesOf(store.db, centre, [...new Set(timeGrants.map(({ person }) => person))]);
      const exceptions = timeGrants.flatMap((gift): ScheduleException[] => {
        const untilAt = Math.min(gift.until_at, gift.closed_at ?? Infinity, gift.taken_back_at ?? Infinity);
        const { gift: id, person, kind: code, from_at: from } = gift;
        return untilAt > from ? [{ id, person, name: names.get(person) ?? '', fromAt: from, untilAt, code }] : [];
      });
      const recorded = await audit(exceptions.map(({ person }) => person));
      http.type(contentTypes[query.as]).header('content-disposition', `attachment; filename="exceptions.${query.as}"`);
      return { reply: query.as === 'csv' ? exceptionsCsv(exceptions) : exceptionsCalendar(exceptions, now), recorded };
    },
  }),
] as const;
