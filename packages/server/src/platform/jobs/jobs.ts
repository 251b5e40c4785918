import type { AppContext } from '../../context.ts';
import { stateVersion } from '../../centre/load.ts';
import { retain } from '../../features/my-data/retention.ts';
import { tellCustomers } from '../../features/incidents/tell-customers.ts';
import { forgetAttempts } from '../../features/sign-in/queries/attempts.ts';
import { forgetEvents } from '../../centre/queries/event-log.ts';
import { forgetFrameCodes } from '../../features/sign-in/queries/frame-codes.ts';
import { forgetLinks } from '../../features/sign-in/queries/links.ts';
import { forgetRequests } from '../../features/debrief/queries.ts';
import { forgetSessions } from '../../features/sign-in/queries/sessions.ts';
import { readSnapshot } from '../../centre/queries/snapshots.ts';

const hourMs = 3_600_000;
const lookAgainMs = 60_000;
const dayMs = 24 * hourMs;

/** Lets go of what has had its time: the event log past its days, links and sessions long expired. */
const tidyStore = async ({ store, clock, config }: AppContext): Promise<void> => {
  const { centre } = config.centre;
  const now = clock.now();
  const snapshot = await readSnapshot(store.db, centre, stateVersion);
  await store.db.transaction().execute(async (trx) => {
    if (snapshot) await forgetEvents(trx, centre, now - config.logDays * dayMs, snapshot.up_to_seq);
    await forgetLinks(trx, centre, now - dayMs);
    await forgetFrameCodes(trx, centre, now - dayMs);
    await forgetAttempts(trx, centre, now - dayMs);
    await forgetSessions(trx, centre, now - dayMs);
    // What was sealed with it goes then, too.
    await forgetRequests(trx, centre, now - config.keepDays.shares * dayMs);
  });
  await store.tidy();
};

/** Work that no tick waits for, at most once an hour, on the process that owns the floor. */
export const startJobs = (context: AppContext): { stop(): void } => {
  const timer = setInterval(() => {
    if (context.floor.state !== 'running') return;
    tidyStore(context).catch((error: unknown) => context.log.warn({ err: error }, 'tidying the store failed'));
  }, hourMs);
  timer.unref();
  let retainedAt = 0;
  const retaining = setInterval(() => {
    const now = context.clock.now();
    if (context.floor.state !== 'running' || now < retainedAt + dayMs) return;
    retainedAt = now;
    retain(context).catch((error: unknown) => context.log.warn({ err: error }, 'letting go of what had its time failed'));
  }, hourMs);
  retaining.unref();
  // Another process, or an administrator elsewhere, may have written to a shared database.
  const looking = setInterval(() => {
    if (context.floor.state !== 'running' || context.store.kind !== 'postgres') return;
    context.peopleChanged(false).catch((error: unknown) => context.log.warn({ err: error }, 'people could not be read again'));
  }, lookAgainMs);
  looking.unref();
  const telling = setInterval(() => {
    if (context.floor.state !== 'running') return;
    tellCustomers(context).catch((error: unknown) => context.log.warn({ err: error }, 'word of a customer could not be sent'));
  }, lookAgainMs);
  telling.unref();
  // A board that a stand-in has open ends with the standing in, and is opened anew by those who then may.
  const standIns = setInterval(() => {
    const at = context.standInsChangeAt();
    if (context.floor.state !== 'running' || at === null || context.clock.now() < at) return;
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
