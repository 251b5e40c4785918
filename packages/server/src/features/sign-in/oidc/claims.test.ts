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
const claims = (more: object = {}): Claims => ({ sub: 's1', name: 'Maya Osei', email: 'maya@example.com', email_verified: true, ...more });

describe('claims', () => {
  it('say who, and leave what they are not asked for as it is', () => {
    expect(readClaims(config(), 'main', claims({ roles: ['admin'], team: 'red' }))).toEqual({
      subject: 's1',
      name: 'Maya Osei',
      email: 'maya@example.com',
      team: null,
      roles: null,
      unknownRoles: [],
    });
  });

  it('give an address only where it is verified or trusted', () => {
    for (const verified of [false, undefined, 'true', 1, null]) {
      expect(readClaims(config(), 'main', claims({ email_verified: verified }))).toMatchObject({ email: null });
      expect(readClaims(config({ trustEmail: true }), 'main', claims({ email_verified: verified }))).toMatchObject({ email: 'maya@example.com' });
    }
  });

  it('let nobody into another centre', () => {
    const asked = config({ centreClaim: 'centres' });
    expect(readClaims(asked, 'main', claims({ centres: ['north', 'main'] }))).toMatchObject({ subject: 's1' });
    for (const centres of [undefined, null, [], 'north', ['mainland'], { main: true }, [['main']], 'main,north']) {
      expect(readClaims(asked, 'main', claims({ centres }))).toBe('other-centre');
    }
  });

  it('give roles by the configured words, and change none by any other', () => {
    const mapped = config({ rolesClaim: 'realm_access.roles', roles: { 'Floor leads': 'lead', Agents: 'agent' } });
    const rolesOf = (asked: OidcConfig, words: unknown) => {
      const read = readClaims(asked, 'main', claims({ realm_access: { roles: words } }));
      return read === 'other-centre' ? read : read.roles;
    };
    expect(rolesOf(mapped, ['Agents', 'Floor leads', 'Sports'])).toEqual(['agent', 'lead']);
    expect(rolesOf(mapped, ['admin', 'toString', '__proto__', 'constructor'])).toBeNull();
    expect(rolesOf(mapped, [])).toEqual([]);
    expect(rolesOf(config({ rolesClaim: 'realm_access.roles' }), ['admin', 'owner'])).toEqual(['admin']);
    expect(rolesOf(mapped, undefined)).toBeNull();
  });

  it('take a name with dots as it is, before a path', () => {
    const asked = config({ teamClaim: 'https://example.com/team' });
    expect(readClaims(asked, 'main', claims({ 'https://example.com/team': 'red' }))).toMatchObject({ team: 'red' });
  });
});
