import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import { findPerson, findPersonByEmail, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';
import { newKey, startProvider, walkThrough, type TestProvider } from '../support/provider.ts';

const publicUrl = 'http://127.0.0.1:8420';
const centre = asId<CentreId>('main');
const slow = 120_000;

let testServer: TestServer;
let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider(publicUrl);
  testServer = await openTestServer({
    ...provider.env,
    ONHOOK_OIDC_ROLES_CLAIM: 'roles',
    ONHOOK_OIDC_ROLES: 'Floor leads=lead,Agents=agent',
    ONHOOK_OIDC_TEAM_CLAIM: 'team',
    ONHOOK_OIDC_CENTRE_CLAIM: 'centre',
  });
  // The provider uses real time, while the server checks its tokens by the test clock.
  testServer.clock.move(Date.now() - testServer.clock.now());
  for (const person of ['maya', 'noor']) await change(person, { email: `${person}@example.com` });
}, slow);
afterAll(async () => {
  await testServer?.close();
  await provider?.stop();
});
beforeEach(() => {
  // Tokens of the provider carry the real time.
  testServer.clock.move(Date.now() - testServer.clock.now());
  provider.next = 'sub-maya';
  provider.idTokenLastsSeconds = 3600;
  Object.assign(provider.accounts, {
    'sub-maya': { name: 'Maya Osei', email: 'maya@example.com', email_verified: true, roles: ['Agents'], team: 'blue', centre: 'main' },
    'sub-noor': { name: 'Noor Haddad', email: 'Noor@Example.com', email_verified: true, roles: ['Agents', 'Floor leads'], centre: ['main'] },
    'sub-nobody': { name: 'Somebody Else', email: 'else@example.com', email_verified: true, centre: 'main' },
    'sub-claimer': { name: 'Not Maya', email: 'maya@example.com', email_verified: true, centre: 'main' },
    'sub-unverified': { name: 'Not Ada', email: 'ada@example.com', email_verified: false, centre: 'main' },
    'sub-elsewhere': { name: 'Noor Haddad', email: 'noor@example.com', email_verified: true, centre: 'north' },
  });
});

const change = async (person: string, changes: object): Promise<void> => {
  const row = await findPerson(testServer.context.store.db, centre, asId<PersonId>(person));
  await upsertPerson(testServer.context.store.db, { ...row!, roles: json(row!.roles), ...changes });
};
const cookieIn = (reply: { headers: Record<string, unknown> }, name: string): string => {
  const cookies = [reply.headers['set-cookie']].flat().map(String);
  return cookies.map((cookie) => cookie.split(';')[0] ?? '').find((pair) => pair.startsWith(`${name}=`) && pair.length > name.length + 1) ?? '';
};
const get = (url: string, cookie = '') => testServer.app.inject({ method: 'GET', url, headers: { cookie, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' } });
const begin = async () => {
  const reply = await get('/sign-in/oidc');
  expect(reply.statusCode).toBe(303);
  return { address: String(reply.headers.location), round: cookieIn(reply, 'onhook-round') };
};
const callback = (answer: URL, cookie: string) => get(`${answer.pathname}${answer.search}`, cookie);
const signInAs = async (subject: string | null) => {
  provider.next = subject;
  const { address, round } = await begin();
  const answer = await walkThrough(address, publicUrl);
  return { answer, round, reply: await callback(answer, round) };
};
const sessionOf = async (subject: string): Promise<string> => {
  const { reply } = await signInAs(subject);
  expect(reply.headers.location).toBe('/');
  return cookieIn(reply, 'onhook');
};
const who = async (cookie: string): Promise<string | null> => {
  const { status, body } = await testServer.ask(cookie, 'GET', '/api/session');
  return status === 200 ? body.person.person : null;
};
const expectRefused = (reply: { headers: Record<string, unknown> }, problem: string): void => {
  expect(reply.headers['location']).toBe(`/sign-in?problem=${problem}`);
  expect(cookieIn(reply, 'onhook')).toBe('');
};

describe('signing in with a provider', () => {
  it('asks with a code, PKCE, state and nonce, and for nothing that the address gives away', async () => {
    const { address, round } = await begin();
    const asked = new URL(address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${publicUrl}/sign-in/oidc/callback`,
      client_id: 'onhook',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(address).not.toContain(round.split('=')[1]);
    const again = new URL((await begin()).address).searchParams;
    for (const name of ['state', 'nonce', 'code_challenge']) expect(again.get(name)).not.toBe(asked.get(name));
  });

  it('ends in a session of ours, with name, team and roles as the claims have them', async () => {
    const { reply } = await signInAs('sub-maya');
    const set = [reply.headers['set-cookie']].flat().map(String);
    expect(set.find((cookie) => cookie.startsWith('onhook='))).toMatch(/HttpOnly.*SameSite=Lax/);
    const { body } = await testServer.ask(cookieIn(reply, 'onhook'), 'GET', '/api/session');
    expect(body).toMatchObject({ person: { person: 'maya', name: 'Maya Osei' }, roles: ['agent'] });
    expect(await findPerson(testServer.context.store.db, centre, asId<PersonId>('maya'))).toMatchObject({ team: 'blue' });
    expect(await who(await sessionOf('sub-noor'))).toBe('noor');
    expect(await findPerson(testServer.context.store.db, centre, asId<PersonId>('noor'))).toMatchObject({ roles: ['agent', 'lead'] });
  });

  it('takes the session that was there to its end, and never goes on with one that was brought along', async () => {
    const before = await sessionOf('sub-noor');
    const { address, round } = await begin();
    provider.next = 'sub-maya';
    const reply = await callback(await walkThrough(address, publicUrl), `${round}; ${before}`);
    const after = cookieIn(reply, 'onhook');
    expect(after).not.toBe(before);
    expect([await who(before), await who(after)]).toEqual([null, 'maya']);
    const planted = await callback(await walkThrough((await begin()).address, publicUrl), 'onhook=planted');
    expectRefused(planted, 'too-late');
  });

  it('goes nowhere but home, whatever the request says', async () => {
    const evil = 'to=https://evil.example&next=//evil.example&return_to=https://evil.example';
    const reply = await get(`/sign-in/oidc?${evil}`);
    expect(new URL(String(reply.headers.location)).origin).toBe(provider.issuer);
    const answer = await walkThrough(String(reply.headers.location), publicUrl);
    const back = await get(`${answer.pathname}${answer.search}&${evil}`, cookieIn(reply, 'onhook-round'));
    expect(back.headers.location).toBe('/');
  });
});

describe('an answer from the provider is not taken', () => {
  it('with another state, or in another browser', async () => {
    const first = await begin();
    const answer = await walkThrough(first.address, publicUrl);
    const wrong = new URL(answer);
    wrong.searchParams.set('state', 'w'.repeat(43));
    expectRefused(await callback(wrong, first.round), 'too-late');
    // A valid answer for the attacker, opened in the browser of a person who has begun to sign in themselves.
    expectRefused(await callback(answer, (await begin()).round), 'too-late');
    expectRefused(await callback(answer, first.round), 'too-late');
  });

  it('twice', async () => {
    const { answer, round, reply } = await signInAs('sub-maya');
    expect(reply.headers.location).toBe('/');
    expectRefused(await callback(answer, round), 'too-late');
  });

  it('when its code belongs to another round', async () => {
    const used = await signInAs('sub-maya');
    const { address, round } = await begin();
    const answer = await walkThrough(address, publicUrl);
    answer.searchParams.set('code', used.answer.searchParams.get('code') ?? '');
    expectRefused(await callback(answer, round), 'failed');
  });

  it('when another issuer stands behind it', async () => {
    const mixedUp = async (iss: string | null) => {
      const { address, round } = await begin();
      const answer = await walkThrough(address, publicUrl);
      if (iss === null) answer.searchParams.delete('iss');
      else answer.searchParams.set('iss', iss);
      return callback(answer, round);
    };
    expectRefused(await mixedUp('https://evil.example'), 'failed');
    expectRefused(await mixedUp(`${provider.issuer}/`), 'failed');
    expectRefused(await mixedUp(null), 'failed');
  });

  it('when it comes too late, or its token is past its time', async () => {
    const late = await begin();
    const answer = await walkThrough(late.address, publicUrl);
    testServer.clock.move(11 * minute);
    expectRefused(await callback(answer, late.round), 'too-late');
    provider.idTokenLastsSeconds = 5;
    const { address, round } = await begin();
    const quick = await walkThrough(address, publicUrl);
    testServer.clock.move(minute);
    expectRefused(await callback(quick, round), 'failed');
  });

  it('when the person declined', async () => {
    expectRefused((await signInAs(null)).reply, 'declined');
  });
});

describe('who is let in', () => {
  it('is nobody unknown, of another centre, or with an address that is not proved to be theirs', async () => {
    expectRefused((await signInAs('sub-nobody')).reply, 'unknown');
    expectRefused((await signInAs('sub-elsewhere')).reply, 'other-centre');
    await change('ada', { email: 'ada@example.com' });
    expectRefused((await signInAs('sub-unverified')).reply, 'unknown');
    await sessionOf('sub-maya');
    expectRefused((await signInAs('sub-claimer')).reply, 'unknown');
    expect(await findPersonByEmail(testServer.context.store.db, centre, 'else@example.com')).toBeUndefined();
  });

  it('stays who they were when their address changes', async () => {
    await sessionOf('sub-maya');
    Object.assign(provider.accounts['sub-maya']!, { email: 'noor@example.com' });
    expect(await who(await sessionOf('sub-maya'))).toBe('maya');
  });

  it('is nobody who is not active', async () => {
    await sessionOf('sub-noor');
    await change('noor', { active: false });
    expectRefused((await signInAs('sub-noor')).reply, 'not-active');
    await change('noor', { active: true });
  });
});

it('adds whoever the provider signs in, where that is wanted, with what the claims give and no more', async () => {
  const open = await openTestServer({ ...provider.env, ONHOOK_OIDC_ADD_PEOPLE: 'true', ONHOOK_OIDC_TEAM_CLAIM: 'team' });
  try {
    open.clock.move(Date.now() - open.clock.now());
    provider.next = 'sub-nobody';
    Object.assign(provider.accounts['sub-nobody']!, { team: 'Night desk', roles: ['admin'] });
    const begun = await open.app.inject({ method: 'GET', url: '/sign-in/oidc' });
    const answer = await walkThrough(String(begun.headers.location), publicUrl);
    const headers = { cookie: cookieIn(begun, 'onhook-round') };
    const reply = await open.app.inject({ method: 'GET', url: `${answer.pathname}${answer.search}`, headers });
    expect(reply.headers.location).toBe('/');
    const { body } = await open.ask(cookieIn(reply, 'onhook'), 'GET', '/api/session');
    expect(body).toMatchObject({ person: { name: 'Somebody Else' }, roles: [] });
    const row = await findPersonByEmail(open.context.store.db, centre, 'else@example.com');
    expect(row).toMatchObject({ person: body.person.person, team: 'Night desk', active: true });
  } finally {
    await open.close();
  }
});

describe('the provider', () => {
  it('may change its keys from one sign-in to the next', async () => {
    expect(await who(await sessionOf('sub-maya'))).toBe('maya');
    await provider.rotateKeys();
    expect(await who(await sessionOf('sub-maya'))).toBe('maya');
  });

  it('is told of the end, and sends the browser back to the sign-in page', async () => {
    const cookie = await sessionOf('sub-maya');
    const { body } = await testServer.ask(cookie, 'DELETE', '/api/session');
    const end = new URL(body.goOn);
    expect(end.origin).toBe(provider.issuer);
    expect(end.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/sign-in`);
    expect(end.searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    expect(await who(cookie)).toBeNull();
    const byLink = await testServer.signIn('lea');
    expect((await testServer.ask(byLink, 'DELETE', '/api/session')).body).toEqual({ goOn: null });
  });

  const knock = async (token: string) =>
    (
      await testServer.app.inject({
        method: 'POST',
        url: '/sign-in/oidc/back-channel-logout',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ logout_token: token }).toString(),
      })
    ).statusCode;

  it('ends sessions by its own word, and by nobody else’s', async () => {
    const [maya, noor] = [await sessionOf('sub-maya'), await sessionOf('sub-noor')];
    const maker = { sub: 'sub-maya' };
    const forged: string[] = [
      await provider.logoutToken(maker, { key: newKey() }),
      await provider.logoutToken({ ...maker, iss: 'https://evil.example' }),
      await provider.logoutToken({ ...maker, aud: 'another-client' }),
      await provider.logoutToken({ ...maker, nonce: 'n' }),
      await provider.logoutToken({ ...maker, events: {} }),
      await provider.logoutToken({ ...maker, iat: Math.floor(Date.now() / 1000) - 3600, exp: Math.floor(Date.now() / 1000) - 1800 }),
      await provider.logoutToken({}),
      'not.a.token',
    ];
    for (const token of forged) expect(await knock(token), token).toBe(400);
    expect(await who(maya)).toBe('maya');

    const good = await provider.logoutToken(maker);
    expect(await knock(good)).toBe(200);
    expect([await who(maya), await who(noor)]).toEqual([null, 'noor']);
    // The same logout token, sent again, ends no session that began later.
    testServer.clock.move(minute);
    const again = await sessionOf('sub-maya');
    expect(await knock(good)).toBe(200);
    expect(await who(again)).toBe('maya');
    testServer.clock.move(Date.now() - testServer.clock.now());
  });

  it('is not missed: while it is away the sign-in page says so, and links still work', async () => {
    const alone = await openTestServer({ ...provider.env, ONHOOK_OIDC_ISSUER: 'http://127.0.0.1:9' });
    try {
      const reply = await alone.app.inject({ method: 'GET', url: '/sign-in/oidc' });
      expect(reply.headers.location).toBe('/sign-in?problem=away');
      expect(await alone.signIn('maya')).toMatch(/^onhook=/);
    } finally {
      await alone.close();
    }
  });

  it('leaves no secret in the store or the log', async () => {
    const { round, answer } = await signInAs('sub-maya');
    const code = answer.searchParams.get('code') ?? '';
    const { db } = testServer.context.store;
    const kept = JSON.stringify([
      await db.selectFrom('sign_in_attempt').selectAll().execute(),
      await db.selectFrom('session').selectAll().execute(),
      testServer.logged,
    ]);
    for (const secret of [round.split('=')[1] ?? '', code, answer.searchParams.get('state') ?? '', 'eyJ']) expect(kept).not.toContain(secret);
  });
});
