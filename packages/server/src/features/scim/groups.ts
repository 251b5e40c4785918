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

/** A SCIM Group: a team with its members, or a role with the people who have it. A role's group always exists, and can't be renamed. */
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
  const group = (await allGroups(directory, trx)).find((candidate) => groupId(candidate) === id);
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

const readGroup = (resource: unknown) => {
  const parsed = groupFormat.safeParse(resource);
  if (parsed.success) return parsed.data;
  const attributes = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  throw new ScimError(400, 'invalidValue', `these attributes are not valid for a Group: ${attributes}`);
};

/** Makes exactly these people the members. An unknown id is ignored and logged. */
const setMembers = async (directory: Directory, accounts: Accounts, group: Group, members: readonly (string | { readonly value?: unknown })[]): Promise<void> => {
  const memberIds = new Set(members.map((member) => (typeof member === 'string' ? member : member.value)));
  const people = await directory.people(accounts.trx);
  const known = new Set<unknown>(people.map(({ person }) => person));
  const unknown = [...memberIds].filter((id) => !known.has(id)).length;
  if (unknown > 0) directory.logIgnored(`members of ${groupId(group)}`, unknown);
  for (const row of people) {
    const isMember = memberIds.has(row.person);
    if (isMember === isIn(group, row)) continue;
    if (group.kind === 'team') await accounts.save({ ...row, team: isMember ? group.team.team : null });
    else await accounts.save({ ...row, roles: isMember ? [...row.roles, group.role] : row.roles.filter((role) => role !== group.role) });
  }
};

const save = async (directory: Directory, accounts: Accounts, group: Group, resource: unknown): Promise<void> => {
  const { displayName, externalId, members } = readGroup(resource);
  const others = (await allGroups(directory, accounts.trx)).filter((other) => groupId(other) !== groupId(group));
  if (others.some((other) => nameOf(other).toLowerCase() === displayName.toLowerCase())) {
    throw new ScimError(409, 'uniqueness', 'another Group has this displayName');
  }
  if (group.kind === 'team') await upsertTeam(accounts.trx, { ...group.team, name: displayName, external_id: externalId ?? null });
  else if (displayName.toLowerCase() !== nameOf(group)) throw new ScimError(400, 'mutability', 'a role’s Group keeps its displayName');
  // Without `members` in the body, the members stay.
  if (members) await setMembers(directory, accounts, group, members);
};

export const createGroup = async (directory: Directory, accounts: Accounts, body: unknown): Promise<string> => {
  const { displayName } = readGroup(body);
  const team = { centre: directory.centre, team: asId<TeamId>(crypto.randomUUID()), name: displayName, site: null, external_id: null };
  const group: Group = { kind: 'team', team };
  await save(directory, accounts, group, body);
  return groupId(group);
};

export const replaceGroup = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> =>
  save(directory, accounts, await findGroup(directory, accounts.trx, id), body);

export const patchGroup = async (directory: Directory, accounts: Accounts, id: string, body: unknown): Promise<void> => {
  const group = await findGroup(directory, accounts.trx, id);
  const people = await directory.people(accounts.trx);
  await save(directory, accounts, group, patch(presentGroup(group, people, ''), body));
};

/** Removes a team, or takes a role away from everybody: a role's Group itself always exists. */
export const deleteGroup = async (directory: Directory, accounts: Accounts, id: string): Promise<void> => {
  const group = await findGroup(directory, accounts.trx, id);
  if (group.kind === 'team') await accounts.removeTeam(group.team.team);
  else await setMembers(directory, accounts, group, []);
};
