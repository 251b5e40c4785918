import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import { allPeople, allTeams, findPerson, type PersonRow, type TeamRow } from '../../platform/organisation/index.ts';
import type { Db } from '../../platform/store/index.ts';
import { ScimError } from './errors.ts';

/** The people and teams of one centre, for a directory. */
export interface Directory {
  readonly centre: CentreId;
  now(): number;
  /** Logs that values of a request were ignored because Onhook does not know them. They must not be personal data. */
  logIgnored(attribute: string, values: number | readonly string[]): void;
  people(db: Db): Promise<PersonRow[]>;
  /** @throws ScimError 404 */
  person(db: Db, id: string): Promise<PersonRow>;
  teams(db: Db): Promise<ReadonlyMap<string, TeamRow>>;
}

export const createDirectory = (centre: CentreId, clock: Clock, log: Logger): Directory => ({
  centre,
  now: clock.now,
  logIgnored: (attribute, values) => log.warn({ attribute, values }, 'a directory sent unknown values; they were ignored'),
  people: (db) => allPeople(db, centre),
  person: async (db, id) => {
    const row = await findPerson(db, centre, asId<PersonId>(id));
    if (!row || row.deleted_at !== null) throw new ScimError(404, null, 'there is no such User');
    return row;
  },
  teams: async (db) => new Map((await allTeams(db, centre)).map((team) => [team.team, team])),
});
