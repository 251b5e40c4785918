import type { Role } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import { Counter, Gauge, Histogram } from 'prom-client';
import { vi } from 'vitest';
import { createCentreDay } from '../../src/centre/centre-day.ts';
import { features } from '../../src/features/index.ts';
import type { Actor } from '../../src/platform/access/index.ts';
import { createBus, type ServerEvents } from '../../src/platform/bus/index.ts';
import type { DeclaredRoute } from '../../src/platform/http/route.ts';
import { LiveHub } from '../../src/platform/live/hub.ts';
import type { Metrics } from '../../src/platform/metrics/metrics.ts';
import { defaultDebriefPolicy } from '@onhook/core/debrief';
import { policy, type PlayedDay } from './world.ts';

const centre = asId<CentreId>('main');
const team = asId<TeamId>('red');
export const watchers: readonly Actor[] = (['lead', 'analyst', 'manager', 'admin'] as const satisfies readonly Role[]).map((role) => ({
  person: asId<PersonId>(`the ${role}`),
  name: role,
  roles: [role],
  leads: role === 'lead' ? [team] : [],
  framedIn: null,
}));

const noLimit = { hit: () => true };

/** Features that show nothing in memory and have no live topic; a later world of this run leaves them out. */
const idle = new Set<string>();

class NeedsStore extends Error {}

/** Stands for the database: whatever reads it is attacked over HTTP instead, on a real one. */
const noStore = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === 'then') return undefined;
      throw new NeedsStore();
    },
  },
);

type Handler = (request: object, reply: object) => Promise<unknown>;

/** Watchers to whom the route shows something that isn't their own. */
export const readersOf = ({ key, access }: DeclaredRoute): readonly Role[] =>
  key.startsWith('GET ') && 'allow' in access
    ? watchers.flatMap(({ roles }) => roles).filter((role) => {
        const relations = ('everyone' in access.allow ? access.allow.everyone : access.allow[role]) ?? [];
        return relations.includes('centre') || relations.includes('team');
      })
    : [];

/** Routes that show somebody other than an agent something that isn't their own. */
export const figures = features.flatMap(({ routes }) => (routes as readonly DeclaredRoute[]).filter((route) => readersOf(route).length > 0));

/** Everything that somebody other than an agent can read of a world: every declared route, live topic and metric that needs no database. */
export const observe = (world: PlayedDay, metrics: Metrics) => {
  const bus = createBus<ServerEvents>({ error: () => undefined });
  const live = new LiveHub(bus);
  const actors = new Map(watchers.map((actor) => [actor.roles[0]!, actor]));
  const services = {
    centre,
    config: { policy, debrief: defaultDebriefPolicy, publicUrl: 'http://localhost', keepDays: {}, logDays: 30, oidc: null, embedOrigins: [] },
    secrets: {},
    clock: { now: () => world.now },
    day: createCentreDay('UTC'),
    dayStore: world.dayStore,
    log: { error: () => undefined, info: () => undefined, warn: () => undefined },
    metrics,
    store: noStore,
    bus,
    jobs: { every: () => undefined, daily: () => undefined, stop: () => undefined },
    phones: [],
    runtime: { status: 'running', floor: world.floor },
    live,
    actorLimits: { session: noLimit, person: noLimit },
    signIn: { actorOf: (session: string) => Promise.resolve(actors.get(session as Role)) },
    peopleChanged: () => Promise.resolve(),
  };
  const handlers = new Map<string, Handler>();
  const app = {
    route: ({ method, url, handler }: { method: string; url: string; handler: Handler }) => void handlers.set(`${method} ${url}`, handler),
    get: () => undefined,
    post: () => undefined,
    register: () => undefined,
  };
  const notStarted: string[] = [];
  const addTopic = live.addTopic.bind(live);
  let topics = 0;
  live.addTopic = (topic) => {
    topics += 1;
    addTopic(topic);
  };
  const withTopics = new Set<string>();
  for (const feature of features) {
    if (idle.has(feature.name)) continue;
    const before = topics;
    try {
      feature.start(services as never).mount(app as never, app as never, services as never);
    } catch (error) {
      notStarted.push(`${feature.name}: ${String(error)}`);
    }
    if (topics > before) withTopics.add(feature.name);
  }
  const needStore = new Set(figures.map(({ key }) => key as string).filter((key) => !handlers.has(key)));
  const counted = Object.entries(metrics).filter(([, metric]) => metric instanceof Counter || metric instanceof Gauge || metric instanceof Histogram) as [string, Metrics['events']][];

  const askAll = async (): Promise<Record<string, unknown>> => {
    const seen: Record<string, unknown> = {};
    for (const route of figures) {
      const { key, contract } = route;
      const { query = {}, params = {} } = (contract.example ?? {}) as { query?: object; params?: object };
      for (const role of readersOf(route)) {
        if (needStore.has(key)) continue;
        const reply = { type: () => reply, header: () => reply, code: () => reply };
        try {
          seen[`${key} as ${role}`] = await handlers.get(key)!({ cookies: { onhook: role }, headers: {}, params, query, body: undefined }, reply);
        } catch (error) {
          if (error instanceof NeedsStore) needStore.add(key);
          else throw error;
        }
      }
    }
    return seen;
  };

  for (const [, metric] of counted) metric.reset();
  world.publish = (changed) => bus.publish('floor-changed', changed);
  const members = world.plan.people.map(({ person }) => ({ person, name: person, team }));
  bus.publish('people-changed', { teams: [{ team, name: 'Red', members }], agents: new Set(members.map(({ person }) => person)), leadsMayHaveChanged: true });
  const written: string[] = [];
  for (const actor of watchers) {
    const stream = { write: (text: string) => void written.push(`${actor.roles[0]}: ${text}`), end: () => undefined, destroy: () => undefined };
    live.open(actor, { ...stream, writableNeedDrain: false, writableEnded: false } as never);
  }

  return {
    /** Routes that are read in memory, and those that need the database. */
    routes: () => ({ inMemory: figures.map(({ key }) => key as string).filter((key) => !needStore.has(key)), needStore: [...needStore], notStarted }),
    /** Reads every route and metric of this world once, and takes what the streams have brought since the last time. */
    poll: async (): Promise<Readonly<Record<string, unknown>>> => {
      vi.advanceTimersByTime(1_000);
      const asked = await askAll();
      for (const { name, routes } of features) {
        const shows = (routes as readonly DeclaredRoute[]).some((route) => readersOf(route).length > 0 && !needStore.has(route.key));
        if (!shows && !withTopics.has(name)) idle.add(name);
      }
      return {
        ...asked,
        ...Object.fromEntries(await Promise.all(counted.map(async ([name, metric]) => [`metric ${name}`, (await metric.get()).values]))),
        streams: written.splice(0),
      };
    },
  };
};
