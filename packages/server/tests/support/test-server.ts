import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asId, type LineId, type PersonId, type SourceId, type TeamId } from '@onhook/core/ids';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { readConfig } from '../../src/platform/config/index.ts';
import { createContext, type AppContext } from '../../src/context.ts';
import { createApp } from '../../src/app.ts';
import { defaultLimits, type HttpLimits } from '../../src/platform/http/limits.ts';
import type { Role } from '@onhook/contract';
import { json, type Store, type StoreConfig } from '../../src/platform/store/index.ts';
import { matchLine, seeLines } from '../../src/centre/queries/lines.ts';
import { setLeads, upsertPerson, upsertTeam } from '../../src/platform/organisation/index.ts';
import { removeFolder } from './embedded.ts';
import { listenLive, type Listening } from './live.ts';
import { newMigratedFolder } from './prepared.ts';
import { ScriptedPhones } from './scripted-phones.ts';

export const minute = 60_000;

const metricsToken = 'reads the metrics';
/** Header of a request for the metrics. */
export const readsMetrics = { authorization: `Bearer ${metricsToken}` };

/** A clock that the test moves. */
export class HandClock {
  #now = Date.UTC(2026, 2, 2, 14, 0);
  now = (): number => this.#now;
  move(ms: number): void {
    this.#now += ms;
  }
}

/** Parsed answer of any shape; each test checks the shape it expects. */
export type AnyJson = ReturnType<typeof JSON.parse>;

export interface TestServer {
  readonly clock: HandClock;
  readonly phones: ScriptedPhones;
  readonly logged: string[];
  context: AppContext;
  app: FastifyInstance;
  /** Runs all work that is due, and all work that follows from it. */
  settle(): Promise<void>;
  /** Moves the clock and runs the work that is due then. */
  pass(ms: number): Promise<void>;
  /** A cookie of a person who has signed in. */
  signIn(person: string): Promise<string>;
  ask(cookie: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<{ status: number; body: AnyJson }>;
  /** Opens a live stream with this cookie and collects the events of this name. */
  listen<View>(cookie: string, event: string): Promise<Listening<View>>;
  /** Stops the server properly and starts a new one on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const lines = { 'PJSIP/1': ['Billing', 'Orders'], 'PJSIP/2': ['Billing'], 'PJSIP/9': ['Billing'] };

const seed = async (store: Store): Promise<void> => {
  const centre = asId<never>('main');
  const put = (person: string, roles: Role[], team: string | null) =>
    upsertPerson(store.db, {
      centre,
      person: asId<PersonId>(person),
      name: person,
      email: null,
      roles: json(roles),
      team: team === null ? null : asId<TeamId>(team),
      active: true,
      created_at: 0,
    });
  for (const team of ['red', 'blue']) await upsertTeam(store.db, { centre, team: asId<TeamId>(team), name: team });
  await put('maya', ['agent'], 'red');
  await put('noor', ['agent'], 'blue');
  await put('lea', ['lead'], null);
  await put('ana', ['analyst'], null);
  await put('ada', ['admin'], null);
  await setLeads(store.db, centre, asId<TeamId>('red'), [asId<PersonId>('lea')]);
  for (const [line, person] of [['PJSIP/1', 'maya'], ['PJSIP/2', 'noor']] as const) {
    await seeLines(store.db, centre, [{ line: asId<LineId>(line), source: asId<SourceId>('scripted'), name: line }], 0);
    await matchLine(store.db, centre, asId<LineId>(line), asId<PersonId>(person));
  }
};

/** The server in this process, on a real embedded database or on `store`, with scripted phones and a clock moved by hand. */
export const openTestServer = async (env: Record<string, string> = {}, webFolder: string | null = null, limits: Partial<HttpLimits> = {}, store?: StoreConfig): Promise<TestServer> => {
  const folder = store ? null : await newMigratedFolder();
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'onhook-house-'));
  const { config: read, secrets } = readConfig({
    ONHOOK_SECRET: 'a secret for the tests',
    ONHOOK_METRICS_TOKEN: metricsToken,
    ONHOOK_USUAL_SECONDS: '60',
    ONHOOK_DATA: dataFolder,
    ...env,
  });
  const config = { ...read, store: store ?? { kind: 'embedded', folder: folder ?? '' } } as const;
  const clock = new HandClock();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const phones = new ScriptedPhones(clock, lines);
  const start = async () => {
    const context = await createContext(config, secrets, { clock, log, ...(!('webhook' in config.phones) && { phones: [phones] }) });
    return { context, app: await createApp(context, webFolder, { ...defaultLimits, ...limits }) };
  };
  const streams: Listening<unknown>[] = [];
  const first = await start();
  await seed(first.context.store);
  const testServer: TestServer = {
    clock,
    phones,
    logged,
    ...first,
    settle: async () => {
      // The effect of a command comes back as an event, which takes another tick.
      for (let i = 0; i < 4; i += 1) {
        await testServer.context.runtime.runDue();
        await new Promise(setImmediate);
      }
    },
    pass: async (ms) => {
      clock.move(ms);
      await testServer.settle();
    },
    signIn: async (person) => {
      const { token } = await testServer.context.signIn.makeLink(asId<PersonId>(person), minute);
      const reply = await testServer.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-onhook': '1' }, payload: { token } });
      return String(reply.headers['set-cookie']).split(';')[0] ?? '';
    },
    ask: async (cookie, method, url, body) => {
      const reply = await testServer.app.inject({
        method,
        url,
        headers: { cookie, 'x-onhook': '1' },
        ...(body && { payload: body }),
      });
      return { status: reply.statusCode, body: reply.body === '' ? null : JSON.parse(reply.body) };
    },
    listen: async <View>(cookie: string, event: string) => {
      const stream = await listenLive<View>(testServer.app, cookie, event);
      streams.push(stream);
      return stream;
    },
    restart: async () => {
      await testServer.app.close();
      await testServer.context.stop();
      Object.assign(testServer, await start());
      await testServer.settle();
    },
    close: async () => {
      for (const stream of streams) stream.close();
      await testServer.app.close();
      await testServer.context.stop();
      if (folder) removeFolder(folder);
      removeFolder(dataFolder);
    },
  };
  await testServer.context.peopleChanged();
  await testServer.settle();
  return testServer;
};
