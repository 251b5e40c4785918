import { z } from 'zod';
import { role as roleSchema, type Role } from '@onhook/contract';
import { asId, type TeamId } from '@onhook/core/ids';
import type { Accounts } from '../people/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { upsertTeam, type PersonRow, type TeamRow } from '../../platform/organisation/index.ts';
import type { Directory } from './directory.ts';
import { ScimError } from './errors.ts';
import { patch } from './patch.ts';
import type { ScimResource } from './resource.ts';

export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** A team with its members, or a role with the people who have it. Role groups always exist, and keep their names. */
export type Group =
  | { readonly kind: 'team'; readonly team: TeamRow }
  | { readonly kind: 'role'; readonly role: Role };

const groupFormat = z.looseObject({
  displayName: z.string().trim().min(1).max(80),
  externalId: z.string().max(254).nullish(),
  members: z.array(z.union([z.string(), z.looseObject({ value: z.unknown().optional() })])).max(50_000).nullish(),
});

export const groupId = (group: Group): string => (group.kind === 'team' ? `team:${group.team.team}` : `role:${group.role}`);
const nameOf = (group: Group): string => (group.kind === 'team' ? group.team.name : `onhook-${group.role}`);
const isIn = (group: Group, row: PersonRow): boolean =>
  group.kind === 'team' ? row.team === group.team.team : row.roles.includes(group.role);

export const allGroups = async (directory: Directory, trx: Db): Promise<Group[]> => [
  ...roleSchema.options.map((role): Group => ({ kind: 'role', role })),
  ...[...(await directory.teams(trx)).values()].map((team): Group => ({ kind: 'team', team })),
];

export const findGroup = async (directory: Directory, trx: Db, id: string): Promise<Group> => {
  const group = (await allGroups(directory, trx)).find((one) => groupId(one) === id);
  if (!group) throw new ScimError(404, null, 'there is no such Group');
  return group;
};

export const presentGroup = (group: Group, people: readonly PersonRow[], base: string): ScimResource => {
  const id = groupId(group);
  return {
    schemas: [groupSchema],
    id,
    ...(group.kind === 'team' && group.team.external_id !== null && { externalId: group.team.external_id }),
    displayName: nameOf(group),
    members: people
      .filter((row) => isIn(group, row))
      .map((row) => ({ value: row.person, display: row.name, type: 'User', $ref: `${base}/Users/${encodeURIComponent(row.person)}` })),
    meta: { resourceType: 'Group', location: `${base}/Groups/${encodeURIComponent(id)}` },
  };
};

const read = (resource: unknown) => {
  const parsed = groupFormat.safeParse(resource);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  throw new ScimError(400, 'invalidValue', `not as a Group has it: ${where}`);
};

/** Makes exactly these people the members. A member that is no User here is left out. */
const setMembers = async (directory: Directory, accounts: Accounts, group: Group, members: readonly (string | { readonly value?: unknown })[]): Promise<void> => {
  const wanted = new Set(members.map((member) => (typeof member === 'string' ? member : member.value)));
  const people = await directory.people(accounts.trx);
  const known = new Set<unknown>(people.map(({ person }) => person));
  const unknown = [...wanted].filter((id) => !known.has(id)).length;
  if (unknown > 0) directory.ignored(`members of ${groupId(group)}`, unknown);
  for (const row of people) {
    const [was, is] = [isIn(group, row), wanted.has(row.person)];
    if (was === is) continue;
    if (group.kind === 'team') await accounts.save({ ...row, team: is ? group.team.team : null });
    else await accounts.save({ ...row, roles: is ? [...row.roles, group.role] : row.roles.filter((role) => role !== group.role) });
  }
};

const write = async (directory: Directory, accounts: Accounts, group: Group, resource: unknown): Promise<void> => {
  const { displayName, externalId, members } = read(resource);
  const others = (await allGroups(directory, accounts.trx)).filter((other) => groupId(other) !== groupId(group));
  if (others.some((other) => nameOf(other).toLowerCase() === displayName.toLowerCase())) {
    throw new ScimError(409, 'uniqueness', 'another Group has this displayName');
  }
  if (group.kind === 'team') await upsertTeam(accounts.trx, { ...group.team, name: displayName, external_id: externalId ?? null });
  else if (displayName.toLowerCase() !== nameOf(group)) throw new ScimError(400, 'mutability', 'a role’s Group keeps its displayName');
  // A Group without members in its body keeps those it has.
  if (members) await setMembers(directory, accounts, group, members);
};

export const createGroup = async (directory: Directory, accounts: Accounts, body: unknown): Promise<string> => {
  const { displayName } = read(body);
  const team = { centre: directory.centre, team: asId<TeamId>(crypto.randomUUID()), name: displayName, site: null, external_id: null };
  const group: Group = { kind: 'team', team };
  await write(directory, accounts, group, body);
  return groupId(group);
};

export const replaceGroup = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> =>
  write(directory, accounts, await findGroup(directory, accounts.trx, id), body);

export const patchGroup = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> => {
  const group = await findGroup(directory, accounts.trx, id);
  const people = await directory.people(accounts.trx);
  await write(directory, accounts, group, patch(presentGroup(group, people, ''), body));
};

/** Removes a team, or takes a role away from everybody: a role's Group itself always exists. */
export const deleteGroup = async (directory: Directory, accounts: Accounts, id: string): Promise<void> => {
  const group = await findGroup(directory, accounts.trx, id);
  if (group.kind === 'team') await accounts.removeTeam(group.team.team);
  else await setMembers(directory, accounts, group, []);
};
