import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { carryOut } from '../../src/control/commands.ts';
import { findPerson } from '../../src/platform/organisation/index.ts';
import { openTestServer, type TestServer, type AnyJson } from '../support/test-server.ts';

const centre = asId<CentreId>('main');
const core = 'urn:ietf:params:scim:schemas:core:2.0';
let testServer: TestServer;
let token: string;

const administer = (command: Parameters<typeof carryOut>[1]) =>
  carryOut(
    { config: testServer.context.config, store: testServer.context.store, clock: testServer.clock, runtime: testServer.context.runtime, peopleChanged: testServer.context.peopleChanged },
    command,
  );

beforeAll(async () => {
  testServer = await openTestServer();
  const made = await administer({ kind: 'scim-token', name: 'directory', revoke: false });
  token = made.kind === 'scim-token' ? made.token : '';
});
afterAll(() => testServer.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = async (method: Method, path: string, body?: object | string, authorization: string | null = `Bearer ${token}`) => {
  const reply = await testServer.app.inject({
    method,
    url: `/scim/v2${path}`,
    headers: { ...(authorization !== null && { authorization }), ...(body !== undefined && { 'content-type': 'application/scim+json' }) },
    ...(body !== undefined && { payload: body }),
  });
  return { status: reply.statusCode, headers: reply.headers, body: (reply.body === '' ? null : JSON.parse(reply.body)) as AnyJson };
};
const user = (userName: string, more: object = {}) => ({ schemas: [`${core}:User`], userName, active: true, ...more });
const create = async (userName: string, more: object = {}): Promise<AnyJson> => {
  const { status, body } = await ask('POST', '/Users', user(userName, more));
  expect({ status, detail: body.detail }).toEqual({ status: 201, detail: undefined });
  return body;
};
const operations = (...Operations: object[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
const find = async (filter: string): Promise<string[]> => {
  const { body } = await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  return body.Resources.map((one: AnyJson) => one.userName);
};
const personOf = (id: string) => findPerson(testServer.context.store.db, centre, asId<PersonId>(id));

describe('without a good token', () => {
  it('there is nothing: no person, no schema, no difference between what is there and what is not', async () => {
    const replies = [];
    for (const authorization of [null, 'Bearer wrong-wrong-wrong-wrong', `Basic ${token}`, `Bearer ${token}x`, 'Bearer', `bearer  ${token}`]) {
      for (const [method, path] of [['GET', '/Users'], ['GET', '/Users/maya'], ['GET', '/Users/nobody'], ['GET', '/Schemas'], ['POST', '/Users'], ['DELETE', '/Users/maya'], ['GET', '/nowhere']] as const) {
        const { status, body, headers } = await ask(method, path, method === 'POST' ? user('a') : undefined, authorization);
        expect(status).toBe(401);
        expect(headers['www-authenticate']).toBe('Bearer');
        replies.push(JSON.stringify(body));
      }
    }
    expect(new Set(replies).size).toBe(1);
    expect(await personOf('maya')).toMatchObject({ active: true });
  });

  it('nor with a person’s session, nor with a token that was taken back', async () => {
    const cookie = await testServer.signIn('ada');
    expect((await testServer.app.inject({ method: 'GET', url: '/scim/v2/Users', headers: { cookie } })).statusCode).toBe(401);
    const made = await administer({ kind: 'scim-token', name: 'old', revoke: false });
    const old = made.kind === 'scim-token' ? made.token : '';
    expect((await ask('GET', '/Users', undefined, `Bearer ${old}`)).status).toBe(200);
    await administer({ kind: 'scim-token', name: 'old', revoke: true });
    expect((await ask('GET', '/Users', undefined, `Bearer ${old}`)).status).toBe(401);
    const kept = JSON.stringify(await testServer.context.store.db.selectFrom('scim_token').selectAll().execute());
    expect(kept).not.toContain(token);
  });
});

describe('users', () => {
  it('are created, read, replaced and deleted', async () => {
    const made = await create('Inga.Berg@example.com', { externalId: 'e-1', displayName: 'Inga Berg', password: 'never kept', roles: [{ value: 'agent' }, { value: 'emperor' }] });
    expect(made).toMatchObject({
      schemas: [`${core}:User`],
      externalId: 'e-1',
      userName: 'Inga.Berg@example.com',
      displayName: 'Inga Berg',
      emails: [{ value: 'Inga.Berg@example.com', primary: true }],
      active: true,
      roles: [{ value: 'agent' }],
      meta: { resourceType: 'User', location: expect.stringContaining(made.id) },
    });
    expect((await ask('GET', `/Users/${made.id}`)).body).toEqual(made);
    const replaced = await ask('PUT', `/Users/${made.id}`, user('inga@example.com', { name: { givenName: 'Inga', familyName: 'Berg-Lund' } }));
    expect(replaced.body).toMatchObject({ id: made.id, userName: 'inga@example.com', displayName: 'Inga Berg-Lund' });
    expect(replaced.body.externalId).toBeUndefined();
    const gone = await ask('DELETE', `/Users/${made.id}`);
    expect([gone.status, gone.body]).toEqual([204, null]);
    expect((await ask('GET', `/Users/${made.id}`)).status).toBe(404);
    expect((await ask('DELETE', `/Users/${made.id}`)).status).toBe(404);
    expect(await personOf(made.id)).toMatchObject({ name: '', email: null, user_name: null, external_id: null, active: false });
    expect(JSON.stringify(await testServer.context.store.db.selectFrom('person').selectAll().execute())).not.toContain('never kept');
    // A person who left can be created again, as a new person.
    expect((await create('inga@example.com')).id).not.toBe(made.id);
  });

  it('are found by what a directory asks', async () => {
    await create('oda@example.com', { externalId: 'Ext-7', displayName: 'Oda Finck', emails: [{ value: 'oda.work@example.com', primary: true }] });
    await create('per@example.com', { displayName: 'Per Finck', active: false });
    for (const [filter, found] of [
      ['userName eq "ODA@EXAMPLE.COM"', ['oda@example.com']],
      [`${core}:User:userName Eq "oda@example.com"`, ['oda@example.com']],
      ['externalId eq "Ext-7"', ['oda@example.com']],
      ['externalId eq "ext-7"', []],
      ['displayName ew "finck" and active eq false', ['per@example.com']],
      ['displayName co "FINCK" and not (active eq false)', ['oda@example.com']],
      ['emails[type eq "work" and value sw "oda."]', ['oda@example.com']],
      ['emails.value eq "oda.work@example.com" or userName eq "per@example.com"', ['oda@example.com', 'per@example.com']],
      ['externalId pr and displayName co "finck"', ['oda@example.com']],
      ['userName eq "maya"', ['maya']],
      ['nickName eq "x"', []],
    ] as const) {
      expect({ filter, found: await find(filter) }).toEqual({ filter, found });
    }
    for (const filter of ['userName', 'userName eq', 'userName eq oda', '(userName eq "a"', 'userName is "a"', 'active gt true', `userName eq "${'a'.repeat(2000)}"`, 'constructor constructor "a"']) {
      const { status, body } = await ask('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect({ filter, status, scimType: body.scimType }).toEqual({ filter, status: 400, scimType: 'invalidFilter' });
    }
  });

  it('come in pages, with only what was asked for', async () => {
    const all = (await ask('GET', '/Users')).body;
    const page = (await ask('GET', '/Users?startIndex=2&count=2&attributes=userName')).body;
    expect(page).toMatchObject({ totalResults: all.totalResults, startIndex: 2, itemsPerPage: 2 });
    expect(page.Resources.map((one: AnyJson) => Object.keys(one).sort())).toEqual([['id', 'schemas', 'userName'], ['id', 'schemas', 'userName']]);
    expect(page.Resources[0].id).toBe(all.Resources[1].id);
    expect((await ask('GET', '/Users?count=0')).body).toMatchObject({ totalResults: all.totalResults, Resources: [] });
    expect((await ask('GET', '/Users?count=many')).body).toMatchObject({ status: '400', scimType: 'invalidValue' });
  });

  it('are not had twice, whatever the capitals', async () => {
    await create('rut@example.com');
    const twice = await ask('POST', '/Users', user('RUT@example.com'));
    expect(twice).toMatchObject({ status: 409, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness' } });
    const { id } = await create('sven@example.com');
    expect((await ask('PUT', `/Users/${id}`, user('rut@example.com'))).body.scimType).toBe('uniqueness');
  });

  it('are refused as RFC 7644 says where they are not as a User is', async () => {
    for (const [body, scimType] of [
      [{ active: true }, 'invalidValue'],
      [user(''), 'invalidValue'],
      [user('x@example.com', { active: 'perhaps' }), 'invalidValue'],
      [user('x@example.com', { emails: 'x@example.com' }), 'invalidValue'],
      ['{"userName": ', 'invalidSyntax'],
    ] as const) {
      expect(await ask('POST', '/Users', body)).toMatchObject({ status: 400, body: { scimType, status: '400' } });
    }
    expect((await ask('GET', '/Nothing')).body).toMatchObject({ status: '404' });
  });
});

describe('a change to a user', () => {
  const patched = async (id: string, ...list: object[]) => ask('PATCH', `/Users/${id}`, operations(...list));

  it('is taken in the forms that directories send', async () => {
    const { id } = await create('tove@example.com', { displayName: 'Tove Lind', roles: ['agent'] });
    await patched(id, { op: 'Replace', path: 'active', value: 'False' });
    expect(await personOf(id)).toMatchObject({ active: false });
    await patched(id, { op: 'replace', value: { active: true, 'name.givenName': 'Tove', 'name.familyName': 'Strand' } });
    expect(await personOf(id)).toMatchObject({ active: true, name: 'Tove Strand' });
    await patched(id, { op: 'Add', path: 'emails[type eq "work"].value', value: 'tove.s@example.com' });
    expect(await personOf(id)).toMatchObject({ email: 'tove.s@example.com' });
    await patched(id, { op: 'add', path: 'roles', value: [{ value: 'lead' }] }, { op: 'remove', path: 'roles[value eq "agent"]' });
    expect(await personOf(id)).toMatchObject({ roles: ['lead'] });
    const extension = { op: 'add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Billing' };
    expect((await patched(id, extension)).status).toBe(200);
    await patched(id, { op: 'replace', path: 'displayName', value: 'Tove S.' });
    expect(await personOf(id)).toMatchObject({ name: 'Tove S.' });
  });

  it('is done whole or not at all, and refused by name', async () => {
    const { id } = await create('ulf@example.com', { displayName: 'Ulf' });
    for (const [operation, scimType] of [
      [{ op: 'replace', path: 'id', value: 'other' }, 'mutability'],
      [{ op: 'add', path: 'groups', value: [{ value: 'role:admin' }] }, 'mutability'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'a@b' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[', value: 'x' }, 'invalidPath'],
      [{ op: 'move', path: 'active', value: true }, 'invalidSyntax'],
      [{ op: 'replace', value: 'x' }, 'invalidValue'],
      [{ op: 'replace', path: 'userName', value: 'maya' }, 'uniqueness'],
      [{ op: 'remove', path: 'userName' }, 'invalidValue'],
    ] as const) {
      const { body } = await patched(id, { op: 'replace', path: 'displayName', value: 'Changed' }, operation);
      expect({ operation, scimType: body.scimType }).toEqual({ operation, scimType });
    }
    expect(await personOf(id)).toMatchObject({ name: 'Ulf' });
    expect((await patched('nobody', { op: 'replace', path: 'active', value: false })).status).toBe(404);
    expect((await ask('PATCH', `/Users/${id}`, {})).body.scimType).toBe('invalidSyntax');
  });

  it('that deactivates or deletes them ends their sessions at once', async () => {
    const isIn = async (cookie: string) => (await testServer.ask(cookie, 'GET', '/api/session')).status === 200;
    const noor = await testServer.signIn('noor');
    await patched('noor', { op: 'replace', path: 'active', value: false });
    expect(await isIn(noor)).toBe(false);
    await patched('noor', { op: 'replace', path: 'active', value: true });
    expect(await isIn(noor)).toBe(false);
    const ana = await testServer.signIn('ana');
    await ask('DELETE', '/Users/ana');
    expect(await isIn(ana)).toBe(false);
  });
});

describe('groups', () => {
  const members = async (id: string): Promise<string[]> =>
    (await ask('GET', `/Groups/${encodeURIComponent(id)}`)).body.members.map((one: AnyJson) => one.value).sort();

  it('are the teams, and a group for each role', async () => {
    const { body } = await ask('GET', '/Groups?excludedAttributes=members');
    const names = body.Resources.map((one: AnyJson) => one.displayName);
    expect(names).toEqual(expect.arrayContaining(['onhook-agent', 'onhook-admin', 'red', 'blue']));
    expect(body.Resources[0].members).toBeUndefined();
    const found = await ask('GET', `/Groups?filter=${encodeURIComponent('displayName eq "RED"')}`);
    expect(found.body.Resources).toMatchObject([{ id: 'team:red', members: [{ value: 'maya' }] }]);
  });

  it('put people into teams and take them out', async () => {
    const [one, two] = [await create('vera@example.com'), await create('wim@example.com')];
    const made = await ask('POST', '/Groups', { displayName: 'Night desk', externalId: 'g-1', members: [{ value: one.id }] });
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Night desk', externalId: 'g-1' } });
    const { id } = made.body;
    const change = (...list: object[]) => ask('PATCH', `/Groups/${encodeURIComponent(id)}`, operations(...list));
    await change({ op: 'add', path: 'members', value: [{ value: two.id }, { value: one.id }] });
    expect(await members(id)).toEqual([one.id, two.id].sort());
    await change({ op: 'remove', path: `members[value eq "${one.id}"]` });
    expect(await members(id)).toEqual([two.id]);
    await change({ op: 'Remove', path: 'members', value: [{ value: two.id }] });
    expect(await members(id)).toEqual([]);
    await change({ op: 'replace', value: { id, displayName: 'Day desk' } });
    expect((await ask('GET', `/Groups/${encodeURIComponent(id)}`)).body.displayName).toBe('Day desk');
    expect((await change({ op: 'add', path: 'members', value: [{ value: 'nobody' }] })).status).toBe(200);
    expect(await members(id)).toEqual([]);
    expect((await ask('POST', '/Groups', { displayName: 'day desk' })).body.scimType).toBe('uniqueness');
    await change({ op: 'add', path: 'members', value: [{ value: one.id }] });
    expect((await ask('DELETE', `/Groups/${encodeURIComponent(id)}`)).status).toBe(204);
    expect((await ask('GET', `/Groups/${encodeURIComponent(id)}`)).status).toBe(404);
    expect(await personOf(one.id)).toMatchObject({ team: null, active: true });
  });

  it('give roles and take them away', async () => {
    const { id } = await create('ylva@example.com');
    await ask('PATCH', '/Groups/role:analyst', operations({ op: 'add', path: 'members', value: [{ value: id }] }));
    expect(await personOf(id)).toMatchObject({ roles: ['analyst'] });
    expect((await ask('GET', `/Users/${id}`)).body.groups).toMatchObject([{ value: 'role:analyst', display: 'onhook-analyst' }]);
    expect((await ask('PATCH', '/Groups/role:analyst', operations({ op: 'replace', path: 'displayName', value: 'x' }))).body.scimType).toBe('mutability');
    await ask('DELETE', '/Groups/role:analyst');
    expect(await personOf(id)).toMatchObject({ roles: [] });
  });
});

describe('the requests that directories really send', () => {
  const primary = 'roles[primary eq "True"].value';
  const entraRole = (value: string) => JSON.stringify({ id: '827f0d2e', value, displayName: value });
  const rows: readonly { readonly title: string; readonly roles: readonly string[]; readonly list: readonly object[]; readonly after: readonly string[] }[] = [
    { title: 'Entra ID adds the single role of a person without one', roles: [], list: [{ op: 'Add', path: primary, value: 'Agent' }], after: ['agent'] },
    { title: 'Entra ID adds another single role, which takes the place of the first', roles: ['agent'], list: [{ op: 'Add', path: primary, value: 'lead' }], after: ['lead'] },
    { title: 'Entra ID replaces the single role', roles: ['agent'], list: [{ op: 'Replace', path: primary, value: 'lead' }], after: ['lead'] },
    { title: 'Entra ID replaces the single role of a person without one', roles: [], list: [{ op: 'replace', path: primary, value: 'lead' }], after: ['lead'] },
    { title: 'Entra ID removes the value of the single role', roles: ['agent'], list: [{ op: 'Remove', path: primary }], after: [] },
    { title: 'Entra ID removes the value of the single role, and names it', roles: ['agent'], list: [{ op: 'Remove', path: primary, value: 'agent' }], after: [] },
    { title: 'Entra ID removes the element of the single role', roles: ['agent'], list: [{ op: 'Remove', path: 'roles[primary eq "True"]' }], after: [] },
    { title: 'Entra ID replaces the single role by null', roles: ['agent'], list: [{ op: 'Replace', path: primary, value: null }], after: [] },
    { title: 'a primary role is replaced beside another role', roles: ['agent', 'lead'], list: [{ op: 'Replace', path: primary, value: 'analyst' }], after: ['analyst', 'lead'] },
    {
      title: 'Entra ID sends display, value and type of the single role, and a telephone number',
      roles: ['agent'],
      list: [
        { op: 'Replace', path: 'roles[primary eq "True"].display', value: 'Lead' },
        { op: 'Replace', path: primary, value: 'lead' },
        { op: 'Replace', path: 'roles[primary eq "True"].type', value: 'WindowsAzureActiveDirectoryRole' },
        { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '33-749-9990' },
        { op: 'Replace', path: 'addresses[type eq "work"].formatted', value: 'Harbour 1' },
      ],
      after: ['lead'],
    },
    { title: 'Entra ID sends all roles as texts of JSON', roles: ['agent'], list: [{ op: 'Add', path: 'roles', value: [{ value: entraRole('Agent') }, { value: entraRole('Lead') }] }], after: ['agent', 'lead'] },
    { title: 'Entra ID replaces all roles', roles: ['agent', 'lead'], list: [{ op: 'Replace', path: 'roles', value: [{ primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Analyst', value: 'analyst' }] }], after: ['analyst'] },
    { title: 'Entra ID replaces all roles by a single text', roles: ['agent'], list: [{ op: 'Replace', path: 'roles', value: 'Lead' }], after: ['lead'] },
    { title: 'Entra ID replaces all roles by none', roles: ['agent', 'lead'], list: [{ op: 'Replace', path: 'roles', value: [] }], after: [] },
    { title: 'all roles are removed', roles: ['agent', 'lead'], list: [{ op: 'Remove', path: 'roles' }], after: [] },
    { title: 'roles are removed by their values', roles: ['agent', 'lead'], list: [{ op: 'Remove', path: 'roles', value: [{ value: 'Lead' }] }], after: ['agent'] },
    { title: 'a role is removed by a filter in other capitals', roles: ['agent', 'lead'], list: [{ op: 'remove', path: 'roles[value eq "Lead"]' }], after: ['agent'] },
    { title: 'roles that name nothing here change nothing', roles: ['agent', 'lead'], list: [{ op: 'Replace', path: 'roles', value: [{ value: 'Emperor' }] }], after: ['agent', 'lead'] },
    { title: 'a change of another attribute changes no role', roles: ['agent', 'lead'], list: [{ op: 'Replace', path: 'displayName', value: 'New' }], after: ['agent', 'lead'] },
    { title: 'Okta sends a change without a path', roles: ['agent'], list: [{ op: 'replace', value: { active: true, roles: [{ value: 'lead', primary: 'true' }] } }], after: ['lead'] },
    { title: 'names of attributes come in other capitals', roles: ['agent'], list: [{ Op: 'Replace', Path: 'ROLES', Value: [{ Value: 'lead' }] }], after: ['lead'] },
  ];
  it.each(rows)('$title', async ({ roles, list, after }) => {
    const { id } = await create(`${crypto.randomUUID()}@example.com`, { roles });
    const { status, body } = await ask('PATCH', `/Users/${id}`, operations(...list));
    expect({ status, detail: body.detail }).toEqual({ status: 200, detail: undefined });
    expect((await personOf(id))?.roles).toEqual(after);
  });

  it('Okta creates somebody once more who was deactivated: they are active again, as the same person', async () => {
    const { id } = await create('zoe@example.com', { externalId: '00u1', displayName: 'Zoë', roles: ['agent'] });
    await ask('PATCH', `/Users/${id}`, operations({ op: 'replace', value: { active: false } }));
    const body = user('zoe@example.com', { externalId: '00u1', displayName: 'Zoë Lund', groups: [], password: 'x', locale: 'en-US' });
    expect(await ask('POST', '/Users', body)).toMatchObject({ status: 201, body: { id, active: true, displayName: 'Zoë Lund', roles: [{ value: 'agent' }] } });
    expect((await ask('POST', '/Users', body)).status).toBe(409);
  });

  it('a new person with the address of somebody who left is not that person', async () => {
    const { id } = await create('ann@example.com', { externalId: '00u2' });
    await ask('PATCH', `/Users/${id}`, operations({ op: 'replace', value: { active: false } }));
    expect((await ask('POST', '/Users', user('ann@example.com', { externalId: '00u3' }))).status).toBe(409);
    expect(await personOf(id)).toMatchObject({ active: false, external_id: '00u2' });
    // A different address with the same identifier of the directory is the same person.
    expect((await ask('POST', '/Users', user('ann.new@example.com', { externalId: '00u2' }))).body.id).toBe(id);
  });

  it('JumpCloud replaces a person without saying whether they are active or what they may do: neither changes', async () => {
    const { id } = await create('jo@example.com', { roles: ['agent'] });
    await ask('PUT', `/Users/${id}`, { schemas: [`${core}:User`], userName: 'jo@example.com', active: false });
    await ask('PUT', `/Users/${id}`, { schemas: [`${core}:User`], userName: 'jo@example.com', name: { givenName: 'Jo', familyName: 'Berg' } });
    expect(await personOf(id)).toMatchObject({ name: 'Jo Berg', active: false, roles: ['agent'] });
  });

  it('one unknown member does not spoil a Group, and a Group without members in its body keeps those it has', async () => {
    const [one, two] = [await create(`${crypto.randomUUID()}@example.com`), await create(`${crypto.randomUUID()}@example.com`)];
    const made = await ask('POST', '/Groups', { displayName: `Team ${one.id}`, members: [{ value: one.id }, { value: 'gone' }] });
    const url = `/Groups/${encodeURIComponent(made.body.id)}`;
    const members = async () => (await ask('GET', url)).body.members.map(({ value }: AnyJson) => value).sort();
    expect([made.status, await members()]).toEqual([201, [one.id]]);
    await ask('PATCH', url, operations({ op: 'Add', path: 'members', value: [{ $ref: null, value: two.id }, { $ref: null, value: 'gone' }] }));
    expect(await members()).toEqual([one.id, two.id].sort());
    await ask('PUT', url, { displayName: `Renamed ${one.id}` });
    await ask('PATCH', url, operations({ op: 'replace', value: { id: made.body.id, displayName: `Again ${one.id}` } }));
    await ask('PATCH', url, operations({ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'gone' }, { $ref: null, value: two.id }] }));
    expect(await members()).toEqual([one.id]);
    await ask('PATCH', url, operations({ op: 'Remove', path: 'members' }));
    expect(await members()).toEqual([]);
    expect(testServer.logged.some((line) => line.includes('a directory sent unknown values') && line.includes(made.body.id))).toBe(true);
    expect(testServer.logged.join('')).not.toContain('"gone"');
  });
});

it('says of itself what it can', async () => {
  expect((await ask('GET', '/ServiceProviderConfig')).body).toMatchObject({ patch: { supported: true }, bulk: { supported: false }, filter: { supported: true } });
  expect((await ask('GET', '/ResourceTypes')).body.Resources.map((one: AnyJson) => one.endpoint)).toEqual(['/Users', '/Groups']);
  expect((await ask('GET', `/Schemas/${core}:User`)).body).toMatchObject({ id: `${core}:User` });
  expect((await ask('GET', '/Users')).headers['content-type']).toContain('application/scim+json');
});
