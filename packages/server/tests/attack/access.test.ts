import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { relationsOf, type Access, type Probe, type ProbeRequest, type RoleAccess } from '../../src/platform/access/index.ts';
import { gather, type Attacker } from './actors.ts';
import { openWorld, type Answer, type World } from './centres.ts';
import { attackedRoutes, exampleOf, makeFixtures, targetOf, type AttackedRoute } from './fixtures.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
let actors: readonly Attacker[];
let cookies: Readonly<Record<string, Record<string, string>>>;
let routes: readonly AttackedRoute[];

beforeAll(async () => {
  world = await openWorld();
  ({ actors, cookies } = await gather(world));
  routes = attackedRoutes(await makeFixtures(world, cookies));
});
afterAll(() => world.close());

/** Request that ends the actor's session, and is therefore sent last. */
const signOut = 'DELETE /api/session';

const request = (actor: Attacker, key: string, sent: ProbeRequest): Promise<Answer> => {
  const { method, target } = targetOf(key, sent);
  return world.north.send(method, target, { cookie: actor.cookie, ...(sent.body !== undefined && { body: sent.body }) });
};

/** Answer without the parts that may differ between two answers to the same request. */
const comparable = ({ status, text }: Answer): string => `${status} ${text.replace(/"serverNow":\d+/, '"serverNow":0')}`;

const isFor = (probe: Probe, actor: Attacker): boolean => probe.centre === world.north.name && actor.person !== null && probe.for.includes(actor.person);

const allAtOnce = async (those: readonly Attacker[], act: (actor: Attacker) => Promise<void>): Promise<void> => {
  await Promise.all(those.map(act));
};

/** True when the access row admits the actor for some relation. A row for everyone admits every signed-in person. */
const mayAsk = (row: Access, actor: Attacker): boolean => {
  if ('open' in row) return true;
  if (actor.person === null || (actor.framed && row.framed === 'refused')) return false;
  return [...actor.as, ...actor.asLead].some((role) => relationsOf(row, role) !== undefined);
};

const mayHave = (row: Access, actor: Attacker, probe: Probe): boolean =>
  mayAsk(row, actor) && isFor(probe, actor) && !('open' in row) && actor.asLead.some((role) => (relationsOf(row, role) ?? []).length > 0);

const refusalOf = (actor: Attacker): { status: number; error: string } =>
  actor.person === null ? { status: 401, error: 'not-signed-in' } : { status: 403, error: 'not-allowed' };

/** Reads all views that people of both centres have of their own data. */
const everything = async (): Promise<Record<string, string>> => {
  const seen: Record<string, string> = {};
  for (const centre of world.centres) {
    for (const [person, cookie] of Object.entries(cookies[centre.name]!)) {
      for (const path of ['/api/panel', '/api/circle', '/api/debrief', '/api/phrases', '/api/teams/phrases', '/api/board', '/api/lines']) {
        seen[`${centre.name} ${person} ${path}`] = comparable(await centre.send('GET', path, { cookie }));
      }
    }
  }
  return seen;
};

describe('every access row', () => {
  it('refuses an actor whose roles are not in it, whatever they ask for', async () => {
    for (const { key, access, nothing, probes } of routes) {
      await allAtOnce(
        actors.filter((actor) => !mayAsk(access, actor)),
        async (actor) => {
          for (const sent of [nothing, ...probes]) {
            const { status, json } = await request(actor, key, sent);
            expect({ key, actor: actor.called, status, error: json?.error }).toEqual({ key, actor: actor.called, ...refusalOf(actor) });
          }
        },
      );
    }
  });

  it('gives for another person’s thing, and for another centre’s, the answer for nothing, and changes neither', async () => {
    const before = await everything();
    let compared = 0;
    for (const { key, access, nothing, probes } of routes) {
      await allAtOnce(
        actors.filter((actor) => mayAsk(access, actor)),
        async (actor) => {
          for (const probe of probes) {
            if (mayHave(access, actor, probe)) continue;
            const ofNothing = comparable(await request(actor, key, nothing));
            expect({ key, actor: actor.called, answer: comparable(await request(actor, key, probe)) }).toEqual({ key, actor: actor.called, answer: ofNothing });
            compared += 1;
          }
        },
      );
    }
    expect(compared).toBeGreaterThan(50);
    expect(await everything()).toEqual(before);
  });

  it('shows a lead the teams they lead, an agent their own, and nobody a word of the other centre', async () => {
    const north = cookies[world.north.name]!;
    const read = async (person: string, path: string) => (await world.north.send('GET', path, { cookie: north[person]! })).text;
    const board = { lea: await read('lea', '/api/board'), leo: await read('leo', '/api/board') };
    for (const name of ['maya', 'omar']) expect([board.lea.includes(`"${name}"`), board.leo.includes(`"${name}"`)]).toEqual([true, false]);
    for (const name of ['noor', 'pia']) expect([board.lea.includes(`"${name}"`), board.leo.includes(`"${name}"`)]).toEqual([false, true]);
    const phrases = { lea: await read('lea', '/api/teams/phrases'), maya: await read('maya', '/api/phrases'), noor: await read('noor', '/api/phrases') };
    for (const [person, team] of [['lea', 'red'], ['maya', 'red'], ['noor', 'blue']] as const) {
      expect(phrases[person]).toContain(`Words of the ${team} team of north.`);
      expect(phrases[person]).not.toContain(team === 'red' ? 'blue team' : 'red team');
    }
    expect(await read('maya', '/api/circle')).toContain('omar of north');
    expect(await read('noor', '/api/circle')).not.toContain('of north');
    for (const [reader, text] of Object.entries(await everything())) {
      const other = reader.startsWith('north') ? 'south' : 'north';
      expect({ reader, leaks: text.includes(`of ${other}`) || text.includes(`only-${other}`) || text.includes(`in-${other}`) }).toEqual({ reader, leaks: false });
    }
  });

  it('puts every look at another’s words on the record of whose they are', async () => {
    const entriesOf = async (deed: string): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_entry where deed = ${deed} and about is not null`.execute(world.north.context.store.db);
      return rows[0]?.n ?? 0;
    };
    const isOwnOnly = ({ allow }: RoleAccess): boolean => Object.values('everyone' in allow ? { everyone: allow.everyone } : allow).every((relations) => relations.every((relation) => relation === 'own'));
    const withWords = routes.filter(({ access, words }) => words && !('open' in access) && !isOwnOnly(access));
    expect(withWords.map(({ key }) => key).toSorted()).toEqual([
      'GET /api/team-incidents/:incident',
      'GET /api/team-incidents/:incident/file',
      'POST /api/shares/:share/open',
      'POST /api/team-incidents/:incident/break',
      'POST /api/team-incidents/:incident/customer',
      'POST /api/team-incidents/:incident/duties/:duty',
    ]);
    for (const { key, access, probes } of withWords) {
      expect({ key, audited: 'audit' in access }).toEqual({ key, audited: true });
      const deed = 'audit' in access ? access.audit : '';
      let looks = 0;
      for (const probe of probes) {
        for (const actor of actors.filter((one) => mayHave(access, one, probe) && !one.framed)) {
          const before = await entriesOf(deed);
          const { status } = await request(actor, key, probe);
          if (status === 200) expect({ key, actor: actor.called, entries: await entriesOf(deed) }).toEqual({ key, actor: actor.called, entries: before + 1 });
          looks += status === 200 || status === 409 ? 1 : 0;
        }
      }
      expect({ key, isTried: looks > 0 }).toEqual({ key, isTried: true });
    }
  });

  it('gives what it allows', async () => {
    for (const { key, access, nothing, probes } of routes) {
      if ('open' in access || key === signOut) continue;
      const allowed = actors.filter((actor) => mayAsk(access, actor));
      expect(allowed.length, key).toBeGreaterThan(0);
      for (const actor of probes.length > 0 ? [] : allowed) {
        const { status } = await request(actor, key, nothing);
        expect({ key, actor: actor.called, allowed: status === 200 || status === 409 }).toEqual({ key, actor: actor.called, allowed: true });
      }
      for (const probe of probes) {
        for (const actor of actors.filter((one) => mayHave(access, one, probe) && !one.framed)) {
          const { status, json } = await request(actor, key, probe);
          expect({ key, actor: actor.called, error: json.error, allowed: status === 200 || status === 409 }).toMatchObject({ key, actor: actor.called, allowed: true });
        }
      }
    }
  });

  it('has somebody who may have each thing of the north centre that it is probed for', () => {
    for (const { key, access, probes } of routes) {
      for (const probe of probes.filter(({ centre, for: people }) => centre === world.north.name && people.length > 0)) {
        expect({ key, has: actors.filter((actor) => mayHave(access, actor, probe)).map(({ person }) => person) }).toEqual({
          key,
          has: expect.arrayContaining([...probe.for]),
        });
      }
    }
  });

  it('signs out an actor who is signed in, and nobody else', async () => {
    for (const actor of actors.filter(({ framed }) => !framed)) {
      const { status } = await request(actor, signOut, exampleOf(signOut));
      expect({ actor: actor.called, status }).toEqual({ actor: actor.called, status: actor.person === null ? 401 : 200 });
    }
    // A frame's session ends with the one it was handed over from.
    for (const actor of actors) expect((await request(actor, 'GET /api/session', {})).status).toBe(401);
    expect((await world.south.send('GET', '/api/session', { cookie: cookies['south']!['maya']! })).status).toBe(200);
  });
});
