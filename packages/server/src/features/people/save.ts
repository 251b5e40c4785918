import { asId, type PersonId } from '@onhook/core/ids';
import { endSessionsOf, removeIdentitiesOf, removePasskeysOf } from '../sign-in/index.ts';
import { leadTeams, removeStandInsOf, upsertPerson, type NewPersonRow, type PeopleTrx, type PersonRow } from '../../platform/organisation/index.ts';
import { linesOf, matchLine } from '../../centre/queries/lines.ts';

/** Says whether the person is an active administrator. */
export const isAdmin = ({ active, roles }: Pick<PersonRow, 'active' | 'roles'>): boolean => active && roles.includes('admin');

/** Stores a person. Signs them out everywhere if they are not active. */
export const savePerson = async (trx: PeopleTrx, person: NewPersonRow, now: number): Promise<void> => {
  await upsertPerson(trx, person);
  if (!person.active) await endSessionsOf(trx, person.centre, person.person, now);
};

/** Removes a person's identity, sign-ins, roles and lines. Their recovery time stays, under an identifier. */
export const deletePerson = async (trx: PeopleTrx, row: PersonRow, now: number): Promise<void> => {
  const { centre, person } = row;
  await savePerson(
    trx,
    { ...row, roles: '[]', name: '', email: null, user_name: null, external_id: null, team: null, active: false, deleted_at: now },
    now,
  );
  await removeIdentitiesOf(trx, centre, person);
  await removePasskeysOf(trx, centre, person);
  await removeStandInsOf(trx, centre, person);
  await leadTeams(trx, centre, person, []);
  for (const { line } of await linesOf(trx, centre, person)) await matchLine(trx, centre, line, null);
};

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
