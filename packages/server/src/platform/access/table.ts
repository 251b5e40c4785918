import type { Api } from '@onhook/contract';

/**
 * Who may what, for a person to read and for packages/server/tests/attack to hold the running server to.
 * docs/access.md is made of it.
 */

/** Somebody who has signed in, by what they are to the thing that is asked for. A person with several roles may what each may. */
export const askers = ['agent', 'lead', 'lead of another team', 'analyst', 'manager', 'admin'] as const;
export type Asker = (typeof askers)[number];

/**
 * own: the asker's · shared: another's, who has given it to the asker · team: of the asker's own team, or of one they
 * lead · centre: everybody's, or nobody's.
 *
 * What is another's and was not shared has no word here, and what is another centre's has none: no row can allow it.
 */
export type Whose = 'own' | 'shared' | 'team' | 'centre';

type May = Partial<Record<Asker, readonly Whose[]>>;

export type Row =
  /** Asked without having signed in; `by` says what has to be brought along, or that nothing has. */
  | { readonly about: string; readonly open: string }
  | {
      readonly about: string;
      /**
       * Whoever is not named is refused, whatever they ask for. Whoever is named with too few words gets the answer
       * that they would get if the thing did not exist.
       */
      readonly may: May;
      /** Asked from a frame on another site's page a person is an agent and no more, and here not even that. */
      readonly framed?: 'refused';
    };

const anybody = (whose: readonly Whose[]): May => Object.fromEntries(askers.map((asker) => [asker, whose]));

/** The routes of the contract. One without a row does not compile. */
export const table: Readonly<Record<keyof Api, Row>> = {
  'POST /api/session': { about: 'a session', open: 'a one-time link' },
  'GET /api/session': { about: 'the session one asks in', may: anybody(['own']) },
  'DELETE /api/session': { about: 'the session one asks in', may: anybody(['own']) },
  'GET /api/sign-in': { about: 'which ways to sign in there are', open: 'nothing' },
  'POST /api/session/passkey/begin': { about: 'a challenge for a passkey', open: 'nothing' },
  'POST /api/session/passkey': { about: 'a session', open: 'a passkey’s signature under a challenge of ours' },
  'GET /api/sign-ins': { about: 'where one is signed in', may: anybody(['own']), framed: 'refused' },
  'DELETE /api/sign-ins/:signIn': { about: 'one of one’s sign-ins', may: anybody(['own']), framed: 'refused' },
  'POST /api/sign-ins/end-others': { about: 'one’s other sign-ins', may: anybody(['own']), framed: 'refused' },
  'GET /api/passkeys': { about: 'one’s passkeys', may: anybody(['own']), framed: 'refused' },
  'POST /api/passkeys/begin': { about: 'a challenge for a new passkey', may: anybody(['own']), framed: 'refused' },
  'POST /api/passkeys': { about: 'a new passkey of one’s own', may: anybody(['own']), framed: 'refused' },
  'POST /api/passkeys/:passkey': { about: 'a passkey’s name', may: anybody(['own']), framed: 'refused' },
  'DELETE /api/passkeys/:passkey': { about: 'a passkey', may: anybody(['own']), framed: 'refused' },
  'GET /api/frames': { about: 'whose pages may hold the panel', open: 'nothing' },
  'POST /api/frames/codes': { about: 'a session, handed over to a frame', may: { agent: ['own'] }, framed: 'refused' },
  'POST /api/frames/session': { about: 'a session in a frame', open: 'a code, and the secret of the frame it was made for' },

  'GET /api/looks': { about: 'who did what with what is one’s own', may: anybody(['own']) },
  'GET /api/my-data': { about: 'what is held about one', may: anybody(['own']), framed: 'refused' },
  'GET /api/my-data/export': { about: 'everything that is held about one', may: anybody(['own']), framed: 'refused' },
  'POST /api/my-data/erase': { about: 'everything that is held about one', may: anybody(['own']), framed: 'refused' },

  'GET /api/panel': { about: 'an agent’s panel', may: { agent: ['own'] } },
  'POST /api/offers/:offer/shown': { about: 'an offer', may: { agent: ['own'] } },
  'POST /api/offers/:offer/answer': { about: 'an offer', may: { agent: ['own'] } },
  'POST /api/recoveries': { about: 'recovery time', may: { agent: ['own'] } },
  'POST /api/recoveries/:recovery/end': { about: 'recovery time', may: { agent: ['own'] } },
  'POST /api/recoveries/:recovery/extend': { about: 'recovery time', may: { agent: ['own'] } },
  'POST /api/calls/:call/:leg/tap': { about: 'a call, by the agent who took it', may: { agent: ['own'] } },
  'POST /api/resets': { about: 'a reset', may: { agent: ['own'] } },
  'POST /api/resets/:reset/end': { about: 'a reset', may: { agent: ['own'] } },
  'POST /api/carry-items/:item': { about: 'the times of a carry item', may: { agent: ['own'] } },

  'GET /api/circle': { about: 'a circle, and who in it is free', may: { agent: ['own', 'shared'] } },
  'POST /api/circle/colleagues': { about: 'the names of agents', may: { agent: ['centre'] } },
  'POST /api/circle': { about: 'a question to be in each other’s circle', may: { agent: ['own'] } },
  'POST /api/circle/:person/answer': { about: 'a question to be in each other’s circle', may: { agent: ['shared'] } },
  'DELETE /api/circle/:person': { about: 'being in each other’s circle', may: { agent: ['own', 'shared'] } },
  'POST /api/words': { about: 'a colleague who agreed to be asked', may: { agent: ['shared'] } },
  'POST /api/words/:word/answer': { about: 'a question for a word', may: { agent: ['shared'] } },
  'DELETE /api/words/:word': { about: 'a question for a word', may: { agent: ['own'] } },

  'GET /api/vault': { about: 'a vault, sealed', may: anybody(['own']) },
  'POST /api/vault/keys': { about: 'the keys of a vault, sealed', may: anybody(['own']) },
  'POST /api/vault/changes': { about: 'what is in a vault, sealed', may: anybody(['own']) },
  'DELETE /api/vault': { about: 'a vault', may: anybody(['own']) },
  'GET /api/shares/people': { about: 'the circle, the leads of one’s team, the agents of teams one leads, who shared, and who has answered a request', may: anybody(['team', 'shared']) },
  'GET /api/shares': { about: 'between whom something was shared, and when', may: anybody(['own', 'shared']) },
  'POST /api/shares': { about: 'something sealed for one of those people', may: anybody(['own']) },
  'POST /api/shares/:share/open': { about: 'what was sealed for one person', may: anybody(['shared']) },
  'DELETE /api/shares/:share': { about: 'what was sealed for one person', may: anybody(['own']) },

  'GET /api/debrief': {
    about: 'what one asked of others and was asked by them: what for and how it stands, never what was written',
    may: { agent: ['own', 'shared'], lead: ['shared'], 'lead of another team': [] },
  },
  'POST /api/debrief/requests': { about: 'a request to a lead of one’s team, or to one’s circle', may: { agent: ['own'] } },
  'DELETE /api/debrief/requests/:request': { about: 'a request', may: { agent: ['own'] } },
  'POST /api/debrief/requests/:request/seen': { about: 'a request', may: { agent: ['shared'], lead: ['shared'], 'lead of another team': [] } },
  'POST /api/debrief/requests/:request/answer': { about: 'a request', may: { agent: ['shared'], lead: ['shared'], 'lead of another team': [] } },
  'POST /api/debrief/requests/:request/follow-up': {
    about: 'when two who have spoken come back to it',
    may: { agent: ['own', 'shared'], lead: ['shared'], 'lead of another team': [] },
  },
  'POST /api/debrief/requests/:request/notes': {
    about: 'what one of the two who have spoken has sealed for the other',
    may: { agent: ['own', 'shared'], lead: ['shared'], 'lead of another team': [] },
  },
  'DELETE /api/debrief/notes/:share': { about: 'a note that one wrote', may: { agent: ['own'], lead: ['own'], 'lead of another team': [] } },
  'POST /api/debrief/requests/:request/gifts': { about: 'time away from the line, for who asked', may: { lead: ['shared'], 'lead of another team': [] } },
  'DELETE /api/debrief/gifts/:gift': { about: 'time that one gave', may: { lead: ['own'], 'lead of another team': [] } },

  'GET /api/schedule/exceptions': { about: 'who was given time away from their line and when, never why', may: { analyst: ['centre'], admin: ['centre'] } },
  'GET /api/board': { about: 'the phone states of a team, as a wallboard shows them', may: { lead: ['team'], 'lead of another team': [] } },
  'GET /api/day': { about: 'figures about calls, with no person in them', may: { analyst: ['centre'], manager: ['centre'] } },
  'GET /api/lines': { about: 'which line is whose', may: { admin: ['centre'] } },
  'POST /api/lines/match': { about: 'which line is whose', may: { admin: ['centre'] } },

  'GET /api/people': { about: 'people, teams, sites, stand-ins', may: { admin: ['centre'] } },
  'POST /api/people': { about: 'a new person', may: { admin: ['centre'] } },
  'POST /api/people/:person': { about: 'a person’s name, address, team, roles, and whether they are active', may: { admin: ['centre'] } },
  'POST /api/people/import/preview': { about: 'what a file of people would change', may: { admin: ['centre'] } },
  'POST /api/people/import': { about: 'people out of a file', may: { admin: ['centre'] } },
  'POST /api/teams/:team': { about: 'a team, its site and who leads it', may: { admin: ['centre'] } },
  'DELETE /api/teams/:team': { about: 'a team', may: { admin: ['centre'] } },
  'POST /api/sites/:site': { about: 'a site', may: { admin: ['centre'] } },
  'DELETE /api/sites/:site': { about: 'a site', may: { admin: ['centre'] } },
  'POST /api/stand-ins': { about: 'who stands in for a lead', may: { admin: ['centre'] } },
  'POST /api/stand-ins/remove': { about: 'who stands in for a lead', may: { admin: ['centre'] } },

  'GET /api/incident-calls': { about: 'one’s own calls in facts, and who leads one’s team', may: { agent: ['own', 'team'] } },
  'POST /api/incidents': { about: 'an abusive call, recorded and released', may: { agent: ['own'] } },
  'GET /api/incidents': { about: 'abusive calls that one has released', may: { agent: ['own'] } },
  'GET /api/incidents/:incident/file': { about: 'an incident as a signed file', may: { agent: ['own'] } },
  'GET /api/team-incidents': { about: 'which agents released an incident to the leads of a team', may: { lead: ['shared'], 'lead of another team': [] } },
  'GET /api/team-incidents/:incident': { about: 'an incident that was released', may: { lead: ['shared'], 'lead of another team': [] } },
  'POST /api/team-incidents/:incident/duties/:duty': { about: 'what is owed for an incident', may: { lead: ['shared'], 'lead of another team': [] } },
  'POST /api/team-incidents/:incident/customer': { about: 'word to the centre’s own system about a customer', may: { lead: ['shared'], 'lead of another team': [] } },
  'GET /api/team-incidents/:incident/file': { about: 'an incident as a signed file', may: { lead: ['shared'], 'lead of another team': [] } },
  'GET /api/signing-keys': { about: 'the public keys that files are signed with', open: 'nothing' },

  'GET /api/phrases': { about: 'the phrases of a team', may: { agent: ['team'] } },
  'GET /api/teams/phrases': { about: 'the phrases of a team', may: { lead: ['team'], 'lead of another team': [] } },
  'POST /api/teams/:team/phrases/:phrase': { about: 'a phrase of a team', may: { lead: ['team'] } },
  'DELETE /api/teams/:team/phrases/:phrase': { about: 'a phrase of a team', may: { lead: ['team'] } },
};

/** What else the server answers beside the pages, which hold nothing of anybody. */
export const otherDoors = {
  'GET /api/live': { about: 'an agent’s own panel, and the boards of the teams a lead leads', may: anybody(['own']) },
  'GET /api/openapi.json': { about: 'this API', open: 'nothing' },
  'GET /sign-in/oidc': { about: 'a round through the sign-in provider', open: 'nothing' },
  'GET /sign-in/oidc/callback': { about: 'a session', open: 'the provider’s answer, and the secret of the browser that began the round' },
  'POST /sign-in/oidc/back-channel-logout': { about: 'the end of sessions', open: 'the provider’s signature' },
  'GET /scim/v2/ServiceProviderConfig': { about: 'what SCIM can do here', open: 'a directory’s bearer token' },
  'GET /scim/v2/ResourceTypes': { about: 'what SCIM can do here', open: 'a directory’s bearer token' },
  'GET /scim/v2/ResourceTypes/:id': { about: 'what SCIM can do here', open: 'a directory’s bearer token' },
  'GET /scim/v2/Schemas': { about: 'what SCIM can do here', open: 'a directory’s bearer token' },
  'GET /scim/v2/Schemas/:id': { about: 'what SCIM can do here', open: 'a directory’s bearer token' },
  'GET /scim/v2/Users': { about: 'people', open: 'a directory’s bearer token' },
  'POST /scim/v2/Users': { about: 'people', open: 'a directory’s bearer token' },
  'GET /scim/v2/Users/:id': { about: 'people', open: 'a directory’s bearer token' },
  'PUT /scim/v2/Users/:id': { about: 'people', open: 'a directory’s bearer token' },
  'PATCH /scim/v2/Users/:id': { about: 'people', open: 'a directory’s bearer token' },
  'DELETE /scim/v2/Users/:id': { about: 'people', open: 'a directory’s bearer token' },
  'GET /scim/v2/Groups': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'POST /scim/v2/Groups': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'GET /scim/v2/Groups/:id': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'PUT /scim/v2/Groups/:id': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'PATCH /scim/v2/Groups/:id': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'DELETE /scim/v2/Groups/:id': { about: 'teams and roles', open: 'a directory’s bearer token' },
  'POST /hooks/phone': { about: 'events of a phone system', open: 'a signature by its secret' },
  'GET /healthz': { about: 'whether the process lives', open: 'nothing' },
  'GET /readyz': { about: 'whether the floor runs', open: 'nothing' },
  'GET /metrics': { about: 'counts, with no person, line or caller in them', open: 'nothing' },
} as const satisfies Readonly<Record<string, Row>>;

const doors: ReadonlyMap<string, Row> = new Map(Object.entries<Row>({ ...table, ...otherDoors }));

/** Stands at the registration of every route that is no page. */
export const hasRow = (key: string): boolean => doors.has(key);
