import { describe, expect, it } from 'vitest';
import type { OidcConfig } from '../../../platform/config/index.ts';
import { readClaims, type Claims } from './claims.ts';

const config = (changes: Partial<OidcConfig> = {}): OidcConfig => ({
  issuer: 'https://id.example',
  clientId: 'onhook',
  name: 'id.example',
  scopes: 'openid',
  centreClaim: null,
  teamClaim: null,
  rolesClaim: null,
  roles: {},
  trustEmail: false,
  addPeople: false,
  ...changes,
});
const claims = (changes: object = {}): Claims => ({ sub: 's1', name: 'Maya Osei', email: 'maya@example.com', email_verified: true, ...changes });

describe('claims', () => {
  it('name the person, and change neither roles nor team unless configured', () => {
    expect(readClaims(config(), 'main', claims({ roles: ['admin'], team: 'red' }))).toEqual({
      subject: 's1',
      name: 'Maya Osei',
      email: 'maya@example.com',
      team: null,
      roles: null,
      unknownRoles: [],
    });
  });

  it('set the e-mail address only when it is verified or trusted by configuration', () => {
    for (const verified of [false, undefined, 'true', 1, null]) {
      expect(readClaims(config(), 'main', claims({ email_verified: verified }))).toMatchObject({ email: null });
      expect(readClaims(config({ trustEmail: true }), 'main', claims({ email_verified: verified }))).toMatchObject({ email: 'maya@example.com' });
    }
  });

  it('refuse a person of another centre', () => {
    const configured = config({ centreClaim: 'centres' });
    expect(readClaims(configured, 'main', claims({ centres: ['north', 'main'] }))).toMatchObject({ subject: 's1' });
    for (const centres of [undefined, null, [], 'north', ['mainland'], { main: true }, [['main']], 'main,north']) {
      expect(readClaims(configured, 'main', claims({ centres }))).toBe('other-centre');
    }
  });

  it('set the roles that configuration maps, and ignore every other value', () => {
    const mapped = config({ rolesClaim: 'realm_access.roles', roles: { 'Floor leads': 'lead', Agents: 'agent' } });
    const rolesOf = (configured: OidcConfig, words: unknown) => {
      const read = readClaims(configured, 'main', claims({ realm_access: { roles: words } }));
      return read === 'other-centre' ? read : read.roles;
    };
    expect(rolesOf(mapped, ['Agents', 'Floor leads', 'Sports'])).toEqual(['agent', 'lead']);
    expect(rolesOf(mapped, ['admin', 'toString', '__proto__', 'constructor'])).toBeNull();
    expect(rolesOf(mapped, [])).toEqual([]);
    expect(rolesOf(config({ rolesClaim: 'realm_access.roles' }), ['admin', 'owner'])).toEqual(['admin']);
    expect(rolesOf(mapped, undefined)).toBeNull();
  });

  it('find a name with dots before a path', () => {
    const configured = config({ teamClaim: 'https://example.com/team' });
    expect(readClaims(configured, 'main', claims({ 'https://example.com/team': 'red' }))).toMatchObject({ team: 'red' });
  });
});
