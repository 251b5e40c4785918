import { z } from 'zod';
import { route } from './route.ts';
import { role } from './session.ts';

const id = z.string().min(1).max(200);
const name = z.string().trim().min(1).max(80);
const email = z.string().trim().max(254).regex(/^[^\s@]+@[^\s@]+$/);

const person = z.object({
  person: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  team: z.string().nullable(),
  roles: z.array(role),
  active: z.boolean(),
  /** True when a directory keeps this person; the directory may undo changes made here. */
  byDirectory: z.boolean(),
  lines: z.array(z.string()),
  /** Day at the centre on which the person signed in last, such as 2026-11-28, without the time; null: never. */
  lastSignInDay: z.iso.date().nullable(),
});
export type PersonView = z.infer<typeof person>;

const standIn = z.object({ lead: z.string(), person: z.string(), fromAt: z.int(), untilAt: z.int() });
export type StandIn = z.infer<typeof standIn>;

export const peopleView = z.object({
  serverNow: z.int(),
  people: z.array(person),
  teams: z.array(z.object({ team: z.string(), name: z.string(), site: z.string().nullable(), leads: z.array(z.string()) })),
  sites: z.array(z.object({ site: z.string(), name: z.string() })),
  /** Stand-ins that have not ended. */
  standIns: z.array(standIn),
});
export type PeopleView = z.infer<typeof peopleView>;

const errors = ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'] as const;

export const readPeople = route({
  key: 'GET /api/people',
  summary: 'The centre’s people, teams and sites, who leads what, and who stands in for whom.',
  reply: peopleView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

const written = z.object({ name, email: email.nullable(), team: id.nullable(), roles: z.array(role), active: z.boolean() });

export const addPerson = route({
  key: 'POST /api/people',
  summary: 'Adds a person. no-longer-possible: somebody else has this address.',
  body: written,
  example: { body: { name: 'Somebody new', email: null, team: null, roles: [], active: false } },
  reply: z.object({ person: z.string() }),
  errors: [...errors, 'not-found', 'no-longer-possible'],
});

export const changePerson = route({
  key: 'POST /api/people/:person',
  summary: 'Changes a person; one who is not active is signed out everywhere. no-longer-possible: the address is somebody else’s, or an administrator would shut themself out.',
  params: z.object({ person: id }),
  body: written,
  example: { params: { person: 'nobody-at-all' }, body: { name: 'Nobody at all', email: null, team: null, roles: [], active: false } },
  reply: z.object({}),
  errors: [...errors, 'not-found', 'no-longer-possible'],
});

export const makeSignInLink = route({
  key: 'POST /api/people/:person/sign-in-link',
  summary: 'Makes a link that signs in as a person, once, within a day. It is in this reply alone. no-longer-possible: the person is not active.',
  params: z.object({ person: id }),
  example: { params: { person: 'nobody-at-all' } },
  reply: z.object({ url: z.string(), expiresAt: z.int() }),
  errors: [...errors, 'not-found', 'no-longer-possible'],
});

export const writeTeam = route({
  key: 'POST /api/teams/:team',
  summary: 'Adds a team under an identifier the browser chose, or changes it: its name, its site, and who leads it.',
  params: z.object({ team: id }),
  body: z.object({ name, site: id.nullable(), leads: z.array(id).max(100) }),
  example: { params: { team: 'new-team' }, body: { name: 'New team', site: null, leads: [] } },
  reply: z.object({}),
  errors: [...errors, 'not-found', 'no-longer-possible'],
});

export const removeTeam = route({
  key: 'DELETE /api/teams/:team',
  summary: 'Removes a team; its people are in none, and its phrases go with it.',
  params: z.object({ team: id }),
  example: { params: { team: 'no-such-team' } },
  reply: z.object({}),
  errors,
});

export const writeSite = route({
  key: 'POST /api/sites/:site',
  summary: 'Adds a site under an identifier the browser chose, or renames it.',
  params: z.object({ site: id }),
  body: z.object({ name }),
  example: { params: { site: 'new-site' }, body: { name: 'New site' } },
  reply: z.object({}),
  errors,
});

export const removeSite = route({
  key: 'DELETE /api/sites/:site',
  summary: 'Removes a site; its teams are at none.',
  params: z.object({ site: id }),
  example: { params: { site: 'no-such-site' } },
  reply: z.object({}),
  errors,
});

export const addStandIn = route({
  key: 'POST /api/stand-ins',
  summary: 'From one time until another, this person may what the lead may.',
  body: standIn.refine(({ lead, person: other, fromAt, untilAt }) => lead !== other && untilAt > fromAt),
  example: { body: { lead: 'lea', person: 'nobody-at-all', fromAt: 1, untilAt: 2 } },
  reply: z.object({}),
  errors: [...errors, 'not-found'],
});

export const removeStandIn = route({
  key: 'POST /api/stand-ins/remove',
  summary: 'Takes it back, at once if it has begun.',
  body: standIn.omit({ untilAt: true }),
  example: { body: { lead: 'lea', person: 'nobody-at-all', fromAt: 1 } },
  reply: z.object({}),
  errors,
});

const csv = z.string().max(2_000_000);

export const importPreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unreadable'), because: z.enum(['no-csv', 'no-columns', 'too-many']), at: z.int() }),
  z.object({
    kind: z.literal('plan'),
    /** Digest that identifies exactly this plan. */
    digest: z.string(),
    newTeams: z.array(z.string()),
    /** Lines of the file that no phone system has reported; `at` is their place in the file. */
    unreported: z.array(z.object({ at: z.int(), line: z.string() })),
    same: z.int(),
    added: z.array(
      z.object({ at: z.int(), name: z.string(), email: z.string().nullable(), team: z.string().nullable(), roles: z.array(role), line: z.string().nullable() }),
    ),
    changed: z.array(
      z.object({
        at: z.int(),
        name: z.string(),
        changes: z.array(z.object({ field: z.enum(['name', 'email', 'team', 'roles', 'line', 'active']), from: z.string(), to: z.string() })),
      }),
    ),
    refused: z.array(
      z.object({
        at: z.int(),
        because: z.enum([
          'no-email',
          'bad-email',
          'unknown-person',
          'no-name',
          'too-long',
          'unknown-role',
          'unknown-active',
          'email-taken',
          'twice',
          'line-taken',
          'line-paused',
          'last-administrator',
        ]),
        what: z.string(),
      }),
    ),
  }),
]);
export type ImportPreview = z.infer<typeof importPreview>;

const mostCsvBytes = 4 * 1024 * 1024;

export const previewImport = route({
  key: 'POST /api/people/import/preview',
  summary: 'What a CSV file of people would change. Writes nothing.',
  body: z.object({ csv }),
  example: { body: { csv: 'email,name' } },
  reply: importPreview,
  errors,
  maxBytes: mostCsvBytes,
});

export const applyImport = route({
  key: 'POST /api/people/import',
  summary: 'Does what was previewed, all of it or nothing. no-longer-possible: it would do something else by now.',
  body: z.object({ csv, digest: z.string().max(100) }),
  example: { body: { csv: 'email,name', digest: 'of-nothing' } },
  reply: z.object({ added: z.int(), changed: z.int() }),
  errors: [...errors, 'no-longer-possible'],
  maxBytes: mostCsvBytes,
});
