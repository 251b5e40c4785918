import { mkdirSync } from 'node:fs';
import { asId, type CentreId, type PersonId, type SourceId } from '@onhook/core/ids';
import { adapters } from '@onhook/phones/adapters';
import type { Clock, PhoneSystem } from '@onhook/phones/port';
import { pino, type Logger } from 'pino';
import { noteDecided } from './platform/audit/index.ts';
import { Circles } from './features/circle/service.ts';
import type { Config, Secrets } from './platform/config/index.ts';
import { Debriefs } from './features/debrief/service.ts';
import { createCentreDay, type CentreDay } from './centre/centre-day.ts';
import { CentreRuntime } from './centre/runtime.ts';
import { createMetrics, type Metrics } from './platform/metrics/metrics.ts';
import { LiveHub } from './platform/live/hub.ts';
import { createOidc, type Oidc } from './features/sign-in/oidc/oidc.ts';
import { createProvider } from './features/sign-in/oidc/provider.ts';
import { canHavePasskeys, createPasskeys, type Passkeys } from './features/sign-in/passkeys.ts';
import { createSignIn, type SignIn } from './features/sign-in/sign-in.ts';
import { addCentre, allPeople, allTeams, standInsFrom } from './platform/organisation/index.ts';
import { openStore, type Store } from './platform/store/index.ts';
import { schema } from './features/schema.ts';

/** Everything the server is made of, put together here and nowhere else. */
export interface AppContext {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly day: CentreDay;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly phones: readonly PhoneSystem[];
  readonly runtime: CentreRuntime;
  readonly live: LiveHub;
  readonly circles: Circles;
  readonly debriefs: Debriefs;
  readonly signIn: SignIn;
  /** Null: no provider is configured. */
  readonly oidc: Oidc | null;
  /** Null: browsers make none for the address we are served at. */
  readonly passkeys: Passkeys | null;
  /** People, teams or lines have changed in the store, or (not `sure`) may have. */
  peopleChanged(sure?: boolean): Promise<void>;
  /** When a stand-in begins or ends next, and with it who may what; null: none is to come. */
  standInsChangeAt(): number | null;
  stop(): Promise<void>;
}

export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Phone systems to use instead of those configured. */
  readonly phones?: readonly PhoneSystem[];
  readonly onFirstStart?: () => void;
  readonly panelOpened?: (person: PersonId) => void;
  readonly lost?: () => void;
}

const loadPeople = async (store: Store, centre: CentreId, live: LiveHub, leadsMayHaveChanged: boolean): Promise<void> => {
  const people = await allPeople(store.db, centre);
  const teams = await allTeams(store.db, centre);
  const agents = people.filter((person) => person.active && person.roles.includes('agent'));
  live.setPeople(
    teams.map(({ team, name }) => ({
      team,
      name,
      members: agents.filter((agent) => agent.team === team).map(({ person, name: called }) => ({ person, name: called, team })),
    })),
    new Set(agents.map(({ person }) => person)),
    leadsMayHaveChanged,
  );
};

const connectPhones = (config: Config, secrets: Secrets, clock: Clock): readonly PhoneSystem[] =>
  adapters.flatMap((adapter) => {
    const settings = config.phones[adapter.kind];
    if (settings === undefined) return [];
    const parts = { source: asId<SourceId>(adapter.kind), clock, customerKey: secrets.customerKey };
    return [adapter.create({ ...settings, ...secrets.phones[adapter.kind] }, parts)];
  });

/**
 * Opens the store, connects the phone systems and takes the floor, if it is free.
 *
 * @throws StoreLocked, StoreTooNew, StoreFull, StoreUnavailable
 */
export const createContext = async (config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<AppContext> => {
  const realClock: Clock = { now: () => Date.now() };
  const clock = overrides.clock ?? realClock;
  const log = overrides.log ?? pino({ level: config.logLevel });
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const store = await openStore(config.store, schema, { centre: config.centre.centre, ...(overrides.onFirstStart && { onFirstStart: overrides.onFirstStart }) });
  const { centre, name, timezone } = config.centre;
  await addCentre(store.db, { centre, name, timezone, policy: '{}', created_at: clock.now() });
  await noteDecided(store.db, centre, config, clock.now());
  const metrics = createMetrics();
  const day = createCentreDay(timezone);
  const phones = overrides.phones ?? connectPhones(config, secrets, clock);

  let live: LiveHub | null = null;
  let circles: Circles | null = null;
  const runtime: CentreRuntime = new CentreRuntime({
    centre,
    policy: config.policy,
    day,
    clock,
    ownerClock: realClock,
    store,
    phones,
    log,
    metrics,
    publish: (touched) => {
      live?.publish(touched);
      circles?.floorChanged(touched);
    },
    onLeaseLost: () => overrides.lost?.(),
  });
  const hub: LiveHub = new LiveHub({
    clock,
    day,
    policy: config.policy,
    floor: () => runtime.floor,
    ...(overrides.panelOpened && { panelOpened: overrides.panelOpened }),
    panelClosed: (person) => circles?.panelClosed(person),
  });
  live = hub;
  const ownCircles: Circles = new Circles({ centre, clock, policy: config.policy, store, live: hub, floor: () => runtime.floor, log });
  circles = ownCircles;
  const debriefs = new Debriefs({ centre, clock, day, policy: config.debrief, store, runtime, phones, live: hub, log });
  await loadPeople(store, centre, hub, false);
  await runtime.start();
  debriefs.start();
  let standInsChangeAt: number | null = null;
  const loadStandIns = async (): Promise<void> => {
    const now = clock.now();
    const times = (await standInsFrom(store.db, centre, now)).flatMap(({ from_at, until_at }) => [from_at, until_at]);
    const ahead = times.filter((at) => at > now);
    standInsChangeAt = ahead.length === 0 ? null : Math.min(...ahead);
  };
  await loadStandIns();
  const peopleChanged = async (sure = true): Promise<void> => {
    // Whoever stood in until a moment ago has a board open: it ends with it, whatever made us look.
    const isDue = standInsChangeAt !== null && standInsChangeAt <= clock.now();
    await loadStandIns();
    await loadPeople(store, centre, hub, sure || isDue);
    ownCircles.peopleChanged();
    runtime.peopleChanged();
  };
  const signIn = createSignIn(store, centre, clock);
  const provider = config.oidc && createProvider(config.oidc, secrets.oidc, config.publicUrl, clock);
  return {
    config,
    secrets,
    clock,
    day,
    log,
    metrics,
    store,
    phones,
    runtime,
    live: hub,
    circles: ownCircles,
    debriefs,
    signIn,
    oidc: config.oidc && provider && createOidc({ config: config.oidc, provider, store, centre, clock, signIn, log, peopleChanged }),
    passkeys: canHavePasskeys(config.publicUrl)
      ? createPasskeys({ store, centre, centreName: name, publicUrl: config.publicUrl, clock, signIn, log })
      : null,
    peopleChanged,
    standInsChangeAt: () => standInsChangeAt,
    stop: async () => {
      debriefs.stop();
      ownCircles.stop();
      hub.stop();
      await runtime.stop();
      await store.close();
    },
  };
};
