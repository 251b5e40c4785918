import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Actor } from '../../platform/access/index.ts';
import { addFrameCode, useFrameCode } from './queries/frame-codes.ts';
import { addLink, redeemLink } from './queries/links.ts';
import { saveLastSignInDay } from './queries/last-sign-in-days.ts';
import {
  addSession,
  endSignIn,
  endSessions,
  findSession,
  validSessions,
  tokenHashesEndedSince,
  sessionsOf,
  touchSessions,
  type SessionRow,
} from './queries/sessions.ts';
import { findPerson, teamsLedBy, teamsStoodInFor } from '../../platform/organisation/index.ts';
import type { Store } from '../../platform/store/index.ts';
import type { SignInWay } from './tables.ts';
import type { Device } from './device.ts';
import { hashToken, newToken, openWith, sealWith } from '../../platform/tokens.ts';

/** A session at the provider: the token to end it, and the ids in the provider's logout requests. */
export interface ProviderSession {
  readonly subject: string;
  readonly session: string | null;
  readonly idToken: string;
}

export interface SignedIn {
  readonly session: string;
  readonly actor: Actor;
}

/** A sign-in, with the sessions that were handed over to frames from it. */
export interface OwnSession {
  /** Identifies the session to its person. The id grants no access. */
  readonly id: string;
  readonly row: SessionRow;
  readonly framed: readonly OwnSession[];
}

/** Sessions of Onhook. Every way to sign in begins one here. */
export interface SignIn {
  /** Makes the token of a sign-in link for this person. It is valid once, for `lastsMs` milliseconds. */
  makeLink(person: PersonId, lastsMs: number): Promise<{ readonly token: string; readonly expiresAt: number }>;
  /** Redeems a link. Null when it is unknown, used or expired, or its person is not active. */
  redeem(token: string, device: Device): Promise<SignedIn | null>;
  /** Begins a session for an authenticated person; null when they are not active. */
  begin(person: PersonId, how: 'oidc' | 'passkey', device: Device, providerSession: ProviderSession | null): Promise<SignedIn | null>;
  /** Finds the person of a session; null when it has ended. Renews a session that is in use. */
  actorOf(session: string): Promise<Actor | null>;
  /** Finds which of these sessions are valid, in a single query. Renews them as `actorOf` does. */
  activeSessions(sessions: readonly string[]): Promise<ReadonlySet<string>>;
  /** Ends the whole sign-in: this session, its parent, and every session handed over from them. */
  signOut(session: string): Promise<void>;
  /** Makes a code with which a frame begins its own session. The frame also needs the verifier whose hash is `challenge`. */
  makeFrameCode(session: string, challenge: string, host: string): Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** Redeems a frame's code. Null when the code is unknown, used, expired or another frame's, or the sign-in has ended. */
  redeemFrameCode(code: string, verifier: string, device: Device): Promise<SignedIn | null>;
  /** Lists a person's valid sign-ins, each with the sessions handed over from it. */
  sessionsOf(person: PersonId): Promise<readonly OwnSession[]>;
  /** Ends a session of this person and those handed over from it. False when the person has no session with this id. */
  revoke(person: PersonId, id: string): Promise<boolean>;
  /** Ends all of this person's sessions except the sign-in that `session` belongs to. */
  revokeOthers(person: PersonId, session: string): Promise<void>;
  /** Lists the hashes of sessions that ended at or after `at`. */
  endedSince(at: number): Promise<readonly string[]>;
  /** Reads the ID token that ends the session at the provider; null when there is none. */
  idTokenOf(session: string): Promise<string | null>;
}

const sessionLastsMs = 12 * 3_600_000;
const renewAfterMs = 10 * 60_000;
/** Hashes the stored hash again, so that browsers never get the database's key of the session. */
export const sessionIdOf = (tokenHash: string): string => hashToken(tokenHash).slice(0, 22);

/** Short, because a code only passes between two windows of the same browser. */
const frameCodeLastsMs = 60_000;

/**
 * Creates the sign-in service of a centre.
 *
 * @param timezone time zone of the centre, in which the days of sign-ins are counted
 */
export const createSignIn = (store: Store, centre: CentreId, clock: Clock, timezone: string): SignIn => {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' });

  const actorFor = async (person: PersonId, framedIn: string | null): Promise<Actor | null> => {
    const row = await findPerson(store.db, centre, person);
    if (!row?.active) return null;
    const identity = { person, name: row.name, framedIn };
    // In a frame on another site's page a person has at most the role of agent.
    if (framedIn !== null) return { ...identity, roles: row.roles.filter((role) => role === 'agent'), leads: [] };
    const led = await teamsLedBy(store.db, centre, person);
    const stoodInFor = await teamsStoodInFor(store.db, centre, person, clock.now());
    const roles = stoodInFor.length > 0 && !row.roles.includes('lead') ? [...row.roles, 'lead' as const] : row.roles;
    return { ...identity, roles, leads: [...new Set([...led, ...stoodInFor])] };
  };

  interface NewSession {
    readonly how: SignInWay;
    readonly device: Device;
    readonly parent?: string;
    readonly providerSession?: ProviderSession | null;
  }

  const begin = async (actor: Actor, { how, device, parent, providerSession }: NewSession): Promise<string> => {
    const session = newToken();
    const now = clock.now();
    await addSession(store.db, {
      centre,
      token_hash: hashToken(session),
      person: actor.person,
      csrf: null,
      created_at: now,
      last_seen_at: now,
      expires_at: now + sessionLastsMs,
      parent: parent ?? null,
      framed_in: actor.framedIn,
      how,
      ...device,
      provider_subject: providerSession?.subject ?? null,
      provider_session: providerSession?.session ?? null,
      sealed_id_token: providerSession ? sealWith(session, providerSession.idToken) : null,
    });
    if (parent === undefined) await saveLastSignInDay(store.db, centre, actor.person, dayOf.format(now));
    return session;
  };

  const sessionsByPerson = async (person: PersonId): Promise<OwnSession[]> => {
    const rows = await sessionsOf(store.db, centre, person, clock.now());
    const toOwnSession = (row: SessionRow): OwnSession => ({
      id: sessionIdOf(row.token_hash),
      row,
      framed: rows.filter(({ parent }) => parent === row.token_hash).map(toOwnSession),
    });
    return rows.filter(({ parent }) => parent === null).map(toOwnSession);
  };

  return {
    makeLink: async (person, lastsMs) => {
      const token = newToken();
      const now = clock.now();
      await addLink(store.db, { centre, token_hash: hashToken(token), person, created_at: now, expires_at: now + lastsMs });
      return { token, expiresAt: now + lastsMs };
    },
    redeem: async (token, device) => {
      const now = clock.now();
      const person = await redeemLink(store.db, centre, hashToken(token), now);
      const actor = person === null ? null : await actorFor(person, null);
      return actor && { session: await begin(actor, { how: 'link', device }), actor };
    },
    begin: async (person, how, device, providerSession) => {
      const actor = await actorFor(person, null);
      return actor && { session: await begin(actor, { how, device, providerSession }), actor };
    },
    actorOf: async (session) => {
      const now = clock.now();
      const row = await findSession(store.db, centre, hashToken(session), now);
      if (!row) return null;
      if (row.last_seen_at < now - renewAfterMs) {
        await touchSessions(store.db, centre, [row.token_hash], now, now + sessionLastsMs);
      }
      return actorFor(row.person, row.framed_in);
    },
    activeSessions: async (sessions) => {
      const now = clock.now();
      const byHash = new Map(sessions.map((session) => [hashToken(session), session]));
      const rows = await validSessions(store.db, centre, [...byHash.keys()], now);
      const due = rows.filter((row) => row.last_seen_at < now - renewAfterMs).map((row) => row.token_hash);
      await touchSessions(store.db, centre, due, now, now + sessionLastsMs);
      return new Set(rows.flatMap((row) => byHash.get(row.token_hash) ?? []));
    },
    makeFrameCode: async (session, challenge, host) => {
      const code = newToken();
      const now = clock.now();
      const expiresAt = now + frameCodeLastsMs;
      await addFrameCode(store.db, {
        centre,
        code_hash: hashToken(code),
        session_hash: hashToken(session),
        challenge,
        host,
        created_at: now,
        expires_at: expiresAt,
      });
      return { code, expiresAt };
    },
    redeemFrameCode: async (code, verifier, device) => {
      const now = clock.now();
      const frameCode = await useFrameCode(store.db, centre, hashToken(code), now);
      if (!frameCode || frameCode.challenge !== hashToken(verifier)) return null;
      const parent = await findSession(store.db, centre, frameCode.session_hash, now);
      const actor = parent ? await actorFor(parent.person, frameCode.host) : null;
      return actor && { session: await begin(actor, { how: 'frame', device, parent: frameCode.session_hash }), actor };
    },
    signOut: (session) => endSignIn(store.db, centre, hashToken(session), clock.now()),
    sessionsOf: sessionsByPerson,
    revoke: async (person, id) => {
      const sessions = (await sessionsByPerson(person)).flatMap((session) => [session, ...session.framed]);
      const session = sessions.find((candidate) => candidate.id === id);
      if (session) await endSessions(store.db, centre, [session.row.token_hash], clock.now());
      return session !== undefined;
    },
    revokeOthers: async (person, session) => {
      const hash = hashToken(session);
      const others = (await sessionsByPerson(person)).filter(({ row, framed }) => row.token_hash !== hash && !framed.some((frame) => frame.row.token_hash === hash));
      await endSessions(store.db, centre, others.map(({ row }) => row.token_hash), clock.now());
    },
    endedSince: (at) => tokenHashesEndedSince(store.db, centre, at),
    idTokenOf: async (session) => {
      const row = await findSession(store.db, centre, hashToken(session), clock.now());
      return row?.sealed_id_token == null ? null : openWith(session, row.sealed_id_token);
    },
  };
};
