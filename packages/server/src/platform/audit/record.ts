import type { AuditAction, AuditActor, Role } from '@onhook/contract';
import type { CentreId, PersonId } from '@onhook/core/ids';
import { addAuditRows, lastAuditRow, lockAudit, auditPseudonyms, type AuditRow } from './entries.ts';
import type { Db } from '../store/index.ts';
import { beginning, hashOf } from './chain.ts';

declare const proof: unique symbol;

/** Proof that an audit entry was written. Only this module makes one. */
export interface Recorded {
  readonly [proof]: true;
}

export interface ToRecord {
  readonly centre: CentreId;
  readonly at: number;
  /** Null when the actor is not a person of the centre. */
  readonly actor: PersonId | null;
  readonly as: Role | AuditActor;
  readonly deed: AuditAction;
  /** Owners of the data, with an entry each; `everybody` has a single entry. A deed with the actor's own data has none. */
  readonly about: readonly PersonId[] | 'everybody';
}

/** Writes the deed at the end of the centre's audit log: in `db` if that is a transaction, else in a transaction of its own. */
export const record = async (db: Db, { centre, at, actor, as, deed, about }: ToRecord): Promise<Recorded> => {
  const people = about === 'everybody' ? [null] : [...new Set(about)].filter((person) => person !== actor);
  const write = async (trx: Db): Promise<void> => {
    await lockAudit(trx, centre);
    const marks = await auditPseudonyms(trx, centre, [...people, actor].filter((person) => person !== null));
    const named = people.flatMap((person) => (person === null ? [null] : (marks.get(person) ?? [])));
    const by = actor === null ? null : (marks.get(actor) ?? null);
    let last = (await lastAuditRow(trx, centre)) ?? { seq: 0, hash: beginning };
    const rows = named.map((about): AuditRow => {
      const row = { centre, seq: last.seq + 1, at, actor: by, acted_as: as, deed, about };
      last = { seq: row.seq, hash: hashOf(last.hash, row) };
      return { ...row, hash: last.hash };
    });
    await addAuditRows(trx, rows);
  };
  if (people.length > 0) await (db.isTransaction ? write(db) : db.transaction().execute(write));
  return {} as Recorded;
};
