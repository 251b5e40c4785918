/**
 * Measures how many phone events a second the floor makes durable (read, decided upon and written with all effects, many to
 * a transaction), beside bare inserts of the same events, as many to a transaction, into a table like the log's.
 */
import type { PhoneEvent } from '@onhook/core/call';
import { asId, type CentreId } from '@onhook/core/ids';
import { defaultPolicy } from '@onhook/core/floor';
import { createCentre, uniformPlan } from '@onhook/floor-sim';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createCentreDay } from '../packages/server/src/centre/centre-day.ts';
import { CentreRuntime } from '../packages/server/src/centre/runtime.ts';
import { createMetrics } from '../packages/server/src/platform/metrics/metrics.ts';
import { addCentre } from '../packages/server/src/platform/organisation/index.ts';
import { json, openStore, type Store } from '../packages/server/src/platform/store/index.ts';
import { median, quick, report } from './support/figures.ts';
import { benchSource, createObedientPhones, type Seat } from './support/obedient-phones.ts';
import { seatAgents } from './support/people.ts';
import { withStoreConfig } from './support/stores.ts';
import { schema } from '../packages/server/src/features/schema.ts';

const centre = asId<CentreId>('bench');
const opensAt = Date.UTC(2026, 2, 3);
const plan = uniformPlan({ opensAt, agents: 400, queues: 10, source: benchSource });
const seats: Seat[] = plan.agents.map(({ line, name, queues }) => ({ line, name, queues }));
/** Events in one read of a socket, as a connector delivers them. */
const eventsAHearing = 10;
/** Events that the floor takes into one transaction. */
const eventsATransaction = 2000;
const rounds = quick ? 3 : 7;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

const perSecond = async (events: number, work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return events / ((performance.now() - began) / 1000);
};

const insertBare = async (store: Store, events: readonly PhoneEvent[]): Promise<void> => {
  for (const batch of chunks(events, eventsATransaction)) {
    const rows = json(batch.map((event) => ({ ...event, body: event })));
    // The fastest insert found: rows as separate parameters take half as long again.
    await store.db.transaction().execute((trx) =>
      sql`insert into bare_event (centre, source, id, at, received_at, kind, body)
          select ${centre}, source, id, at, "receivedAt", kind, body
          from json_to_recordset(${rows}::json)
          as e (source text, id text, at bigint, "receivedAt" bigint, kind text, body jsonb)`.execute(trx),
    );
  }
};

const measure = (kind: 'embedded' | 'postgres', eventsARound: number): Promise<void> =>
  withStoreConfig(kind, async (config) => {
    const store = await openStore(config, schema, { centre });
    await addCentre(store.db, { centre, name: 'Bench', timezone: 'UTC', policy: '{}', created_at: opensAt });
    await seatAgents(store, centre, seats, opensAt);
    // The baseline has no row security, so the ratio contains its cost.
    await store.asOwner(async (owner) => {
      await sql`create table bare_event (like event_log including all)`.execute(owner);
      await sql`grant all on bare_event to public`.execute(owner);
    });

    const sim = createCentre(plan, 7);
    let now = opensAt;
    const clock = { now: () => now };
    const phones = createObedientPhones(seats, clock);
    const runtime = new CentreRuntime({
      centre,
      policy: defaultPolicy,
      day: createCentreDay('UTC'),
      clock,
      ownerClock: { now: () => Date.now() },
      store,
      phones: [phones],
      log: pino({ level: 'error' }, pino.destination(2)),
      metrics: createMetrics(),
      pastEventId: () => null,
      publish: () => {},
      onLeaseLost: () => process.exit(70),
    });
    await runtime.start();

    const nextEvents = (count: number): PhoneEvent[] => {
      const events: PhoneEvent[] = [];
      for (let at = now; events.length < count; at += 1000) events.push(...sim.advance(at));
      return events;
    };
    const throughTheFloor = async (events: readonly PhoneEvent[]): Promise<void> => {
      const kept = chunks(events, eventsAHearing).map((batch) => {
        now = Math.max(now, batch.at(-1)?.at ?? now);
        return runtime.ingest(batch);
      });
      await Promise.all(kept);
    };

    const values: number[] = [];
    const baselines: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const events = nextEvents(eventsARound);
      const value = await perSecond(events.length, () => throughTheFloor(events));
      const baseline = await perSecond(events.length, () => insertBare(store, events));
      // The first round warms up and logs the agents in.
      if (round === 0) continue;
      values.push(value);
      baselines.push(baseline);
    }
    await runtime.stop();
    await store.close();
    report({
      name: `durable: events kept, ${kind === 'embedded' ? 'embedded' : 'PostgreSQL'}`,
      value: median(values),
      unit: '/s',
      baseline: median(baselines),
      target: 'ratio at least 0.7',
      note: `${rounds} rounds of ${eventsARound.toLocaleString('en')}; baseline: bare inserts, ${eventsATransaction} a transaction`,
    });
  });

await measure('embedded', quick ? 4000 : 10_000);
await measure('postgres', quick ? 4000 : 20_000);
