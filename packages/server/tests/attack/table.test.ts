import type { Api } from '@onhook/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { table, type Row } from '../../src/platform/access/index.ts';
import { gather, type Actor } from './actors.ts';
import { openWorld, type Answer, type World } from './centres.ts';
import { makeThings, targetOf, type Exhibits, type Request, type Thing } from './things.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
let actors: readonly Actor[];
let cookies: Readonly<Record<string, Record<string, string>>>;
let exhibits: Exhibits;

beforeAll(async () => {
  world = await openWorld();
  ({ actors, cookies } = await gather(world));
  exhibits = await makeThings(world, cookies);
});
afterAll(() => world.close());

const keys = Object.keys(table) as (keyof Api)[];
/** Signing out is what it says. */
const ending: keyof Api = 'DELETE /api/session';

const knock = (actor: Actor, key: string, request: Request): Promise<Answer> => {
  const { method, target } = targetOf(key, request);
  return world.north.send(method, target, { cookie: actor.cookie, ...(request.body !== undefined && { body: request.body }) });
};

/** What may differ between two answers to the same question. */
const said = ({ status, text }: Answer): string => `${status} ${text.replace(/"serverNow":\d+/, '"serverNow":0')}`;

const isIn = (thing: Thing, actor: Actor): boolean => thing.centre === world.north.name && actor.person !== null && thing.isFor.includes(actor.person);

const allAtOnce = async (those: readonly Actor[], act: (actor: Actor) => Promise<void>): Promise<void> => {
  await Promise.all(those.map(act));
};

/** Whether the row lets this actor knock at all. */
const mayKnock = (row: Row, actor: Actor): boolean => {
  if ('open' in row) return true;
  if (actor.framed && row.framed === 'refused') return false;
  return [...actor.as, ...actor.asLead].some((asker) => row.may[asker] !== undefined);
};

const mayHave = (row: Row, actor: Actor, thing: Thing): boolean =>
  mayKnock(row, actor) && isIn(thing, actor) && !('open' in row) && actor.asLead.some((asker) => (row.may[asker] ?? []).length > 0);

const refusalOf = (actor: Actor): { status: number; error: string } =>
  actor.person === null ? { status: 401, error: 'not-signed-in' } : { status: 403, error: 'not-allowed' };

/** All that people of both centres can see of their own. */
const everything = async (): Promise<Record<string, string>> => {
  const seen: Record<string, string> = {};
  for (const centre of world.centres) {
    for (const [person, cookie] of Object.entries(cookies[centre.name]!)) {
      for (const path of ['/api/panel', '/api/circle', '/api/debrief', '/api/phrases', '/api/teams/phrases', '/api/board', '/api/lines']) {
        seen[`${centre.name} ${person} ${path}`] = said(await centre.send('GET', path, { cookie }));
      }
    }
  }
  return seen;
};

describe('every cell of the table', () => {
  it('refuses whoever has no word in the row, whatever they ask for', async () => {
    for (const key of keys) {
      const row = table[key];
      await allAtOnce(
        actors.filter((actor) => !mayKnock(row, actor)),
        async (actor) => {
          for (const request of [exhibits[key].nothing, ...(exhibits[key].things ?? [])]) {
            const { status, json } = await knock(actor, key, request);
            expect({ key, actor: actor.called, status, error: json?.error }).toEqual({ key, actor: actor.called, ...refusalOf(actor) });
          }
        },
      );
    }
  });

  it('tells of another’s thing, and of another centre’s, what it tells of nothing, and changes neither', async () => {
    const before = await everything();
    let compared = 0;
    for (const key of keys) {
      const row = table[key];
      await allAtOnce(
        actors.filter((actor) => mayKnock(row, actor)),
        async (actor) => {
          for (const thing of exhibits[key].things ?? []) {
            if (mayHave(row, actor, thing)) continue;
            const ofNothing = said(await knock(actor, key, exhibits[key].nothing));
            expect({ key, actor: actor.called, said: said(await knock(actor, key, thing)) }).toEqual({ key, actor: actor.called, said: ofNothing });
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
    for (const [who, team] of [['lea', 'red'], ['maya', 'red'], ['noor', 'blue']] as const) {
      expect(phrases[who]).toContain(`Words of the ${team} team of north.`);
      expect(phrases[who]).not.toContain(team === 'red' ? 'blue team' : 'red team');
    }
    expect(await read('maya', '/api/circle')).toContain('omar of north');
    expect(await read('noor', '/api/circle')).not.toContain('of north');
    for (const [who, text] of Object.entries(await everything())) {
      const other = who.startsWith('north') ? 'south' : 'north';
      expect({ who, told: text.includes(`of ${other}`) || text.includes(`only-${other}`) || text.includes(`in-${other}`) }).toEqual({ who, told: false });
    }
  });

  it('gives what it allows', async () => {
    for (const key of Object.keys(exhibits) as (keyof Api)[]) {
      const row = table[key];
      if ('open' in row || key === ending) continue;
      const allowed = actors.filter((actor) => mayKnock(row, actor));
      expect(allowed.length, key).toBeGreaterThan(0);
      const { nothing, things = [] } = exhibits[key];
      for (const actor of things.length > 0 ? [] : allowed) {
        const { status } = await knock(actor, key, nothing);
        expect({ key, actor: actor.called, allowed: status === 200 || status === 409 }).toEqual({ key, actor: actor.called, allowed: true });
      }
      for (const thing of things) {
        for (const actor of actors.filter((one) => mayHave(row, one, thing) && !one.framed)) {
          const { status, json } = await knock(actor, key, thing);
          expect({ key, actor: actor.called, error: json.error, allowed: status === 200 || status === 409 }).toMatchObject({ key, actor: actor.called, allowed: true });
        }
      }
    }
  });

  it('signs out whoever is signed in, and nobody else', async () => {
    for (const actor of actors.filter(({ framed }) => !framed)) {
      const { status } = await knock(actor, ending, {});
      expect({ actor: actor.called, status }).toEqual({ actor: actor.called, status: actor.person === null ? 401 : 200 });
    }
    // A frame's sign-in ends with the one it was handed over from.
    for (const actor of actors) expect((await knock(actor, 'GET /api/session', {})).status).toBe(401);
    expect((await world.south.send('GET', '/api/session', { cookie: cookies['south']!['maya']! })).status).toBe(200);
  });
});
