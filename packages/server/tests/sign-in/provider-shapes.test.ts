import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OidcConfig } from '../../src/platform/config/index.ts';
import { readClaims, type ClaimedPerson } from '../../src/features/sign-in/oidc/claims.ts';
import { authMethods, createProvider } from '../../src/features/sign-in/oidc/provider.ts';
import { startFakeProvider, type FakeProvider, type ProviderShape } from '../support/fake-provider.ts';

const publicUrl = 'http://127.0.0.1:8420';
let fake: FakeProvider;
const logged: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });

beforeAll(async () => {
  fake = await startFakeProvider({ idToken: {} });
});
afterAll(() => fake.stop());

const signIn = async (shape: ProviderShape, settings: Partial<OidcConfig>): Promise<ClaimedPerson> => {
  fake.shape = shape;
  fake.authenticated.length = 0;
  const config: OidcConfig = {
    issuer: fake.issuer,
    clientId: 'onhook',
    name: 'id',
    scopes: 'openid profile email',
    centreClaim: null,
    teamClaim: null,
    rolesClaim: null,
    roles: {},
    trustEmail: false,
    addPeople: false,
    ...settings,
  };
  const provider = createProvider(config, 'a secret', publicUrl, { now: Date.now }, log);
  const round = { state: 'state', nonce: 'nonce', verifier: 'v'.repeat(43) };
  const { claims } = await provider.claimsFrom(fake.answerTo(await provider.authorizationUrl(round)), round);
  const claimed = readClaims(config, 'main', claims);
  if (claimed === 'other-centre') throw new Error(claimed);
  return claimed;
};

const maya = { name: 'Maya Osei', email: 'maya@example.com' };
const verified = { ...maya, email_verified: true };
const entraMethods = ['client_secret_post', 'private_key_jwt', 'client_secret_basic', 'self_signed_tls_client_auth'];
const keycloakMethods = ['private_key_jwt', 'client_secret_basic', 'client_secret_post', 'tls_client_auth', 'client_secret_jwt'];

interface Case {
  readonly title: string;
  readonly shape: ProviderShape;
  readonly settings: Partial<OidcConfig>;
  readonly claimed: Partial<ClaimedPerson>;
  readonly authenticated?: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'Entra ID sends app roles in the ID token alone, and refuses userinfo to an access token of another audience',
    shape: {
      authMethods: entraMethods,
      idToken: { ...maya, preferred_username: 'maya@example.com', oid: 'o', tid: 't', ver: '2.0', roles: ['Lead', 'Agent'] },
      userinfo: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure. Invalid audience.' } } },
    },
    settings: { rolesClaim: 'roles', trustEmail: true },
    claimed: { roles: ['agent', 'lead'], email: 'maya@example.com', name: 'Maya Osei' },
    authenticated: ['post'],
  },
  {
    title: 'Entra ID sends no roles claim for a person without an app role: nothing changes',
    shape: { authMethods: entraMethods, idToken: { ...maya }, userinfo: { status: 200, body: { ...maya, picture: 'https://graph.example/photo' } } },
    settings: { rolesClaim: 'roles' },
    claimed: { roles: null, unknownRoles: [] },
  },
  {
    title: 'Entra ID sends a reference in place of too many groups: nothing changes',
    shape: { authMethods: entraMethods, idToken: { ...maya, _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://graph.example/getMemberObjects' } } } },
    settings: { rolesClaim: 'groups', roles: { '6f1c-a': 'agent' } },
    claimed: { roles: null, unknownRoles: [] },
  },
  {
    title: 'Okta sends a thin ID token, and groups in userinfo',
    shape: {
      authMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
      accepts: 'basic',
      idToken: { ver: 1, amr: ['pwd'], idp: '00o1' },
      userinfo: { status: 200, body: { ...verified, zoneinfo: 'Europe/Berlin', groups: ['Everyone', 'Contact agents'] } },
    },
    settings: { rolesClaim: 'groups', roles: { 'Contact agents': 'agent' } },
    claimed: { roles: ['agent'], email: 'maya@example.com' },
    authenticated: ['post', 'basic'],
  },
  {
    title: 'Keycloak sends realm roles by a path, among roles of its own',
    shape: {
      authMethods: keycloakMethods,
      idToken: { ...verified, preferred_username: 'maya', realm_access: { roles: ['offline_access', 'uma_authorization', 'default-roles-main', 'agent'] } },
      userinfo: { status: 200, body: { ...verified } },
    },
    settings: { rolesClaim: 'realm_access.roles' },
    claimed: { roles: ['agent'] },
  },
  {
    title: 'Keycloak sends roles of a client whose name has dots, by a path',
    shape: { authMethods: keycloakMethods, idToken: { ...verified, resource_access: { 'onhook.example.com': { roles: ['lead'] } } } },
    settings: { rolesClaim: 'resource_access.onhook.example.com.roles' },
    claimed: { roles: ['lead'] },
  },
  {
    title: 'Keycloak sends groups with a slash in front, and a group within a group is another group',
    shape: { authMethods: keycloakMethods, idToken: { ...verified, groups: ['/agent', '/guests/admin'] } },
    settings: { rolesClaim: 'groups' },
    claimed: { roles: ['agent'] },
  },
  {
    title: 'Keycloak as it is installed puts realm roles into the access token alone: nothing changes',
    shape: { authMethods: keycloakMethods, idToken: { ...verified }, userinfo: { status: 200, body: { ...verified } } },
    settings: { rolesClaim: 'realm_access.roles' },
    claimed: { roles: null, unknownRoles: [] },
  },
  {
    title: 'Google sends no roles at all',
    shape: { authMethods: ['client_secret_post', 'client_secret_basic'], idToken: { ...verified, hd: 'example.com', picture: 'https://photo.example', at_hash: 'x' }, userinfo: { status: 200, body: { ...verified } } },
    settings: { rolesClaim: 'roles' },
    claimed: { roles: null, email: 'maya@example.com', unknownRoles: [] },
  },
  {
    title: 'Cognito sends groups in the ID token alone, and text for booleans in userinfo',
    shape: {
      authMethods: ['client_secret_basic', 'client_secret_post'],
      idToken: { ...verified, token_use: 'id', 'cognito:username': 'maya', 'cognito:groups': ['agents', 'eu-west_sso'] },
      userinfo: { status: 200, body: { ...maya, email_verified: 'true', username: 'maya' } },
    },
    settings: { rolesClaim: 'cognito:groups', roles: { agents: 'agent' } },
    claimed: { roles: ['agent'], email: 'maya@example.com' },
  },
  {
    title: 'Cognito passes on a list from another provider as one text',
    shape: { authMethods: ['client_secret_basic', 'client_secret_post'], idToken: { ...verified, 'custom:roles': '[Contact agents, Floor leads]' } },
    settings: { rolesClaim: 'custom:roles', roles: { 'Contact agents': 'agent', 'Floor leads': 'lead' } },
    claimed: { roles: ['agent', 'lead'] },
  },
  {
    title: 'JumpCloud sends its groups under a configured name, one of them as a text',
    shape: { authMethods: ['client_secret_basic', 'client_secret_post', 'none'], idToken: { ...verified, memberOf: 'Contact agents' }, userinfo: { status: 200, body: { ...verified } } },
    settings: { rolesClaim: 'memberOf', roles: { 'Contact agents': 'agent' } },
    claimed: { roles: ['agent'] },
  },
  {
    title: 'An empty list takes all roles',
    shape: { idToken: { ...verified, roles: [] } },
    settings: { rolesClaim: 'roles' },
    claimed: { roles: [], unknownRoles: [] },
    authenticated: ['basic'],
  },
  {
    title: 'A provider that lists client_secret_basic alone gets it',
    shape: { authMethods: ['client_secret_basic'], accepts: 'basic', idToken: { ...verified } },
    settings: {},
    claimed: { email: 'maya@example.com' },
    authenticated: ['basic'],
  },
  {
    title: 'A provider that lists client_secret_post alone gets it',
    shape: { authMethods: ['client_secret_post'], accepts: 'post', idToken: { ...verified } },
    settings: {},
    claimed: { email: 'maya@example.com' },
    authenticated: ['post'],
  },
  {
    title: 'Userinfo of another subject counts for nothing',
    shape: { idToken: { ...verified, roles: ['agent'] }, userinfo: { status: 200, subject: 'sub-2', body: { name: 'Somebody Else', team: 'red' } } },
    settings: { rolesClaim: 'roles', teamClaim: 'team' },
    claimed: { roles: ['agent'], name: 'Maya Osei', team: null },
  },
  {
    title: 'Userinfo that fails leaves the ID token',
    shape: { idToken: { ...verified, roles: ['agent'] }, userinfo: { status: 503, body: {} } },
    settings: { rolesClaim: 'roles' },
    claimed: { roles: ['agent'] },
  },
];

describe('the claims that providers really send', () => {
  it.each(cases)('$title', async ({ shape, settings, claimed, authenticated }) => {
    expect(await signIn(shape, settings)).toMatchObject({ subject: 'sub-1', ...claimed });
    if (authenticated) expect(fake.authenticated).toEqual(authenticated);
  });

  it.each([[['Sports', 'owner']], ['Sports, owner'], [{ roles: ['agent'] }], [7], [[['agent']]]])('%j names no role: it changes none, and its words are logged', async (roles) => {
    const { roles: named, unknownRoles } = await signIn({ idToken: { ...verified, roles } }, { rolesClaim: 'roles' });
    expect(named).toBeNull();
    if (Array.isArray(roles) && typeof roles[0] === 'string') expect(unknownRoles).toEqual(['Sports', 'owner']);
  });

  it('are asked for again by the way that worked', async () => {
    fake.shape = { authMethods: ['client_secret_post', 'client_secret_basic'], accepts: 'basic', idToken: verified };
    fake.authenticated.length = 0;
    const config = { issuer: fake.issuer, clientId: 'onhook', scopes: 'openid' } as OidcConfig;
    const provider = createProvider(config, 'a secret', publicUrl, { now: Date.now }, log);
    for (const nonce of ['one', 'two']) {
      const round = { state: 'state', nonce, verifier: 'v'.repeat(43) };
      await provider.claimsFrom(fake.answerTo(await provider.authorizationUrl(round)), round);
    }
    expect(fake.authenticated).toEqual(['post', 'basic', 'basic']);
  });
});

it('reads the ways to authenticate from metadata, which means client_secret_basic when it lists none', () => {
  expect(authMethods(undefined)).toEqual(['client_secret_basic']);
  expect(authMethods(['private_key_jwt', 'client_secret_basic', 'client_secret_post'])).toEqual(['client_secret_post', 'client_secret_basic']);
  expect(authMethods(['client_secret_jwt'])).toEqual(['client_secret_jwt']);
  expect(authMethods(['private_key_jwt'])).toEqual(['client_secret_basic']);
});
