import { mkdirSync } from 'node:fs';
import { asId, type CentreId, type SourceId } from '@onhook/core/ids';
import { adapters } from '@onhook/phones/adapters';
import type { Clock, PhoneSystem } from '@onhook/phones/port';
import { pino, type Logger } from 'pino';
import { createCentreDay, type CentreDay } from './centre/centre-day.ts';
import { CentreRuntime } from './centre/runtime.ts';
import { features } from './features/index.ts';
import { schema } from './features/schema.ts';
import { createSignIn, type SignIn } from './features/sign-in/sign-in.ts';
import { recordPolicyChange } from './platform/audit/index.ts';
import { createBus, type Bus, type ServerEvents } from './platform/bus/index.ts';
import type { Config, Secrets } from './platform/config/index.ts';
import type { RunningFeature } from './platform/http/feature.ts';
import { createScheduler, type Scheduler } from './platform/jobs/scheduler.ts';
import { LiveHub } from './platform/live/hub.ts';
import { createMetrics, type Metrics } from './platform/metrics/metrics.ts';
import { addCentre, createPeopleChanges } from './platform/organisation/index.ts';
import { monthKeysFromSecret, monthKeysIn, PastDays, type MonthKeys } from './platform/past-days/index.ts';
import { openStore, type Store } from './platform/store/index.ts';

/** The services that features choose from; each names those it needs in the type of its `deps`. */
interface Services {
  /** The key of this server's centre. */
  readonly centre: CentreId;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly bus: Bus<ServerEvents>;
  readonly jobs: Scheduler;
  readonly pastDays: PastDays;
  readonly phones: readonly PhoneSystem[];
  readonly runtime: CentreRuntime;
  readonly live: LiveHub;
  readonly signIn: SignIn;
  /** Reads people again after a change in the store; not `sure`: another process may have changed them. */
  readonly peopleChanged: (sure?: boolean) => Promise<void>;
}

/** A whole server, put together here and nowhere else. */
export interface AppContext extends Services {
  readonly features: readonly RunningFeature[];
  /** The next time at which a stand-in begins or ends; null: none is to come. */
  readonly standInsChangeAt: () => number | null;
  stop(): Promise<void>;
}

export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Phone systems to use instead of those configured. */
  readonly phones?: readonly PhoneSystem[];
  readonly onFirstStart?: () => void;
  readonly lost?: () => void;
}

const connectPhones = (config: Config, secrets: Secrets, clock: Clock): readonly PhoneSystem[] =>
  adapters.flatMap((adapter) => {
    const settings = config.phones[adapter.kind];
    if (settings === undefined) return [];
    const parts = { source: asId<SourceId>(adapter.kind), clock, customerKey: secrets.customerKey, callers: config.callers };
    return [adapter.create({ ...settings, ...secrets.phones[adapter.kind] }, parts)];
  });

/** The keys of past days: in a file of the data folder, or for servers that share a database derived from the secret that they share. */
export const monthKeysOf = ({ store, dataFolder }: Pick<Config, 'store' | 'dataFolder'>, { customerKey }: Pick<Secrets, 'customerKey'>): MonthKeys =>
  store.kind === 'postgres' ? monthKeysFromSecret(customerKey, monthKeysIn(dataFolder)) : monthKeysIn(dataFolder);

/**
 * Opens the store, connects the phone systems, starts the features and runs the floor, if no other process does.
 *
 * @throws StoreLocked, StoreTooNew, StoreFull, StoreUnavailable, OtherMonthKey
 */
export const createContext = async (config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<AppContext> => {
  const realClock: Clock = { now: () => Date.now() };
  const clock = overrides.clock ?? realClock;
  const log = overrides.log ?? pino({ level: config.logLevel });
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const store = await openStore(config.store, schema, { centre: config.centre.centre, ...(overrides.onFirstStart && { onFirstStart: overrides.onFirstStart }) });
  const { centre, name, timezone } = config.centre;
  await addCentre(store.db, { centre, name, timezone, policy: '{}', created_at: clock.now() });
  await recordPolicyChange(store.db, centre, config, clock.now());
  const metrics = createMetrics();
  const day = createCentreDay(timezone);
  const pastDays = new PastDays({ centre, keys: monthKeysOf(config, secrets), monthOf: day.monthOf, dayStartOf: day.dayStartOf, now: () => clock.now() });
  try {
    await pastDays.keyAt(store.db, clock.now());
  } catch (error) {
    await store.close();
    throw error;
  }
  const bus = createBus<ServerEvents>(log);
  const phones = overrides.phones ?? connectPhones(config, secrets, clock);
  const runtime = new CentreRuntime({
    centre,
    policy: config.policy,
    day,
    clock,
    ownerClock: realClock,
    store,
    phones,
    log,
    metrics,
    pastEventId: (event) => pastDays.eventId(event),
    publish: (changed) => bus.publish('floor-changed', changed),
    onLeaseLost: () => overrides.lost?.(),
  });
  const people = createPeopleChanges({ bus, centre, clock, store });
  bus.subscribe('people-changed', () => runtime.peopleChanged());
  const services: Services = {
    centre,
    config,
    secrets,
    clock,
    day,
    log,
    metrics,
    store,
    bus,
    jobs: createScheduler(clock, log),
    pastDays,
    phones,
    runtime,
    live: new LiveHub(bus),
    signIn: createSignIn(store, centre, clock, timezone),
    peopleChanged: people.changed,
  };
  const running = features.map(({ start }) => start(services));
  await people.changed(false);
  try {
    await runtime.start();
  } catch (error) {
    services.jobs.stop();
    services.live.stop();
    await store.close();
    throw error;
  }
  return {
    ...services,
    features: running,
    standInsChangeAt: people.standInsChangeAt,
    stop: async () => {
      services.jobs.stop();
      services.live.stop();
      await runtime.stop();
      await store.close();
    },
  };
};
