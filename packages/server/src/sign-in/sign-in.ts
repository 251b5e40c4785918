import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Actor } from '../policies/index.ts';
import { addFrameCode, addLink, addSession, endSession, findPerson, findSession, goodSessions, redeemLink, teamsLedBy, touchSessions, useFrameCode, type Store } from '../store/index.ts';
import { hashToken, newToken } from './tokens.ts';

/**
 * How a person proves who they are. One-time links are the first way; others come in beside it and end in the same
 * place, a session of our own.
 */
export interface SignIn {
  /** A link token for this person, good once. */
  makeLink(person: PersonId, lastsMs: number): Promise<{ readonly token: string; readonly expiresAt: number }>;
  /** Uses up a link; null when it is unknown, used or expired, or its person is not active. */
  redeem(token: string): Promise<{ readonly session: string; readonly actor: Actor } | null>;
  /** Who a session belongs to; null when it has ended. Renews a session that is being used. */
  actorOf(session: string): Promise<Actor | null>;
  /** Those of these sessions that have not ended, asked of the store all at once. Renews them as `actorOf` does. */
  stillIn(sessions: readonly string[]): Promise<ReadonlySet<string>>;
  /** Ends the whole sign-in: this session, the one it was handed over from, and all that were handed over. */
  signOut(session: string): Promise<void>;
  /** A code by which the frame that knows what `challenge` was made from can have a session of its own. */
  makeFrameCode(session: string, challenge: string, host: string): Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** Uses up a code; null when it is unknown, used, expired or another frame's, or the sign-in has ended. */
  redeemFrameCode(code: string, verifier: string): Promise<{ readonly session: string; readonly actor: Actor } | null>;
}

const sessionLastsMs = 12 * 3_600_000;
const renewAfterMs = 10 * 60_000;
/** From one window to another of the same browser. */
const frameCodeLastsMs = 60_000;

export const createSignIn = (store: Store, centre: CentreId, clock: Clock): SignIn => {
  const actorFor = async (person: PersonId, framedIn: string | null): Promise<Actor | null> => {
    const row = await findPerson(store.db, centre, person);
    if (!row?.active) return null;
    const of = { person, name: row.name, framedIn };
    // On somebody else's page a person is the agent they are there, and nothing more.
    if (framedIn !== null) return { ...of, roles: row.roles.filter((role) => role === 'agent'), leads: [] };
    return { ...of, roles: row.roles, leads: await teamsLedBy(store.db, centre, person) };
  };

  const begin = async (actor: Actor, parent: string | null): Promise<string> => {
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
      parent,
      framed_in: actor.framedIn,
    });
    return session;
  };

  return {
    makeLink: async (person, lastsMs) => {
      const token = newToken();
      const now = clock.now();
      await addLink(store.db, { centre, token_hash: hashToken(token), person, created_at: now, expires_at: now + lastsMs });
      return { token, expiresAt: now + lastsMs };
    },
    redeem: async (token) => {
      const now = clock.now();
      const person = await redeemLink(store.db, centre, hashToken(token), now);
      const actor = person === null ? null : await actorFor(person, null);
      return actor && { session: await begin(actor, null), actor };
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
    stillIn: async (sessions) => {
      const now = clock.now();
      const byHash = new Map(sessions.map((session) => [hashToken(session), session]));
      const rows = await goodSessions(store.db, centre, [...byHash.keys()], now);
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
    redeemFrameCode: async (code, verifier) => {
      const now = clock.now();
      const used = await useFrameCode(store.db, centre, hashToken(code), now);
      if (!used || used.challenge !== hashToken(verifier)) return null;
      const parent = await findSession(store.db, centre, used.session_hash, now);
      const actor = parent ? await actorFor(parent.person, used.host) : null;
      return actor && { session: await begin(actor, used.session_hash), actor };
    },
    signOut: (session) => endSession(store.db, centre, hashToken(session), clock.now()),
  };
};
