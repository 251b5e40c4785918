import { z } from 'zod';
import { role as roleSchema, type Role } from '@onhook/contract';
import { asId, type PersonId } from '@onhook/core/ids';
import type { Accounts } from '../people/index.ts';
import type { Db } from '../../platform/store/index.ts';
import type { PersonRow, TeamRow } from '../../platform/organisation/index.ts';
import { ScimError } from './errors.ts';
import type { Directory } from './directory.ts';
import { patch, type Normalize } from './patch.ts';
import { isScimResource, valueIn, type ScimResource } from './resource.ts';

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
  active: z.union([z.boolean(), z.stringbool()]).nullish(),
  roles: z.unknown().optional(),
});

interface User {
  readonly userName: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  /** Null when the directory sends no value. */
  readonly active: boolean | null;
  /** The primary role first; null when the directory sends none. */
  readonly roles: readonly Role[] | null;
  /** Values among the roles that are no role of Onhook's. */
  readonly unknownRoles: readonly string[];
}

const isTrue = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';
const looksLikeEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value);

/** Reads one role value, in lower case. Entra ID sends an application's role as JSON inside a string. */
const roleValue = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  if (!value.trim().startsWith('{')) return value.trim().toLowerCase() || null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isScimResource(parsed) && !String(parsed['value']).startsWith('{') ? roleValue(parsed['value']) : null;
  } catch {
    return null;
  }
};

/** Reads roles as directories send them: strings or objects, one or a list. Drops elements without a value. */
const roleElements = (given: unknown): { readonly value: string; readonly primary?: boolean }[] => {
  const elements = [given].flat().flatMap((one: unknown) => {
    const value = roleValue(isScimResource(one) ? valueIn(one, 'value') : one);
    return value === null ? [] : [{ value, ...(isScimResource(one) && isTrue(valueIn(one, 'primary')) && { primary: true }) }];
  });
  return [...elements.filter(({ primary }) => primary), ...elements.filter(({ primary }) => !primary)];
};

const normalize: Normalize = (attribute, value) => (attribute === 'roles' && value !== undefined && value !== null ? roleElements(value) : value);

const readUser = (resource: unknown): User => {
  const parsed = userFormat.safeParse(resource);
  if (!parsed.success) {
    const attributes = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    throw new ScimError(400, 'invalidValue', `these attributes are not valid for a User: ${attributes}`);
  }
  const { userName, externalId, displayName, name, emails, active, roles: given } = parsed.data;
  const givenAndFamilyName = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  const email = (emails?.find(({ primary }) => isTrue(primary)) ?? emails?.[0])?.value || (looksLikeEmail(userName) ? userName : null);
  const values = given === undefined || given === null ? null : roleElements(given).map(({ value }) => value);
  const roles = values?.flatMap((value) => roleSchema.options.find((role) => role === value) ?? []) ?? null;
  const unknownRoles = values?.filter((value) => !roleSchema.options.some((role) => role === value)) ?? [];
  return {
    userName,
    externalId: externalId || null,
    name: (displayName || name?.formatted || givenAndFamilyName || userName).slice(0, 80),
    email,
    active: active ?? null,
    // When none of the sent roles is known, the person keeps their roles.
    roles: roles?.length === 0 && unknownRoles.length > 0 ? null : roles,
    unknownRoles,
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
    roles: row.roles.map((value, position) => ({ value, primary: position === 0 })),
    groups: [
      ...(team ? [{ value: `team:${team.team}`, display: team.name, $ref: `${base}/Groups/${encodeURIComponent(`team:${team.team}`)}` }] : []),
      ...row.roles.map((role) => ({ value: `role:${role}`, display: `onhook-${role}`, $ref: `${base}/Groups/role:${role}` })),
    ],
    meta: { resourceType: 'User', created: new Date(row.created_at).toISOString(), location: `${base}/Users/${encodeURIComponent(row.person)}` },
  };
};

const refuseDuplicate = async (directory: Directory, trx: Db, user: User, self: PersonId | null): Promise<void> => {
  const same = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
  for (const row of await directory.people(trx)) {
    if (row.person === self) continue;
    if (same(userNameOf(row), user.userName)) throw new ScimError(409, 'uniqueness', 'somebody else has this userName');
    if (same(row.email, user.email)) throw new ScimError(409, 'uniqueness', 'somebody else has this e-mail address');
  }
};

const save = async (directory: Directory, accounts: Accounts, row: PersonRow, user: User): Promise<void> => {
  await refuseDuplicate(directory, accounts.trx, user, row.person);
  if (user.unknownRoles.length > 0) directory.logIgnored('roles', user.unknownRoles.slice(0, 20).map((value) => value.slice(0, 80)));
  const { userName, externalId, name, email, active, roles } = user;
  await accounts.save({ ...row, user_name: userName, external_id: externalId, name, email, active: active ?? row.active, roles: roles ?? row.roles });
};

/**
 * Finds the inactive person that a directory creates a second time; Okta does so when a person is assigned again. A different external
 * id is a different person, even with the same userName.
 */
const findInactive = async (directory: Directory, trx: Db, { userName, externalId }: User): Promise<PersonRow | null> => {
  const inactive = (await directory.people(trx)).filter(({ active }) => !active);
  const byExternalId = externalId === null ? undefined : inactive.find((row) => row.external_id === externalId);
  const hasNoOtherId = (row: PersonRow): boolean => row.external_id === null || externalId === null;
  return byExternalId ?? inactive.find((row) => hasNoOtherId(row) && userNameOf(row).toLowerCase() === userName.toLowerCase()) ?? null;
};

export const createUser = async (directory: Directory, accounts: Accounts, body: unknown): Promise<PersonId> => {
  const user = readUser(body);
  const returning = await findInactive(directory, accounts.trx, user);
  if (returning) {
    await save(directory, accounts, returning, { ...user, active: user.active ?? true });
    return returning.person;
  }
  // A random id, because it remains in the database after the person's name has been erased.
  const person = asId<PersonId>(crypto.randomUUID());
  const row = { centre: directory.centre, person, mark: crypto.randomUUID(), team: null, roles: [], created_at: directory.now(), deleted_at: null };
  await save(directory, accounts, { ...row, name: '', email: null, active: true, user_name: null, external_id: null }, user);
  return person;
};

export const replaceUser = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> =>
  save(directory, accounts, await directory.person(accounts.trx, id), readUser(body));

export const patchUser = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> => {
  const row = await directory.person(accounts.trx, id);
  const before = presentUser(row, new Map(), '');
  const after = patch(before, body, normalize);
  // Onhook stores one name, SCIM has `name` and `displayName`. The one that the PATCH changed is stored.
  if (JSON.stringify(after['name']) !== JSON.stringify(before['name']) && after['displayName'] === before['displayName']) delete after['displayName'];
  const name = after['name'];
  if (typeof name === 'object' && name !== null && ('givenName' in name || 'familyName' in name) && 'formatted' in name && name.formatted === row.name) {
    delete name.formatted;
  }
  await save(directory, accounts, row, readUser(after));
};

export const deleteUser = async (directory: Directory, accounts: Accounts, id: string): Promise<void> =>
  accounts.remove(await directory.person(accounts.trx, id));
