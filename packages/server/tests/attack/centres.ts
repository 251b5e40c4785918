import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { asId, type CentreId, type LineId, type PersonId, type SourceId, type TeamId } from '@onhook/core/ids';
import { pino } from 'pino';
import { readConfig } from '../../src/platform/config/index.ts';
import { createContext, type AppContext } from '../../src/context.ts';
import { createApp } from '../../src/app.ts';
import type { Role } from '@onhook/contract';
import { json } from '../../src/platform/store/index.ts';
import { matchLine, seeLines } from '../../src/centre/queries/lines.ts';
import { setLeads, upsertPerson, upsertTeam } from '../../src/platform/organisation/index.ts';
import { removeFolder } from '../support/embedded.ts';
import { HandClock, minute, type AnyJson } from '../support/test-server.ts';
import { startPostgres } from '../support/postgres.ts';
import { preparedPostgres } from '../support/prepared.ts';
import { ScriptedPhones } from '../support/scripted-phones.ts';

export interface Sent {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Text that is sent unchanged, instead of a body converted to JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Parsed body; null when the body is not JSON. */
  readonly json: AnyJson;
}

export interface Centre {
  readonly name: string;
  readonly url: string;
  readonly clock: HandClock;
  readonly phones: ScriptedPhones;
  readonly context: AppContext;
  readonly logged: string[];
  send(method: string, target: string, sent?: Sent): Promise<Answer>;
  signIn(person: string): Promise<string>;
  /** The cookie of a frame that this session was handed over to. */
  handOver(cookie: string): Promise<string>;
  /** Holds a live stream open until the centre is closed. */
  listen(cookie: string): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

interface Member {
  readonly roles: readonly Role[];
  readonly team?: string;
  readonly leads?: string;
  readonly line?: string;
}

/** The same people in every centre, by the same names and identifiers, and one who is nowhere else. */
const members = (centre: string): Record<string, Member> => ({
  maya: { roles: ['agent'], team: 'red', line: 'PJSIP/1' },
  noor: { roles: ['agent'], team: 'blue', line: 'PJSIP/2' },
  omar: { roles: ['agent'], team: 'red', line: 'PJSIP/3' },
  pia: { roles: ['agent'], team: 'blue', line: 'PJSIP/4' },
  lea: { roles: ['lead'], leads: 'red' },
  leo: { roles: ['lead'], leads: 'blue' },
  ana: { roles: ['analyst'] },
  max: { roles: ['manager'] },
  ada: { roles: ['admin'] },
  gil: { roles: ['agent'], team: 'red' },
  [`only-${centre}`]: { roles: ['agent'], team: `only-${centre}`, line: 'PJSIP/5' },
});

const seed = async ({ store, config }: AppContext): Promise<void> => {
  const { centre } = config.centre;
  for (const team of ['red', 'blue', `only-${centre}`]) await upsertTeam(store.db, { centre, team: asId<TeamId>(team), name: `${team} of ${centre}` });
  for (const [id, { roles, team, leads, line }] of Object.entries(members(centre))) {
    const person = asId<PersonId>(id);
    const name = `${id} of ${centre}`;
    await upsertPerson(store.db, {
      centre,
      person,
      name,
      email: null,
      roles: json(roles),
      team: team === undefined ? null : asId<TeamId>(team),
      active: true,
      created_at: 0,
    });
    if (leads !== undefined) await setLeads(store.db, centre, asId<TeamId>(leads), [person]);
    if (line === undefined) continue;
    await seeLines(store.db, centre, [{ line: asId<LineId>(line), source: asId<SourceId>('scripted'), name }], 0);
    await matchLine(store.db, centre, asId<LineId>(line), person);
  }
};

const openCentre = async (databaseUrl: string, name: string): Promise<Centre> => {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'onhook-attack-'));
  const { config, secrets } = readConfig({
    ONHOOK_SECRET: 'a secret for the tests',
    ONHOOK_CENTRE: name,
    ONHOOK_CENTRE_NAME: `Centre ${name}`,
    ONHOOK_DATABASE_URL: databaseUrl,
    ONHOOK_DATA: dataFolder,
    ONHOOK_USUAL_SECONDS: '60',
    ONHOOK_EMBED_ORIGINS: 'https://crm.example',
  });
  const clock = new HandClock();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const lines = Object.values(members(name)).flatMap(({ line }) => line ?? []);
  const phones = new ScriptedPhones(clock, Object.fromEntries(lines.map((line) => [line, ['Billing']])));
  const context = await createContext(config, secrets, { clock, log, phones: [phones] });
  const app = await createApp(context, null);
  await seed(context);
  await context.peopleChanged();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const closing = new AbortController();

  const send: Centre['send'] = async (method, target, { cookie, headers, body, raw } = {}) => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const reply = await fetch(`${url}${target}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-onhook': '1',
        ...(cookie && { cookie }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload }),
    });
    const text = await reply.text();
    let parsed: AnyJson = null;
    try {
      parsed = JSON.parse(text);
    } catch {
      // Some routes don't answer in JSON.
    }
    return { status: reply.status, text, headers: reply.headers, json: parsed };
  };
  const cookieOf = ({ headers }: Answer): string => headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 4; i += 1) {
      await context.runtime.runDue();
      await new Promise(setImmediate);
    }
  };
  await settle();
  return {
    name,
    url,
    clock,
    phones,
    context,
    logged,
    send,
    settle,
    signIn: async (person) => {
      const { token } = await context.signIn.makeLink(asId<PersonId>(person), minute);
      return cookieOf(await send('POST', '/api/session', { body: { token } }));
    },
    handOver: async (cookie) => {
      const verifier = randomBytes(32).toString('base64url');
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const { json: made } = await send('POST', '/api/frames/codes', { cookie, body: { challenge, host: 'https://crm.example' } });
      return cookieOf(await send('POST', '/api/frames/session', { body: { code: made.code, verifier } }));
    },
    listen: async (cookie) => {
      const stream = await fetch(`${url}/api/live`, { headers: { cookie }, signal: closing.signal });
      await stream.body?.getReader().read();
    },
    close: async () => {
      closing.abort();
      await app.close();
      await context.stop();
      removeFolder(dataFolder);
    },
  };
};

export interface World {
  readonly north: Centre;
  readonly south: Centre;
  readonly centres: readonly Centre[];
  close(): Promise<void>;
}

/** Two centres in one PostgreSQL database, each with a server of its own. */
export const openWorld = async (): Promise<World> => {
  const postgres = await startPostgres(await preparedPostgres());
  const url = await postgres.newCopy();
  const north = await openCentre(url, 'north');
  const south = await openCentre(url, 'south');
  return {
    north,
    south,
    centres: [north, south],
    close: async () => {
      await north.close();
      await south.close();
      await postgres.stop();
    },
  };
};

export const centreId = (name: string): CentreId => asId<CentreId>(name);
