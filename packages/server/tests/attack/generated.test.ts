import { errorCatalogue } from '@onhook/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { relationsOf } from '../../src/platform/access/index.ts';
import { gather, type Attacker } from './actors.ts';
import { openWorld, type World } from './centres.ts';
import { fitting, misshapen, operationsOf, type Operation } from './generated.ts';
import { attackedRoutes, makeFixtures, targetOf, type AttackedRoute } from './fixtures.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const marker = 'what-a-person-wrote';

let world: World;
let actors: readonly Attacker[];
let attacked: ReadonlyMap<string, AttackedRoute>;
let operations: readonly Operation[];
let known: readonly string[];

beforeAll(async () => {
  world = await openWorld();
  const gathered = await gather(world);
  actors = gathered.actors;
  attacked = new Map(attackedRoutes(await makeFixtures(world, gathered.cookies)).map((route) => [route.key, route]));
  operations = operationsOf((await world.north.send('GET', '/api/openapi.json')).json);
  const parts = [...attacked.values()].flatMap(({ probes }) => probes.flatMap(({ params = {} }) => Object.values(params).map(String)));
  known = [...new Set([...parts, 'maya', 'noor', 'only-south', 'red', 'only-north', 'PJSIP/1', 'PJSIP/5'])];
});
afterAll(() => world.close());

const requestOf = ({ parameters, body }: Operation) =>
  fc.record({
    params: fc.record(Object.fromEntries(parameters.filter((one) => one.in === 'path').map(({ name, schema }) => [name, fitting(schema, known).map(String)]))),
    query: fc.record(Object.fromEntries(parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, fitting(schema, known).map(String)]))),
    body: body === null ? fc.constant(undefined) : fitting(body, known),
  });

const isRefusal = (json: { readonly error?: unknown; readonly message?: unknown } | null): boolean =>
  json !== null && Object.hasOwn(errorCatalogue, String(json.error)) && typeof json.message === 'string' && Object.keys(json).length === 2;

describe('whatever fits the document of the API', () => {
  it('is answered as the document says and the table allows, by every route, whoever asks', async () => {
    // Routes that sign actors in or out, or change their roles and teams.
    const ending = ['DELETE /api/session', 'POST /api/session', 'POST /api/people/:person', 'POST /api/teams/:team', 'DELETE /api/teams/:team'];
    const routes = operations.filter(({ key }) => !ending.includes(key));
    expect(routes.length).toBe(attacked.size - ending.length);
    for (const operation of routes) {
      const { key, statuses } = operation;
      const row = attacked.get(key)!.access;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...actors), requestOf(operation), async (actor, request) => {
          const { method, target } = targetOf(key, { params: request.params, query: request.query });
          const { status, json } = await world.north.send(method, target, {
            cookie: actor.cookie,
            ...(request.body !== undefined && { body: request.body }),
          });
          // A generated parameter may make the address that of another route, or of none.
          const isOurs = Object.values(request.params).every((part) => part !== '' && part !== '.' && part !== '..');
          if (isOurs && !('open' in row)) {
            const refused = actor.person === null ? 401 : actor.as.concat(actor.asLead).some((role) => relationsOf(row, role)) ? null : 403;
            if (refused === 401) expect(status).toBe(401);
            if (refused === 403) expect([400, 403]).toContain(status);
          }
          expect(isOurs ? [...statuses, 400, 401] : [...statuses, 400, 401, 403, 404]).toContain(status);
          if (status !== 200) expect(isRefusal(json)).toBe(true);
        }),
        { numRuns: 40 },
      );
    }
  });
});

describe('whatever fits nothing', () => {
  it('is refused by name, echoed nowhere, and never a failure of ours', async () => {
    const posts = operations.filter(({ body }) => body !== null);
    const people = actors.filter(({ person }) => person !== null);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts), fc.constantFrom(...people), misshapen(marker), async ({ key }, actor, raw) => {
        const { method, target } = targetOf(key, attacked.get(key)!.nothing);
        const { status, text, json } = await world.north.send(method, target, { cookie: actor.cookie, raw });
        expect([200, 400, 403, 404, 409, 410, 429]).toContain(status);
        if (status !== 200) expect(isRefusal(json)).toBe(true);
        expect(text).not.toContain(marker);
      }),
      { numRuns: 300 },
    );
  });

  it('may be an address', async () => {
    const { cookie } = actors.find(({ called }) => called === 'maya, agent')!;
    for (const part of ['%00', `${marker}%00`, `%zz${marker}`, `%c0%ae${marker}`, '..%2f..%2fetc%2fpasswd', `${marker}%2f..`, 'x'.repeat(5000), `%ed%a0%80${marker}`]) {
      for (const { key } of operations.filter(({ parameters }) => parameters.some((one) => one.in === 'path'))) {
        const { nothing } = attacked.get(key)!;
        const [method = '', path = ''] = key.split(' ');
        const target = path.replace(/:leg/, '1').replace(/:\w+/g, part);
        const { status, text, json } = await world.north.send(method, target, { cookie, ...(nothing.body !== undefined && { body: nothing.body }) });
        expect({ key, part, status: status < 500 }).toEqual({ key, part, status: true });
        expect({ key, part, echoed: text.includes(marker) }).toEqual({ key, part, echoed: false });
        if (status !== 200) expect({ key, part, isRefusal: isRefusal(json) }).toEqual({ key, part, isRefusal: true });
      }
    }
  });

  it('may be of another kind altogether', async () => {
    const { cookie } = actors.find(({ called }) => called === 'maya, agent')!;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', `text/${marker}`, '']) {
      const { status, text, json } = await world.north.send('POST', '/api/resets', {
        cookie,
        headers: { 'content-type': type },
        raw: JSON.stringify({ reset: 'reset-by-a-form', recovery: null }),
      });
      expect({ type, status }).toEqual({ type, status: 400 });
      expect(isRefusal(json)).toBe(true);
      expect(text).not.toContain(marker);
    }
    const bytes = await world.north.send('POST', '/api/resets', { cookie, raw: Uint8Array.from({ length: 500 }, (_, n) => (n * 37) % 256) });
    expect(bytes.status).toBe(400);
  });
});

it('and none of it is in the log', () => {
  const logged = world.centres.flatMap(({ logged }) => logged).join('\n');
  expect(logged).not.toContain(marker);
  expect(logged).not.toContain('a request failed');
});
