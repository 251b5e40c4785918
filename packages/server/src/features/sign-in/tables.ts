import type { CentreId, PersonId } from '@onhook/core/ids';
import { example, sqlMigration, table, type Json, type MayBeLeftOut, type SchemaPart } from '../../platform/store/index.ts';

/** The way a session began. */
export type SignInWay = 'link' | 'oidc' | 'passkey' | 'frame';

export interface SignInLinkTable {
  centre: CentreId;
  token_hash: string;
  person: PersonId;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface SessionTable {
  centre: CentreId;
  token_hash: string;
  person: PersonId;
  csrf: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  ended_at: number | null;
  /** Session from which this one was handed over to a frame. Its end ends this one too. Null for a sign-in. */
  parent: MayBeLeftOut<string>;
  /** Origin of the page that has the frame. */
  framed_in: MayBeLeftOut<string>;
  how: MayBeLeftOut<SignInWay>;
  /** Names by which its person recognises the session. The rest of the user agent is not stored. */
  browser: MayBeLeftOut<string>;
  system: MayBeLeftOut<string>;
  /** The provider's ids of the person and of its session, for back-channel logout. */
  provider_subject: MayBeLeftOut<string>;
  provider_session: MayBeLeftOut<string>;
  /** ID token for ending the session at the provider, encrypted with the session's token. */
  sealed_id_token: MayBeLeftOut<string>;
}

export interface FrameCodeTable {
  centre: CentreId;
  code_hash: string;
  /** Hash of the session that is handed over. */
  session_hash: string;
  /** Hash of the verifier, which only the frame knows. */
  challenge: string;
  host: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** Links a subject at a provider to a person. */
export interface IdentityTable {
  centre: CentreId;
  issuer: string;
  subject: string;
  person: PersonId;
  created_at: number;
}

/** An attempt to sign in with a provider or a passkey, or to add a passkey. Valid once. */
export interface SignInAttemptTable {
  centre: CentreId;
  attempt_hash: string;
  kind: 'oidc' | 'passkey-add' | 'passkey';
  /** Hash of the secret of the browser that began the attempt. For a new passkey the person's id; for a sign-in with one, empty. */
  bound_to: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface PasskeyTable {
  centre: CentreId;
  credential: string;
  person: PersonId;
  /** COSE, in base64url. */
  public_key: string;
  counter: number;
  transports: Json<string[]>;
  backed_up: boolean;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

/** Day on which a person signed in last, without the time. */
export interface SignInDayTable {
  centre: CentreId;
  person: PersonId;
  /** Day at the centre, such as 2026-11-28. */
  day: string;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    sign_in_link: SignInLinkTable;
    session: SessionTable;
    frame_code: FrameCodeTable;
    identity: IdentityTable;
    sign_in_attempt: SignInAttemptTable;
    passkey: PasskeyTable;
    sign_in_day: SignInDayTable;
  }
}

const signInLink = table({
  name: 'sign_in_link',
  owner: { people: ['person'], export: { columns: ['person', 'created_at', 'expires_at', 'used_at'] } },
  erase: 'delete',
  retain: { period: 'expired', since: 'expires_at' },
  backup: { after: ['person'], letsIn: 'sign-in links' },
  example: [{ centre: example.centre, token_hash: 'h', person: example.person, created_at: example.at, expires_at: example.at + 1, used_at: null }],
});

const session = table({
  name: 'session',
  owner: {
    people: ['person'],
    export: {
      columns: ['person', 'created_at', 'last_seen_at', 'expires_at', 'ended_at', 'framed_in', 'how', 'browser', 'system', 'provider_subject', 'provider_session'],
    },
    held: 'signIns',
  },
  erase: 'delete',
  retain: { period: 'expired', since: 'expires_at' },
  backup: { after: ['person'], letsIn: 'sessions' },
  example: [
    {
      centre: example.centre,
      token_hash: 's',
      person: example.person,
      csrf: null,
      created_at: example.at,
      last_seen_at: example.at,
      expires_at: example.at + 1,
      ended_at: null,
      parent: null,
      framed_in: null,
      how: null,
      browser: null,
      system: null,
      provider_subject: null,
      provider_session: null,
      sealed_id_token: null,
    },
  ],
});

const frameCode = table({
  name: 'frame_code',
  owner: { nobody: 'hashes of codes that are good for a minute' },
  erase: 'nothing',
  retain: { period: 'expired', since: 'expires_at' },
  backup: { after: ['session'], letsIn: 'sign-ins under way' },
  example: [
    {
      centre: example.centre,
      code_hash: 'k',
      session_hash: 's',
      challenge: 'c',
      host: 'https://crm.example',
      created_at: example.at,
      expires_at: example.at + 1,
      used_at: null,
    },
  ],
});

const identity = table({
  name: 'identity',
  owner: { people: ['person'], export: { columns: ['issuer', 'subject', 'person', 'created_at'] } },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['person'] },
  example: [{ centre: example.centre, issuer: 'https://id.example', subject: 's', person: example.person, created_at: example.at }],
});

const signInAttempt = table({
  name: 'sign_in_attempt',
  owner: { nobody: 'hashes, before it is known who signs in' },
  erase: 'nothing',
  retain: { period: 'expired', since: 'expires_at' },
  backup: { after: [], letsIn: 'sign-ins under way' },
  example: [
    { centre: example.centre, attempt_hash: 'a', kind: 'oidc', bound_to: 'b', created_at: example.at, expires_at: example.at + 1, used_at: null },
  ],
});

const passkey = table({
  name: 'passkey',
  owner: {
    people: ['person'],
    export: { columns: ['credential', 'person', 'counter', 'transports', 'backed_up', 'name', 'created_at', 'last_used_at'] },
    held: 'passkeys',
  },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['person'] },
  example: [
    {
      centre: example.centre,
      credential: 'c',
      person: example.person,
      public_key: 'k',
      counter: 3,
      transports: ['usb'],
      backed_up: true,
      name: 'Key',
      created_at: example.at,
      last_used_at: null,
    },
  ],
});

const signInDay = table({
  name: 'sign_in_day',
  owner: { people: ['person'], export: { columns: ['person', 'day'] } },
  erase: 'delete',
  retain: { with: 'person' },
  backup: { after: ['person'] },
  example: [{ centre: example.centre, person: example.person, day: '2026-11-28' }],
});

/** Tables of signing in: links, sessions, frame codes, identities, attempts, passkeys and the day of each person's last sign-in. */
export const signInTables = {
  tables: [signInLink, session, frameCode, identity, signInAttempt, passkey, signInDay],
  migrations: {
    '2026-11-28T2300-sign-in-days': sqlMigration(
      `create table sign_in_day (
            centre text not null,
            person text not null,
            day text not null,
            primary key (centre, person)
          )`,
      // Fills in the day from the sessions that are still stored.
      `insert into sign_in_day (centre, person, day)
          select session.centre, session.person, to_char(to_timestamp(max(session.created_at) / 1000.0) at time zone 'UTC', 'YYYY-MM-DD')
          from session where session.parent is null group by session.centre, session.person`,
    ),
  },
} satisfies SchemaPart;
