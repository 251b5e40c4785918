import type { Role } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import { endSessionsOf, removeFrameCodesOf, removeIdentitiesOf, removeLinksOf, removePasskeysOf, removeSignInDayOf } from '../sign-in/index.ts';
import type { Recorded } from '../../platform/audit/index.ts';
import {
  allPeople,
  changePeople,
  countAdministrators,
  findPerson,
  leadTeams,
  removeStandInsOf,
  removeTeam,
  upsertPerson,
  type NewPersonRow,
  type PeopleTrx,
  type PersonRow,
} from '../../platform/organisation/index.ts';
import { Refused } from '../../platform/result.ts';
import { json, type Db } from '../../platform/store/index.ts';
import { linesOf, matchLine } from '../../centre/queries/lines.ts';

/** Says whether the person is an active administrator. */
export const isAdmin = ({ active, roles }: Pick<PersonRow, 'active' | 'roles'>): boolean => active && roles.includes('admin');

/** Refuses a change after which the centre would have no active administrator. */
export class LastAdministrator extends Refused {
  constructor() {
    super('no-longer-possible', 'nobody would be left who may administer the centre');
    this.name = 'LastAdministrator';
  }
}

/** A person's account as it is to be. Columns that are left out keep their values. */
export type Account = Omit<NewPersonRow, 'roles'> & { readonly roles: readonly Role[] };

/** Changes of accounts within one transaction. Only `changeAccounts` makes it. */
export interface Accounts {
  readonly trx: PeopleTrx;
  /** Stores an account. Ends the sessions, links and frame codes of a person who is no longer active. */
  save(account: Account): Promise<void>;
  /** Removes a person's identity, sign-ins, roles and lines. Their recovery time stays, under an identifier. */
  remove(person: PersonRow): Promise<void>;
  /** Removes a team. Its members are in no team afterwards, which changes their accounts. */
  removeTeam(team: TeamId): Promise<void>;
  /** Puts a person on record of whom something changed that is not in their account, such as a line. */
  mention(person: PersonId): void;
}

interface Parts {
  readonly db: Db;
  readonly centre: CentreId;
  readonly now: number;
  /** Writes the audit entry of the people who were changed, in the transaction that changes them. */
  readonly audit: (about: readonly PersonId[], trx: Db) => Promise<Recorded>;
}

interface Changed<Value> {
  readonly value: Value;
  readonly recorded: Recorded;
  readonly people: readonly PersonId[];
}

/** Puts roles that the person has already in their present order. The first role is the primary one of a directory. */
export const keepOrder = (before: readonly Role[], next: readonly Role[]): Role[] => [
  ...new Set([...before.filter((role) => next.includes(role)), ...next]),
];

const sameAccount = (before: PersonRow, next: Account): boolean =>
  Object.entries(next).every(([column, value]) => column === 'created_at' || JSON.stringify(before[column as keyof PersonRow] ?? null) === JSON.stringify(value ?? null));

/**
 * Changes accounts. Every change of an account goes through here, by a screen, a file, a directory, a sign-in provider or the command
 * line: the change, its audit entry and its effect on sessions are in one transaction.
 *
 * @param work makes the changes; nothing of them stays when it throws
 * @returns the value of `work`, the proof of the audit entry, and the people who were changed or mentioned
 * @throws LastAdministrator when the centre had an active administrator and would have none
 *
 * @example
 * const { recorded } = await changeAccounts({ db, centre, now, audit }, async (accounts) => {
 *   const row = await findPerson(accounts.trx, centre, person);
 *   if (row) await accounts.save({ ...row, active: false });
 * });
 */
export const changeAccounts = <Value>({ db, centre, now, audit }: Parts, work: (accounts: Accounts) => Promise<Value>): Promise<Changed<Value>> =>
  changePeople(db, centre, async (trx) => {
    const people = new Set<PersonId>();
    let isAdminLost = false;
    const save = async (account: Account): Promise<void> => {
      const before = await findPerson(trx, centre, account.person);
      const next = { ...account, roles: [...new Set(account.roles)] };
      if (before && sameAccount(before, next)) return;
      people.add(account.person);
      if (before && isAdmin(before) && !isAdmin(next)) isAdminLost = true;
      await upsertPerson(trx, { ...next, roles: json(next.roles) });
      if (next.active) return;
      await endSessionsOf(trx, centre, account.person, now);
      await removeLinksOf(trx, centre, account.person);
      await removeFrameCodesOf(trx, centre, account.person);
    };
    const value = await work({
      trx,
      save,
      remove: async (row) => {
        const { person } = row;
        await save({ ...row, roles: [], name: '', email: null, user_name: null, external_id: null, team: null, active: false, deleted_at: now });
        await removeIdentitiesOf(trx, centre, person);
        await removePasskeysOf(trx, centre, person);
        await removeSignInDayOf(trx, centre, person);
        await removeStandInsOf(trx, centre, person);
        await leadTeams(trx, centre, person, []);
        for (const { line } of await linesOf(trx, centre, person)) await matchLine(trx, centre, line, null);
      },
      removeTeam: async (team) => {
        for (const member of await allPeople(trx, centre)) if (member.team === team) await save({ ...member, team: null });
        await removeTeam(trx, centre, team);
      },
      mention: (person) => void people.add(person),
    });
    if (isAdminLost && (await countAdministrators(trx, centre)) === 0) throw new LastAdministrator();
    const recorded = await audit([...people], trx);
    return { value, recorded, people: [...people] };
  });

/** Makes an unused identifier for a new person from their name, for use in addresses. */
export const newPersonId = (name: string, taken: ReadonlySet<string>): PersonId => {
  const plain = name
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 -]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[ -]+/g, '-')
    .slice(0, 40);
  const base = plain === '' ? 'person' : plain;
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return asId(id);
  }
};
