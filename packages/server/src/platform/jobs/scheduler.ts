import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';

/** Interval scheduler; the server has a single one. */
export interface Scheduler {
  /**
   * Runs `work` every `ms` milliseconds, by the context's clock or by real time, whichever passes first. A run that fails is logged by
   * the job's name; a run that lasts longer than its interval is not started a second time meanwhile.
   *
   * @returns a function that ends this job
   *
   * @example
   * scheduler.every('hand requests on', 2000, () => debriefs.sweep());
   */
  every(name: string, ms: number, work: () => unknown): () => void;
  /** Runs the jobs that are due and resolves when every run has ended; for a clock that is moved by hand. */
  runDue(): Promise<void>;
  /** Ends every job. A run in progress goes on to its end. */
  stop(): void;
}

interface Job {
  readonly name: string;
  readonly ms: number;
  readonly work: () => unknown;
  /** Run in progress; null when there is none. */
  running: Promise<void> | null;
  lastRunAt: number;
  lastRunRealMs: number;
}

/** Time between two looks for due jobs, in milliseconds. A job starts late by this much at most. */
const beatMs = 250;

/**
 * Makes a scheduler and lets it run.
 *
 * @param clock the context's clock; a test moves it
 */
export const createScheduler = (clock: Clock, log: Pick<Logger, 'warn'>): Scheduler => {
  const jobs = new Set<Job>();
  const isDue = (job: Job, now: number, realMs: number): boolean => {
    // A clock that was set back must not silence a job.
    if (now < job.lastRunAt) job.lastRunAt = now;
    return now - job.lastRunAt >= job.ms || realMs - job.lastRunRealMs >= job.ms;
  };
  const run = async (job: Job): Promise<void> => {
    try {
      await (async () => job.work())();
    } catch (error) {
      log.warn({ err: error, job: job.name }, 'a job failed');
    } finally {
      job.running = null;
    }
  };
  const startDue = (): void => {
    const now = clock.now();
    const realMs = performance.now();
    for (const job of jobs) {
      if (job.running || !isDue(job, now, realMs)) continue;
      job.lastRunAt = now;
      job.lastRunRealMs = realMs;
      job.running = run(job);
    }
  };
  const timer = setInterval(startDue, beatMs);
  timer.unref();
  return {
    every: (name, ms, work) => {
      const job: Job = { name, ms, work, running: null, lastRunAt: clock.now(), lastRunRealMs: performance.now() };
      jobs.add(job);
      return () => void jobs.delete(job);
    },
    runDue: async () => {
      startDue();
      await Promise.all([...jobs].map((job) => job.running));
    },
    stop: () => {
      clearInterval(timer);
      jobs.clear();
    },
  };
};
