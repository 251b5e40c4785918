import type { AppContext } from '../../context.ts';
import { deleteExpired, retain } from '../../features/my-data/retention.ts';
import { tellCustomers } from '../../features/incidents/tell-customers.ts';

const hourMs = 3_600_000;
const lookAgainMs = 60_000;
const dayMs = 24 * hourMs;

/** Work that no tick waits for, at most once an hour, on the process that owns the floor. */
export const startJobs = (context: AppContext): { stop(): void } => {
  const timer = setInterval(() => {
    if (context.runtime.status !== 'running') return;
    deleteExpired(context)
      .then(() => context.store.tidy())
      .catch((error: unknown) => context.log.warn({ err: error }, 'expired rows could not be deleted'));
  }, hourMs);
  timer.unref();
  let retainedAt = 0;
  const retaining = setInterval(() => {
    const now = context.clock.now();
    if (context.runtime.status !== 'running' || now < retainedAt + dayMs) return;
    retainedAt = now;
    retain(context).catch((error: unknown) => context.log.warn({ err: error }, 'retention failed'));
  }, hourMs);
  retaining.unref();
  // Another process, or an administrator elsewhere, may have written to a shared database.
  const looking = setInterval(() => {
    if (context.runtime.status !== 'running' || context.store.kind !== 'postgres') return;
    context.peopleChanged(false).catch((error: unknown) => context.log.warn({ err: error }, 'people could not be read again'));
  }, lookAgainMs);
  looking.unref();
  const telling = setInterval(() => {
    if (context.runtime.status !== 'running') return;
    tellCustomers(context).catch((error: unknown) => context.log.warn({ err: error }, 'word of a customer could not be sent'));
  }, lookAgainMs);
  telling.unref();
  // A board that a stand-in has open ends with the standing in, and is opened anew by those who then may.
  const standIns = setInterval(() => {
    const at = context.standInsChangeAt();
    if (context.runtime.status !== 'running' || at === null || context.clock.now() < at) return;
    context.peopleChanged().catch((error: unknown) => context.log.warn({ err: error }, 'people could not be read again'));
  }, 1000);
  standIns.unref();
  return {
    stop: () => {
      clearInterval(timer);
      clearInterval(retaining);
      clearInterval(looking);
      clearInterval(telling);
      clearInterval(standIns);
    },
  };
};
