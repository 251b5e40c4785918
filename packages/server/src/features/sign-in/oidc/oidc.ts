import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { OidcConfig } from '../../../platform/config/index.ts';
import { changeAccounts, keepOrder, type Account, type Accounts } from '../../people/index.ts';
import { record } from '../../../platform/audit/index.ts';
import { addAttempt, useAttempt } from '../queries/attempts.ts';
import { addIdentity, findIdentity, hasIdentity } from '../queries/identities.ts';
import { addTeam, allTeams, countAdministrators, findPerson, findPersonByEmail, type PersonRow } from '../../../platform/organisation/index.ts';
import { endSessions, tokenHashesByProvider } from '../queries/sessions.ts';
import type { Db, Store } from '../../../platform/store/index.ts';
import type { Device } from '../device.ts';
import type { SignedIn, SignIn } from '../sign-in.ts';
import { derive, hashToken, newToken } from '../../../platform/tokens.ts';
import { readClaims, type ClaimedPerson } from './claims.ts';
import type { Provider, AuthorizationFlow } from './provider.ts';

/** Result of a sign-in through the provider. The sign-in page shows only the reason of a refusal. */
export type OidcResult =
  | { readonly kind: 'signed-in'; readonly signedIn: SignedIn }
  | { readonly kind: 'refused'; readonly because: 'unknown' | 'not-active' | 'other-centre' | 'too-late' | 'declined' | 'failed' };

export interface Oidc {
  readonly name: string;
  /** Begins a flow. Returns the provider's page for the browser and the secret for its cookie; null when the provider does not answer. */
  begin(): Promise<{ readonly url: string; readonly secret: string } | null>;
  /** Ends a flow, once only, whether it succeeds or fails. `callback` is the whole URL to which the provider sent the browser. */
  end(callback: URL, secret: string | null, device: Device): Promise<OidcResult>;
  endSessionUrl(session: string): Promise<string | null>;
  /** Ends the sessions named by a back-channel logout token. False when the token is not a valid one of the provider. */
  logOut(token: string): Promise<boolean>;
}

interface OidcDeps {
  readonly config: OidcConfig;
  readonly provider: Provider;
  readonly store: Store;
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly signIn: SignIn;
  readonly log: Logger;
  peopleChanged(): Promise<void>;
}

const flowMs = 10 * 60_000;

/** Derives all values of a flow from one secret. The values in the URL do not reveal the others. */
const flowFrom = (secret: string): AuthorizationFlow => ({
  state: derive(secret, 'oidc state'),
  nonce: derive(secret, 'oidc nonce'),
  verifier: derive(secret, 'oidc verifier'),
});

export const createOidc = (deps: OidcDeps): Oidc => {
  const { config, provider, store, centre, clock, signIn, log } = deps;

  const teamOf = async (trx: Db, name: string): Promise<TeamId> => {
    const teams = await allTeams(trx, centre);
    const existing = teams.find((team) => team.team === name || team.name.toLowerCase() === name.toLowerCase());
    if (existing) return existing.team;
    const team = asId<TeamId>(name);
    await addTeam(trx, { centre, team, name });
    return team;
  };

  /** Finds the person linked to the provider's subject. If there is none, links the person with that e-mail address who has no subject yet. */
  const find = async (trx: Db, { subject, email }: ClaimedPerson): Promise<PersonRow | null> => {
    const person = await findIdentity(trx, centre, config.issuer, subject);
    if (person !== null) return (await findPerson(trx, centre, person)) ?? null;
    const byEmail = email === null ? undefined : await findPersonByEmail(trx, centre, email);
    if (!byEmail || (await hasIdentity(trx, centre, config.issuer, byEmail.person))) return null;
    await addIdentity(trx, { centre, issuer: config.issuer, subject, person: byEmail.person, created_at: clock.now() });
    return byEmail;
  };

  const add = async ({ trx, save }: Accounts, { subject, name, email }: ClaimedPerson): Promise<PersonRow | null> => {
    const owner = email === null ? undefined : await findPersonByEmail(trx, centre, email);
    if (!config.addPeople || owner) return null;
    const person = asId<PersonId>(crypto.randomUUID());
    const now = clock.now();
    await save({ centre, person, name: name ?? email ?? subject, email, roles: [], team: null, active: true, created_at: now });
    await addIdentity(trx, { centre, issuer: config.issuer, subject, person, created_at: now });
    return (await findPerson(trx, centre, person)) ?? null;
  };

  /** Computes the account after this sign-in. The last administrator keeps that role, whatever the claims are. */
  const accountAfter = async (trx: Db, person: PersonRow, claimed: ClaimedPerson): Promise<Account> => {
    const team = claimed.team === null ? person.team : await teamOf(trx, claimed.team);
    const roles = keepOrder(person.roles, claimed.roles ?? person.roles);
    const losesAdmin = person.roles.includes('admin') && !roles.includes('admin');
    const isLast = losesAdmin && (await countAdministrators(trx, centre)) === 1;
    if (isLast) log.warn({ claim: config.rolesClaim }, 'the roles claim would remove the last administrator, who keeps that role');
    return { ...person, name: claimed.name ?? person.name, roles: isLast ? [...roles, 'admin'] : roles, team };
  };

  const recognize = async (claimed: ClaimedPerson): Promise<{ person: PersonId; changed: boolean } | 'unknown' | 'not-active'> => {
    const audit = (about: readonly PersonId[], trx: Db) =>
      record(trx, { centre, at: clock.now(), actor: null, as: 'provider', deed: 'provider-changed', about });
    const { value, people } = await changeAccounts({ db: store.db, centre, now: clock.now(), audit }, async (accounts) => {
      const person = (await find(accounts.trx, claimed)) ?? (await add(accounts, claimed));
      if (!person) return 'unknown' as const;
      if (!person.active) return 'not-active' as const;
      await accounts.save(await accountAfter(accounts.trx, person, claimed));
      return { person: person.person };
    });
    return typeof value === 'string' ? value : { ...value, changed: people.length > 0 };
  };

  return {
    name: config.name,
    begin: async () => {
      const secret = newToken();
      const flow = flowFrom(secret);
      const now = clock.now();
      try {
        const url = await provider.authorizationUrl(flow);
        await addAttempt(store.db, {
          centre,
          attempt_hash: hashToken(flow.state),
          kind: 'oidc',
          bound_to: hashToken(secret),
          created_at: now,
          expires_at: now + flowMs,
        });
        return { url, secret };
      } catch (error) {
        log.warn({ err: error }, 'the sign-in provider does not answer');
        return null;
      }
    },
    end: async (callback, secret, device) => {
      const state = callback.searchParams.get('state') ?? '';
      const attempt = { centre, attempt_hash: hashToken(state), kind: 'oidc', bound_to: hashToken(secret ?? '') } as const;
      if (!(await useAttempt(store.db, attempt, clock.now())) || secret === null) return { kind: 'refused', because: 'too-late' };
      if (callback.searchParams.get('error') === 'access_denied') return { kind: 'refused', because: 'declined' };
      let verified;
      try {
        verified = await provider.claimsFrom(callback, flowFrom(secret));
      } catch (error) {
        const { code, message } = error as { readonly code?: string; readonly message?: string };
        log.warn({ code, message }, 'the sign-in provider’s answer was refused');
        return { kind: 'refused', because: 'failed' };
      }
      const claimed = readClaims(config, centre, verified.claims);
      if (claimed === 'other-centre') return { kind: 'refused', because: 'other-centre' };
      if (claimed.unknownRoles.length > 0) {
        log.warn({ claim: config.rolesClaim, unknown: claimed.unknownRoles }, 'the roles claim contains no known role, and changes none');
      }
      const recognized = await recognize(claimed);
      if (typeof recognized === 'string') return { kind: 'refused', because: recognized };
      if (recognized.changed) await deps.peopleChanged();
      const { sid } = verified.claims as { readonly sid?: unknown };
      const signedIn = await signIn.begin(recognized.person, 'oidc', device, {
        subject: claimed.subject,
        session: typeof sid === 'string' ? sid : null,
        idToken: verified.idToken,
      });
      return signedIn ? { kind: 'signed-in', signedIn } : { kind: 'refused', because: 'not-active' };
    },
    endSessionUrl: async (session) => {
      const idToken = await signIn.idTokenOf(session);
      return idToken === null ? null : provider.endSessionUrl(idToken);
    },
    logOut: async (token) => {
      let logout;
      try {
        logout = await provider.readLogoutToken(token);
      } catch (error) {
        log.warn({ code: (error as { readonly code?: string }).code }, 'a logout token was refused');
        return false;
      }
      // A replayed logout token must not end sessions that began after it was issued.
      const ended = await tokenHashesByProvider(store.db, centre, { ...logout, beganBy: logout.issuedAt + 1000 });
      await endSessions(store.db, centre, ended, clock.now());
      return true;
    },
  };
};
