import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import type { Role } from '@onhook/contract';
import { carryOut } from '../../src/control/commands.ts';
import { auditRows } from '../../src/platform/audit/index.ts';
import { findPerson, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.ts';
import { minute, openTestServer, type AnyJson, type TestServer } from '../support/test-server.ts';

const centre = asId<CentreId>('main');
let testServer: TestServer;
let fake: FakeProvider;
let token: string;

const put = (person: string, roles: readonly Role[], changes: { active?: boolean; email?: string | null } = {}) =>
  upsertPerson(testServer.context.store.db, { centre, person: asId<PersonId>(person), name: person, email: `${person}@example.com`, roles: json([...roles]), team: null, active: true, created_at: 0, ...changes });
const personOf = async (person: string) => (await findPerson(testServer.context.store.db, centre, asId<PersonId>(person)))!;
const administer = (command: Parameters<typeof carryOut>[1]) => {
  const { config, store, runtime, peopleChanged } = testServer.context;
  return carryOut({ config, store, clock: testServer.clock, runtime, peopleChanged }, command);
};
const scim = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<{ status: number; body: AnyJson }> => {
  const reply = await testServer.app.inject({ method, url: `/scim/v2${url}`, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }, ...(body && { payload: body }) });
  return { status: reply.statusCode, body: reply.body === '' ? null : JSON.parse(reply.body) };
};
const operations = (...list: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: list });
const importCsv = async (csv: string): Promise<AnyJson> => {
  const looked = await administer({ kind: 'import', csv, digest: null });
  if (looked.kind !== 'preview' || looked.preview.kind !== 'plan') throw new Error(looked.kind);
  await administer({ kind: 'import', csv, digest: looked.preview.digest });
  return looked.preview.entries;
};
/** Signs in at the provider with these claims; the answer is the place that the browser is sent to, and its cookie. */
const signInWith = async (claims: Record<string, unknown>): Promise<{ location: string; cookie: string }> => {
  fake.shape = { idToken: { email: 'ada@example.com', email_verified: true, name: 'ada', ...claims } };
  const begun = await testServer.app.inject({ method: 'GET', url: '/sign-in/oidc' });
  const round = String(begun.headers['set-cookie']).split(';')[0] ?? '';
  const back = fake.answerTo(String(begun.headers.location));
  const reply = await testServer.app.inject({ method: 'GET', url: `${back.pathname}${back.search}`, headers: { cookie: round } });
  const cookie = [reply.headers['set-cookie']].flat().map(String).find((one) => one.startsWith('onhook=')) ?? '';
  return { location: String(reply.headers.location), cookie: cookie.split(';')[0] ?? '' };
};
const deeds = async (): Promise<{ deed: string; as: string; about: string | null }[]> => {
  const rows = [];
  for await (const page of auditRows(testServer.context.store.db, centre)) rows.push(...page);
  return rows.map(({ deed, acted_as, about }) => ({ deed, as: acted_as, about }));
};
const newDeeds = async (work: () => Promise<unknown>) => {
  const before = (await deeds()).length;
  await work();
  return (await deeds()).slice(before);
};

beforeAll(async () => {
  fake = await startFakeProvider({ idToken: {} });
  testServer = await openTestServer({ ONHOOK_OIDC_ISSUER: fake.issuer, ONHOOK_OIDC_CLIENT_ID: 'onhook', ONHOOK_OIDC_CLIENT_SECRET: 's', ONHOOK_OIDC_ROLES_CLAIM: 'roles' });
  testServer.clock.move(Date.now() - testServer.clock.now());
  const made = await administer({ kind: 'scim-token', name: 'directory', revoke: false });
  token = made.kind === 'scim-token' ? made.token : '';
});
afterAll(async () => {
  await testServer.close();
  await fake.stop();
});
beforeEach(async () => {
  await put('ada', ['admin']);
  await put('gil', ['agent']);
});

/** Every way to change an account, each as a change to `gil` and each trying to remove the last administrator `ada`. */
const doors: readonly {
  readonly door: string;
  readonly as: string;
  readonly deed: string;
  promote(): Promise<unknown>;
  demote: readonly (() => Promise<unknown>)[];
  /** The attempt that succeeds when there is another administrator. */
  readonly succeeds: number;
}[] = [
  {
    door: 'the screen',
    as: 'admin',
    succeeds: 1,
    deed: 'person-changed',
    promote: async () => testServer.ask(await testServer.signIn('ada'), 'POST', '/api/people/gil', { name: 'gil', email: null, team: null, roles: ['agent', 'admin'], active: true }),
    demote: [
      async () => testServer.ask(await testServer.signIn('ada'), 'POST', '/api/people/ada', { name: 'ada', email: null, team: null, roles: [], active: true }),
      async () => testServer.ask(await testServer.signIn('ada'), 'POST', '/api/my-data/erase', { name: 'ada' }),
    ],
  },
  {
    door: 'a file',
    as: 'command-line',
    succeeds: 0,
    deed: 'people-imported',
    promote: () => importCsv('id,roles\ngil,agent admin\n'),
    demote: [() => importCsv('id,roles\nada,agent\n'), () => importCsv('id,roles\nada,agent\ngil,lead\n')],
  },
  {
    door: 'a directory',
    as: 'directory',
    succeeds: 0,
    deed: 'directory-changed',
    promote: () => scim('PATCH', '/Groups/role:admin', operations({ op: 'Add', path: 'members', value: [{ value: 'gil' }] })),
    demote: [
      () => scim('PATCH', '/Users/ada', operations({ op: 'Replace', path: 'active', value: 'False' })),
      () => scim('PATCH', '/Users/ada', operations({ op: 'Remove', path: 'roles' })),
      () => scim('PATCH', '/Users/ada', operations({ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'agent' })),
      () => scim('PUT', '/Users/ada', { userName: 'ada', active: false }),
      () => scim('PUT', '/Users/ada', { userName: 'ada', roles: [] }),
      () => scim('DELETE', '/Users/ada'),
      () => scim('DELETE', '/Groups/role:admin'),
      () => scim('PUT', '/Groups/role:admin', { displayName: 'onhook-admin', members: [{ value: 'nobody' }] }),
    ],
  },
  {
    door: 'the sign-in provider',
    as: 'provider',
    succeeds: 0,
    deed: 'provider-changed',
    promote: () => signInWith({ email: 'gil@example.com', name: 'gil', roles: ['agent', 'admin'] }),
    demote: [() => signInWith({ roles: [] }), () => signInWith({ roles: ['agent'] })],
  },
  {
    door: 'the command line',
    as: 'command-line',
    succeeds: 0,
    deed: 'person-changed',
    promote: () => administer({ kind: 'person', person: 'gil', name: null, roles: ['agent', 'admin'], team: null, leads: null, line: null, active: true }),
    demote: [
      () => administer({ kind: 'person', person: 'ada', name: null, roles: ['agent'], team: null, leads: null, line: null, active: true }),
      () => administer({ kind: 'person', person: 'ada', name: null, roles: null, team: null, leads: null, line: null, active: false }),
    ],
  },
];

/** The fake provider has one subject; each test decides whose it is. */
const forgetSubject = () => testServer.context.store.db.deleteFrom('identity').execute();

describe.each(doors)('$door', ({ as, deed, promote, demote, succeeds }) => {
  it('makes nobody an administrator without an audit entry about them', async () => {
    await forgetSubject();
    const { mark } = await personOf('gil');
    const written = await newDeeds(promote);
    expect((await personOf('gil')).roles).toEqual(['agent', 'admin']);
    expect(written).toContainEqual({ deed, as, about: mark });
  });

  it('cannot remove the last administrator', async () => {
    for (const [n, attempt] of demote.entries()) {
      await put('ada', ['admin']);
      await put('gil', ['agent']);
      await forgetSubject();
      await attempt();
      const ada = await personOf('ada');
      expect({ n, active: ada.active, isAdmin: ada.roles.includes('admin'), deleted_at: ada.deleted_at }).toEqual({ n, active: true, isAdmin: true, deleted_at: null });
    }
  });

  it('can remove an administrator when another one stays', async () => {
    await put('eve', ['admin']);
    await forgetSubject();
    await demote[succeeds]?.();
    await put('eve', ['agent']);
    const gone = await findPerson(testServer.context.store.db, centre, asId<PersonId>('ada'));
    expect(gone?.active === true && gone.roles.includes('admin')).toBe(false);
  });
});

describe('a person who is deactivated', () => {
  const ways: readonly [string, () => Promise<unknown>][] = [
    ['by the screen', async () => testServer.ask(await testServer.signIn('ada'), 'POST', '/api/people/gil', { name: 'gil', email: null, team: null, roles: ['agent'], active: false })],
    ['by a directory', () => scim('PATCH', '/Users/gil', operations({ op: 'Replace', path: 'active', value: 'False' }))],
    ['by the command line', () => administer({ kind: 'person', person: 'gil', name: null, roles: null, team: null, leads: null, line: null, active: false })],
  ];
  it.each(ways)('%s has no session left, and no link that works when they are back', async (_way, deactivate) => {
    const cookie = await testServer.signIn('gil');
    const { token: link } = await testServer.context.signIn.makeLink(asId<PersonId>('gil'), 60 * minute);
    const { code } = await testServer.context.signIn.makeFrameCode(cookie.split('=')[1] ?? '', 'c'.repeat(43), 'https://crm.example.com');
    await deactivate();
    await scim('PATCH', '/Users/gil', operations({ op: 'Replace', path: 'active', value: 'True' }));
    expect((await personOf('gil')).active).toBe(true);
    expect((await testServer.ask(cookie, 'GET', '/api/session')).status).toBe(401);
    expect((await testServer.ask('', 'POST', '/api/session', { token: link })).body.error).toBe('link-used-or-expired');
    expect(await testServer.context.store.db.selectFrom('frame_code').selectAll().execute()).toEqual([]);
    expect(code).not.toBe('');
  });
});

describe('a roles claim', () => {
  const rolesAfter = async (claims: Record<string, unknown>) => {
    await put('gil', ['agent', 'lead']);
    await forgetSubject();
    const written = await newDeeds(async () => expect((await signInWith({ email: 'gil@example.com', name: 'gil', ...claims })).location).toBe('/'));
    return { roles: (await personOf('gil')).roles, written: written.length };
  };

  it('that is absent, null or names nothing known changes nothing, and its words are in the log', async () => {
    for (const claims of [{}, { roles: null }, { roles: ['Sports', 'Owner of all'] }, { roles: 'Sports' }, { roles: { agent: true } }]) {
      expect({ claims, ...(await rolesAfter(claims)) }).toEqual({ claims, roles: ['agent', 'lead'], written: 0 });
    }
    expect(testServer.logged.some((line) => line.includes('Owner of all') && line.includes('"claim":"roles"'))).toBe(true);
  });

  it('that is empty takes the roles, with an audit entry', async () => {
    expect(await rolesAfter({ roles: [] })).toEqual({ roles: [], written: 1 });
  });
});

it('has accounts of people written in one place', () => {
  const source = path.resolve(import.meta.dirname, '../../src');
  const allowed = ['demo/people.ts', 'features/people/accounts.ts', 'platform/organisation/people.ts'];
  const writes = /\b(upsertPerson|removeTeam)\(|(insertInto|updateTable|deleteFrom)\('person'\)|\b(update|insert into|delete from) person\b/i;
  const writers = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('migrations') && !file.endsWith('.test.ts'))
    .filter((file) => writes.test(readFileSync(path.join(source, file), 'utf8').replaceAll('accounts.removeTeam(', '')));
  expect(writers.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(allowed);
});
