import { sql } from 'kysely';
import type { CircleLink } from '@onhook/core/circle';
import type { CentreId, PersonId } from '@onhook/core/ids';
import type { Db } from '../../platform/store/index.ts';

export interface NamedCircleLink extends CircleLink {
  readonly askerName: string;
  readonly askedName: string;
}

const isAgent = sql<boolean>`person.active and person.roles @> '["agent"]'::jsonb`;

/** Finds a person's circle links, oldest first, where both people are active agents of the centre. */
export const circleLinksOf = async (db: Db, centre: CentreId, person: PersonId): Promise<NamedCircleLink[]> => {
  const { rows } = await sql<NamedCircleLink>`
    select tie.asker, tie.asked, tie.state, tie.withdrawn, asker.name as "askerName", asked.name as "askedName"
    from circle_tie as tie
    join person as asker on asker.centre = tie.centre and asker.person = tie.asker
      and asker.active and asker.roles @> '["agent"]'::jsonb
    join person as asked on asked.centre = tie.centre and asked.person = tie.asked
      and asked.active and asked.roles @> '["agent"]'::jsonb
    where tie.centre = ${centre} and (tie.asker = ${person} or tie.asked = ${person})
    order by tie.asked_at, tie.asker, tie.asked`.execute(db);
  return rows;
};

interface Pair {
  readonly asker: PersonId;
  readonly asked: PersonId;
}

/**
 * Stores the asker's invitation. Where the other person has invited the asker already, agrees to that invitation instead. A withdrawn
 * invitation that is made again keeps its earlier answer.
 */
export const inviteIntoCircle = async (trx: Db, centre: CentreId, { asker, asked }: Pair, now: number): Promise<void> => {
  const { numUpdatedRows } = await trx
    .updateTable('circle_tie')
    .set({ state: 'agreed' })
    .where('centre', '=', centre)
    .where('asker', '=', asked)
    .where('asked', '=', asker)
    .where('withdrawn', '=', false)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('circle_tie')
    .values({ centre, asker, asked, state: 'asked', withdrawn: false, asked_at: now })
    .onConflict((conflict) => conflict.columns(['centre', 'asker', 'asked']).doUpdateSet({ withdrawn: false }))
    .execute();
};

/** Answers an invitation. False when there is none, or it has been answered already. */
export const answerInvitation = async (trx: Db, centre: CentreId, { asker, asked }: Pair, state: 'agreed' | 'declined'): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('circle_tie')
    .set({ state })
    .where('centre', '=', centre)
    .where('asker', '=', asker)
    .where('asked', '=', asked)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Ends the link between two people for `person`. An unanswered invitation by the other person stays. */
export const leaveCircle = async (trx: Db, centre: CentreId, person: PersonId, other: PersonId): Promise<void> => {
  await trx
    .deleteFrom('circle_tie')
    .where('centre', '=', centre)
    .where((where) =>
      where.or([
        where.and([where('asker', '=', person), where('asked', '=', other), where('state', '<>', 'declined')]),
        where.and([where('asker', '=', other), where('asked', '=', person), where('state', '=', 'agreed')]),
      ]),
    )
    .execute();
  await trx
    .updateTable('circle_tie')
    .set({ withdrawn: true })
    .where('centre', '=', centre)
    .where('asker', '=', person)
    .where('asked', '=', other)
    .execute();
};

/** Finds at most `limit` agents whose name contains these letters; case does not matter. */
export const findAgents = (db: Db, centre: CentreId, letters: string, limit: number): Promise<{ person: PersonId; name: string }[]> =>
  db
    .selectFrom('person')
    .select(['person', 'name'])
    .where('centre', '=', centre)
    .where(isAgent)
    .where(sql<boolean>`position(lower(${letters}) in lower(name)) > 0`)
    .orderBy('name')
    .orderBy('person')
    .limit(limit)
    .execute();

export const isAgentOfCentre = async (db: Db, centre: CentreId, person: PersonId): Promise<boolean> => {
  const row = await db.selectFrom('person').select('person').where('centre', '=', centre).where('person', '=', person).where(isAgent).executeTakeFirst();
  return row !== undefined;
};
