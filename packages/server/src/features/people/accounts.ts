import type { Role } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import { endSessionsOf, removeFrameCodesOf, removeIdentitiesOf, removeLinksOf, removePasskeysOf, removeLastSignInDay } from '../sign-in/index.ts';
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

/** True for an active administrator. */
export const isAdmin = ({ active, roles }: Pick<PersonRow, 'active' | 'roles'>): boolean => active && roles.includes('admin');

/** Refuses a change after which the centre would have no active administrator. */
export class LastAdministrator extends Refused {
  constructor() {
    super('no-longer-possible', 'the centre would have no active administrator left');
    this.name = 'LastAdministrator';
  }
}

/** A person's account after a change. An absent column keeps its value. */
export type Account = Omit<NewPersonRow, 'roles'> & { readonly roles: readonly Role[] };

/** Changes accounts within one transaction. Provided by `changeAccounts` alone. */
export interface Accounts {
  readonly trx: PeopleTrx;
  /** Stores an account. If it is inactive, ends the person's sessions, links and frame codes. */
  save(account: Account): Promise<void>;
  /** Removes a person's name, sign-ins, roles and lines. Their recovery time stays, under their id. */
  remove(person: PersonRow): Promise<void>;
  /** Removes a team. Changes the accounts of its members, who are in no team afterwards. */
  removeTeam(team: TeamId): Promise<void>;
  /** Adds a person to the audit entry of whom something outside the account changed, such as a line. */
  mention(person: PersonId): void;
}

interface ChangeContext {
  readonly db: Db;
  readonly centre: CentreId;
  readonly now: number;
  /** Writes the audit entry about the people whose accounts changed, in the same transaction. */
  readonly audit: (about: readonly PersonId[], trx: Db) => Promise<Recorded>;
}

interface Changed<Value> {
  readonly value: Value;
  readonly recorded: Recorded;
  readonly people: readonly PersonId[];
}

/** Lists the next roles with those that the person has already first, in their present order. A directory treats the first role as the primary one. */
export const keepOrder = (before: readonly Role[], next: readonly Role[]): Role[] => [
  ...new Set([...before.filter((role) => next.includes(role)), ...next]),
];

const sameAccount = (before: PersonRow, next: Account): boolean =>
  Object.entries(next).every(([column, value]) => column === 'created_at' || JSON.stringify(before[column as keyof PersonRow] ?? null) === JSON.stringify(value ?? null));

/**
 * Changes accounts. Every change goes through this function, whether it comes from a page, a file, a directory, a sign-in provider or the
 * command line: one transaction contains the change, its audit entry and its effect on sessions.
 *
 * @param work makes the changes. They are rolled back when it throws
 * @returns the value of `work`, the proof of the audit entry, and the people who were changed or mentioned
 * @throws LastAdministrator when the change would deactivate the last active administrator or take the role away
 *
 * @example
 * const { recorded } = await changeAccounts({ db, centre, now, audit }, async (accounts) => {
 *   const row = await findPerson(accounts.trx, centre, person);
 *   if (row) await accounts.save({ ...row, active: false });
 * });
 */
export const changeAccounts = <Value>({ db, centre, now, audit }: ChangeContext, work: (accounts: Accounts) => Promise<Value>): Promise<Changed<Value>> =>
  changePeople(db, centre, async (trx) => {
    const people = new Set<PersonId>();
    let hasLostAdmin = false;
    const save = async (account: Account): Promise<void> => {
      const before = await findPerson(trx, centre, account.person);
      const next = { ...account, roles: [...new Set(account.roles)] };
      if (before && sameAccount(before, next)) return;
      people.add(account.person);
      if (before && isAdmin(before) && !isAdmin(next)) hasLostAdmin = true;
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
        await removeLastSignInDay(trx, centre, person);
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
    if (hasLostAdmin && (await countAdministrators(trx, centre)) === 0) throw new LastAdministrator();
    const recorded = await audit([...people], trx);
    return { value, recorded, people: [...people] };
  });

/** Makes an unused id for a new person from their name. It consists of a-z, 0-9 and hyphens, for use in URLs. */
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
