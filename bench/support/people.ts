import { asId, type CentreId, type PersonId, type TeamId } from '@onhook/core/ids';
import { inBatches } from '../../packages/server/src/platform/store/db.ts';
import { json, type Store } from '../../packages/server/src/platform/store/index.ts';
import { hashToken, newToken } from '../../packages/server/src/platform/tokens.ts';
import { benchSource, type Seat } from './obedient-phones.ts';

const team = asId<TeamId>('bench');
const sessionLastsMs = 12 * 3_600_000;

export const personOn = (seat: Seat): PersonId => asId<PersonId>(`agent-${seat.line}`);

/** Adds an agent for every seat to an existing centre. */
export const seatAgents = async (store: Store, centre: CentreId, seats: readonly Seat[], now: number): Promise<void> => {
  await store.db.transaction().execute(async (trx) => {
    await trx.insertInto('team').values({ centre, team, name: 'Bench' }).execute();
    await inBatches(seats, (batch) =>
      trx
        .insertInto('person')
        .values(
          batch.map((seat) => ({
            centre,
            person: personOn(seat),
            name: seat.name,
            email: null,
            roles: json(['agent']),
            team,
            active: true,
            created_at: now,
          })),
        )
        .execute(),
    );
    await inBatches(seats, (batch) =>
      trx
        .insertInto('line')
        .values(
          batch.map((seat) => ({
            centre,
            line: seat.line,
            source: benchSource,
            name: seat.name,
            person: personOn(seat),
            assigned_name: null,
            reported: true,
            first_seen_at: now,
            last_seen_at: now,
          })),
        )
        .onConflict((conflict) => conflict.columns(['centre', 'line']).doUpdateSet((row) => ({ person: row.ref('excluded.person') })))
        .execute(),
    );
  });
};

/** Creates a session for the agent of every seat, as one-time links do. Returns the tokens in order. */
export const signInAll = async (store: Store, centre: CentreId, seats: readonly Seat[], now: number): Promise<string[]> => {
  const tokens = seats.map(newToken);
  const rows = seats.map((seat, i) => ({
    centre,
    token_hash: hashToken(tokens[i]!),
    person: personOn(seat),
    csrf: null,
    created_at: now,
    last_seen_at: now,
    expires_at: now + sessionLastsMs,
    ended_at: null,
  }));
  await store.db.transaction().execute((trx) => inBatches(rows, (batch) => trx.insertInto('session').values(batch).execute()));
  return tokens;
};
