import { sql } from 'kysely';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { json, type Db, type TableName } from '../../platform/store/index.ts';

export interface Whom {
  readonly centre: CentreId;
  readonly person: PersonId;
  /** What stands from then on where the person's name stood and something has to. */
  readonly alias: string;
}

/** What of a table is one person's, and what becomes of it when they are erased. */
export type Line =
  /** No row of it is about a person; says why not. */
  | { readonly kind: 'nobody'; readonly because: string }
  /** A row is theirs by any of these columns, and goes whole. `secret` columns are not theirs to see either. */
  | { readonly kind: 'goes'; readonly by: readonly string[]; readonly secret?: readonly string[] }
  /** The row stays, for what is said, and they go out of it. */
  | { readonly kind: 'stays'; readonly by: readonly string[]; readonly because: string; readonly takeOut: (trx: Db, whom: Whom) => Promise<unknown> };

const named = (column: string): Line => ({ kind: 'goes', by: [column] });

/** Every table has a line: it does not compile without. */
export const plan: Readonly<Record<TableName, Line>> = {
  centre: { kind: 'nobody', because: 'the centre itself' },
  site: { kind: 'nobody', because: 'places' },
  team: { kind: 'nobody', because: 'teams by name; who is in them stands with the people' },
  person: { kind: 'goes', by: ['person'], secret: ['mark'] },
  team_lead: named('person'),
  stand_in: { kind: 'goes', by: ['lead', 'person'] },
  line: {
    kind: 'stays',
    by: ['person'],
    because: 'it is the phone system’s; whose it is, and what it was called, goes',
    takeOut: (trx, { centre, person }) => sql`update line set person = null, name = line where centre = ${centre} and person = ${person}`.execute(trx),
  },
  sign_in_link: { kind: 'goes', by: ['person'], secret: ['token_hash'] },
  session: { kind: 'goes', by: ['person'], secret: ['token_hash', 'parent', 'csrf', 'sealed_id_token'] },
  frame_code: { kind: 'nobody', because: 'hashes of codes that are good for a minute' },
  identity: named('person'),
  sign_in_attempt: { kind: 'nobody', because: 'hashes, before anybody is known' },
  passkey: { kind: 'goes', by: ['person'], secret: ['public_key'] },
  scim_token: { kind: 'nobody', because: 'a directory’s' },
  event_log: { kind: 'nobody', because: 'what the phone system said of lines; it goes by itself after its days' },
  call: {
    kind: 'stays',
    by: ['person'],
    because: 'figures about queues are made of calls; who took it, on which line, and their tap, goes',
    takeOut: (trx, { centre, person }) =>
      sql`update call set person = null, line = null, tap = null where centre = ${centre} and person = ${person}`.execute(trx),
  },
  recovery: named('person'),
  ledger_entry: {
    kind: 'stays',
    by: ['person'],
    because: 'the account of what a centre owed and gave has to add up; the minutes are nobody’s then',
    takeOut: (trx, { centre, person, alias }) => sql`
      update ledger_entry set person = ${alias},
        txn = replace(txn, ${`asked-${person}-`}, ${`asked-${alias}-`}), recovery = replace(recovery, ${`asked-${person}-`}, ${`asked-${alias}-`})
      where centre = ${centre} and person = ${person}`.execute(trx),
  },
  offer: named('person'),
  offer_event: {
    kind: 'stays',
    by: [],
    because: 'it stands with its offer, and goes with it',
    takeOut: (trx, { centre, person }) => sql`
      delete from offer_event where centre = ${centre} and offer in (select offer from offer where centre = ${centre} and person = ${person})`.execute(trx),
  },
  reset: named('person'),
  team_phrase: {
    kind: 'stays',
    by: ['written_by'],
    because: 'it was written for a team, and is the team’s; who wrote it goes',
    takeOut: (trx, { centre, person, alias }) =>
      sql`update team_phrase set written_by = ${alias} where centre = ${centre} and written_by = ${person}`.execute(trx),
  },
  circle_tie: { kind: 'goes', by: ['asker', 'asked'] },
  carry_item: named('person'),
  vault: { kind: 'goes', by: ['person'], secret: ['keys', 'head'] },
  vault_item: { kind: 'goes', by: ['person'], secret: ['sealed'] },
  share: { kind: 'goes', by: ['sender', 'recipient'], secret: ['sealed'] },
  audit_entry: { kind: 'nobody', because: 'it names people by marks, and a mark without its person leads to nobody; so the chain stays whole' },
  incident: {
    kind: 'stays',
    by: ['person', 'customer_asked_by'],
    because: 'their own goes whole; of another’s stays what was done about the customer, by nobody',
    takeOut: async (trx, { centre, person }) => {
      await sql`delete from incident where centre = ${centre} and person = ${person}`.execute(trx);
      await sql`update incident set customer_asked_by = null where centre = ${centre} and customer_asked_by = ${person}`.execute(trx);
    },
  },
  incident_duty: {
    kind: 'stays',
    by: ['done_by'],
    because: 'that something owed to another was done; who did it goes',
    takeOut: (trx, { centre, person, alias }) =>
      sql`update incident_duty set done_by = ${alias} where centre = ${centre} and done_by = ${person}`.execute(trx),
  },
  debrief_request: {
    kind: 'stays',
    by: ['asker'],
    because: 'what they asked goes whole, and so does whatever was asked of them; others’ requests to others stay',
    takeOut: (trx, { centre, person }) =>
      sql`delete from debrief_request where centre = ${centre} and (asker = ${person} or body -> 'asked' @> ${json([{ person }])}::jsonb)`.execute(trx),
  },
  debrief_gift: {
    kind: 'stays',
    by: ['person', 'given_by'],
    because: 'their own goes whole; that another was given time stays, without who gave it',
    takeOut: async (trx, { centre, person, alias }) => {
      await sql`delete from debrief_gift where centre = ${centre} and person = ${person}`.execute(trx);
      await sql`update debrief_gift set given_by = ${alias} where centre = ${centre} and given_by = ${person}`.execute(trx);
    },
  },
  debrief_note: {
    kind: 'stays',
    by: [],
    because: 'it stands with what was sealed, and goes with it',
    takeOut: (trx, { centre, person }) => sql`
      delete from debrief_note where centre = ${centre}
        and share in (select share from share where centre = ${centre} and (sender = ${person} or recipient = ${person}))`.execute(trx),
  },
  signing_key: { kind: 'nobody', because: 'the centre’s' },
  usual_handle_time: { kind: 'nobody', because: 'of queues' },
  floor_snapshot: { kind: 'nobody', because: 'what the phone system shows of lines now; written anew every minute' },
  floor_owner: { kind: 'nobody', because: 'processes' },
};
