import type { AppContext } from './context.ts';
import { closePastDays, pastDayIsDue } from './centre/close-past-days.ts';
import { notifyCustomers } from './features/incidents/notify-customers.ts';
import { deleteExpired, retain } from './features/my-data/retention.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Schedules the work that no feature does by itself. It runs on the process that runs the floor, and no tick waits for it. */
export const scheduleJobs = (context: AppContext): void => {
  const { clock, config, day, runtime, jobs, store } = context;
  const everyMs = (name: string, ms: number, work: () => unknown): void => {
    jobs.every(name, ms, () => (runtime.status === 'running' ? work() : undefined));
  };
  everyMs('delete expired rows', hourMs, async () => {
    await deleteExpired(context);
    await store.tidy();
  });
  let retainedAt = 0;
  everyMs('delete what is past its days', hourMs, () => {
    const now = clock.now();
    if (now < retainedAt + dayMs) return undefined;
    retainedAt = now;
    return retain(context);
  });
  let closedDayAt = 0;
  everyMs('seal past days', minuteMs, async () => {
    const dayStartAt = day.dayStartOf(clock.now());
    if (closedDayAt === dayStartAt || !pastDayIsDue(dayStartAt, clock.now(), config.policy)) return;
    await closePastDays(context);
    closedDayAt = dayStartAt;
    await store.tidy();
  });
  // Another process, or an administrator elsewhere, may have written to a shared database.
  everyMs('read people again', minuteMs, () => (store.kind === 'postgres' ? context.peopleChanged(false) : undefined));
  everyMs('send customer measures', minuteMs, () => notifyCustomers(context));
  // A stand-in's board ends with the standing in; those who may see it then open their own.
  everyMs('begin and end stand-ins', 1000, () => {
    const at = context.standInsChangeAt();
    return at !== null && clock.now() >= at ? context.peopleChanged() : undefined;
  });
};
