import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { version } from '../version.ts';
import { createReadCounts } from './read-counts.ts';

/**
 * Creates the metrics of the server. No label ever holds a person, a line, a caller or a reason, and no metric moves when a person answers an
 * offer, rates a call or does anything else that a wallboard doesn't show.
 */
export const createMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'onhook_http_requests_total',
    help: 'Requests that read, by class of the status; released in hundreds at the end of a minute.',
    labelNames: ['status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'onhook_http_request_seconds',
    help: 'Time to answer the requests of onhook_http_requests_total.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  new Gauge({ name: 'onhook_build_info', help: '1, with the versions of Onhook and Node.', labelNames: ['version', 'node'], registers }).set(
    { version, node: process.versions.node },
    1,
  );
  return {
    registry,
    reads: createReadCounts(({ status, seconds }) => {
      requests.inc({ status });
      requestSeconds.observe(seconds);
    }),
    floorOwner: new Gauge({ name: 'onhook_floor_owner', help: '1 while this process runs the floor; over all servers of a centre the sum is 1.', registers }),
    events: new Counter({ name: 'onhook_phone_events_total', help: 'Phone events taken in, by kind.', labelNames: ['kind'], registers }),
    duplicates: new Counter({ name: 'onhook_phone_event_duplicates_total', help: 'Phone events that were known already.', registers }),
    setAside: new Counter({
      name: 'onhook_phone_events_set_aside_total',
      help: 'Phone events the store cannot hold, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    notices: new Counter({
      name: 'onhook_phone_notices_total',
      help: 'Things an administrator should know of a phone system, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    commands: new Counter({
      name: 'onhook_phone_commands_total',
      help: 'Pauses and resumes sent, by the phone system’s answer.',
      labelNames: ['kind', 'answer'],
      registers,
    }),
    storeFailures: new Counter({ name: 'onhook_store_failures_total', help: 'Writes the store refused.', registers }),
    tickSeconds: new Histogram({
      name: 'onhook_tick_seconds',
      help: 'Time from taking phone events in to their being durable.',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    endingSeconds: new Histogram({
      name: 'onhook_recovery_ending_seconds',
      help: 'From the end of a recovery to the phone system’s lifting of its pause.',
      buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    lateEndings: new Gauge({ name: 'onhook_late_endings', help: 'Pauses of Onhook’s that are still on ten seconds after their end.', registers }),
    feedUp: new Gauge({ name: 'onhook_feed_up', help: '1 while a phone system is connected.', labelNames: ['source'], registers }),
    streams: new Gauge({ name: 'onhook_live_streams', help: 'Browsers listening, rounded up to ten.', registers }),
    retained: new Counter({ name: 'onhook_retention_rows_total', help: 'Rows let go of after their days, by kind.', labelNames: ['kind'], registers }),
    refusals: new Counter({ name: 'onhook_http_refusals_total', help: 'Requests refused, by name of the refusal.', labelNames: ['error'], registers }),
  };
};
export type Metrics = ReturnType<typeof createMetrics>;
