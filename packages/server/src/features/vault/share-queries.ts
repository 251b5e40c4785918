import { sql, type Selectable } from 'kysely';
import type { CentreId, PersonId, ShareId } from '@onhook/core/ids';
import { json, type Db, type Tables } from '../../platform/store/index.ts';

export type ShareRow = Selectable<Tables['share']>;
export type NamedShareRow = Omit<ShareRow, 'sealed'> & { readonly sender_name: string; readonly recipient_name: string };

export interface ShareRecipient {
  readonly person: PersonId;
  readonly name: string;
  readonly card: string | null;
}

/**
 * Lists the people with whom a person may share: leads of their team, people who shared with them, the other party of an answered debrief
 * request, and the members of `circle`. A lead may share with an agent only after that agent contacted them, because the agent's public
 * keys reveal that the agent has a vault.
 */
export const possibleRecipients = async (db: Db, centre: CentreId, person: PersonId, circle: readonly PersonId[]): Promise<ShareRecipient[]> => {
  const { rows } = await sql<ShareRecipient>`
    select other.person, other.name, vault.card
    from person as other
    left join vault on vault.centre = other.centre and vault.person = other.person
    where other.centre = ${centre} and other.active and other.person <> ${person} and (
      ${circle.length > 0 ? sql`other.person in (${sql.join(circle)})` : sql`false`}
      or exists (
        select from team_lead as lead join person as own on own.centre = lead.centre and own.team = lead.team
        where lead.centre = ${centre} and lead.person = other.person and own.person = ${person}
      )
      or exists (select from share where share.centre = ${centre} and share.sender = other.person and share.recipient = ${person})
      or exists (
        select from debrief_request as request where request.centre = ${centre} and request.state = 'answered' and (
          (request.asker = ${person} and request.body -> 'answer' ->> 'by' = other.person)
          or (request.asker = other.person and request.body -> 'asked' @> ${json([{ person }])}::jsonb and request.body -> 'answer' ->> 'by' = ${person})
        )
      )
    )
    order by other.name, other.person`.execute(db);
  return rows;
};

/** Adds a share. False when there is already one with this id. */
export const addShare = async (trx: Db, row: ShareRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('share')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};

export const findShare = (db: Db, centre: CentreId, share: ShareId): Promise<ShareRow | undefined> =>
  db.selectFrom('share').selectAll().where('centre', '=', centre).where('share', '=', share).executeTakeFirst();

/** Lists the shares that this person sent or received, oldest first, without the encrypted content. */
export const sharesOf = async (db: Db, centre: CentreId, person: PersonId): Promise<NamedShareRow[]> => {
  const { rows } = await sql<NamedShareRow>`
    select share.centre, share.share, share.sender, share.recipient, share.purpose, share.answers, share.sent_at, share.opened_at,
      share.taken_back_at, sender.name as sender_name, recipient.name as recipient_name
    from share
    join person as sender on sender.centre = share.centre and sender.person = share.sender
    join person as recipient on recipient.centre = share.centre and recipient.person = share.recipient
    where share.centre = ${centre} and (share.sender = ${person} or share.recipient = ${person})
    order by share.sent_at, share.share`.execute(db);
  return rows;
};

/** Returns the encrypted content to the recipient, and stores the time of the first fetch. Null when the recipient has no such share. */
export const fetchShare = async (db: Db, centre: CentreId, recipient: PersonId, share: ShareId, at: number): Promise<string | null> => {
  const row = await db
    .updateTable('share')
    .set({ opened_at: sql<number>`coalesce(opened_at, ${at})` })
    .where('centre', '=', centre)
    .where('share', '=', share)
    .where('recipient', '=', recipient)
    .where('taken_back_at', 'is', null)
    .returning('sealed')
    .executeTakeFirst();
  return row?.sealed ?? null;
};

/** Takes a share back. False when this person sent no such share. */
export const endShare = async (db: Db, centre: CentreId, sender: PersonId, share: ShareId, at: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('share')
    .set({ sealed: null, taken_back_at: sql<number>`coalesce(taken_back_at, ${at})` })
    .where('centre', '=', centre)
    .where('share', '=', share)
    .where('sender', '=', sender)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
};
