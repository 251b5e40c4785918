import { z } from 'zod';
import { role as roleSchema, type Role } from '@onhook/contract';
import { asId, type PersonId } from '@onhook/core/ids';
import { deletePerson, savePerson } from '../people/index.ts';
import { json, type Db } from '../../platform/store/index.ts';
import type { PeopleTrx, PersonRow, TeamRow } from '../../platform/organisation/index.ts';
import { ScimError } from './errors.ts';
import type { Directory } from './directory.ts';
import { patch } from './patch.ts';
import type { ScimResource } from './resource.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';

const text = z.string().trim().max(254);
const maybe = text.nullish();
/** Attributes of a user that are stored. Some directories send booleans as strings. */
const userFormat = z.looseObject({
  userName: text.min(1),
  externalId: maybe,
  displayName: maybe,
  name: z.looseObject({ formatted: maybe, givenName: maybe, familyName: maybe }).nullish(),
  emails: z.array(z.looseObject({ value: maybe, primary: z.unknown().optional() })).nullish(),
  active: z
    .union([z.boolean(), z.stringbool()])
    .nullish()
    .transform((active) => active ?? true),
  roles: z.array(z.union([z.string(), z.looseObject({ value: z.string() })])).nullish(),
});

interface User {
  readonly userName: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
  /** Null when the directory doesn't send roles with the user. */
  readonly roles: readonly Role[] | null;
}

const isTrue = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';
const looksLikeEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value);

const readUser = (resource: unknown): User => {
  const parsed = userFormat.safeParse(resource);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    throw new ScimError(400, 'invalidValue', `not as a User has it: ${where}`);
  }
  const { userName, externalId, displayName, name, emails, active, roles: given } = parsed.data;
  const spelt = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  const email = (emails?.find(({ primary }) => isTrue(primary)) ?? emails?.[0])?.value || (looksLikeEmail(userName) ? userName : null);
  const words = given?.map((role) => (typeof role === 'string' ? role : role.value).toLowerCase());
  return {
    userName,
    externalId: externalId || null,
    name: (displayName || name?.formatted || spelt || userName).slice(0, 80),
    email,
    active,
    roles: words ? roleSchema.options.filter((role) => words.includes(role)) : null,
  };
};

const userNameOf = (row: PersonRow): string => row.user_name ?? row.email ?? row.person;

export const presentUser = (row: PersonRow, teams: ReadonlyMap<string, TeamRow>, base: string): ScimResource => {
  const team = row.team === null ? undefined : teams.get(row.team);
  return {
    schemas: [userSchema],
    id: row.person,
    ...(row.external_id !== null && { externalId: row.external_id }),
    userName: userNameOf(row),
    displayName: row.name,
    name: { formatted: row.name },
    emails: row.email === null ? [] : [{ value: row.email, type: 'work', primary: true }],
    active: row.active,
    roles: row.roles.map((value) => ({ value })),
    groups: [
      ...(team ? [{ value: `team:${team.team}`, display: team.name, $ref: `${base}/Groups/${encodeURIComponent(`team:${team.team}`)}` }] : []),
      ...row.roles.map((role) => ({ value: `role:${role}`, display: `onhook-${role}`, $ref: `${base}/Groups/role:${role}` })),
    ],
    meta: { resourceType: 'User', created: new Date(row.created_at).toISOString(), location: `${base}/Users/${encodeURIComponent(row.person)}` },
  };
};

const refuseIfTaken = async (directory: Directory, trx: Db, user: User, self: PersonId | null): Promise<void> => {
  const same = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
  for (const row of await directory.people(trx)) {
    if (row.person === self) continue;
    if (same(userNameOf(row), user.userName)) throw new ScimError(409, 'uniqueness', 'somebody else has this userName');
    if (same(row.email, user.email)) throw new ScimError(409, 'uniqueness', 'somebody else has this e-mail address');
  }
};

const write = async (directory: Directory, trx: PeopleTrx, row: PersonRow, user: User): Promise<void> => {
  await refuseIfTaken(directory, trx, user, row.person);
  const next = { ...row, user_name: user.userName, external_id: user.externalId, name: user.name, email: user.email, active: user.active };
  await savePerson(trx, { ...next, roles: json([...(user.roles ?? row.roles)]) }, directory.now());
};

export const createUser = async (directory: Directory, trx: PeopleTrx, body: unknown): Promise<PersonId> => {
  const user = readUser(body);
  // A random identifier, because it is kept after the person's name has been erased.
  const person = asId<PersonId>(crypto.randomUUID());
  const row = { centre: directory.centre, person, mark: crypto.randomUUID(), team: null, roles: [], created_at: directory.now(), deleted_at: null };
  await write(directory, trx, { ...row, name: '', email: null, active: true, user_name: null, external_id: null }, user);
  return person;
};

export const replaceUser = async (directory: Directory, trx: PeopleTrx, id: string, body: unknown): Promise<void> =>
  write(directory, trx, await directory.person(trx, id), readUser(body));

export const patchUser = async (directory: Directory, trx: PeopleTrx, id: string, body: unknown): Promise<void> => {
  const row = await directory.person(trx, id);
  const before = presentUser(row, new Map(), '');
  const after = patch(before, body);
  // Onhook stores a single name, and SCIM has `name` and `displayName`: the changed attribute counts.
  if (JSON.stringify(after['name']) !== JSON.stringify(before['name']) && after['displayName'] === before['displayName']) delete after['displayName'];
  const name = after['name'];
  if (typeof name === 'object' && name !== null && ('givenName' in name || 'familyName' in name) && 'formatted' in name && name.formatted === row.name) {
    delete name.formatted;
  }
  await write(directory, trx, row, readUser(after));
};

export const deleteUser = async (directory: Directory, trx: PeopleTrx, id: string): Promise<void> =>
  deletePerson(trx, await directory.person(trx, id), directory.now());
