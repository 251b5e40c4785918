import { endReset as endResetRoute, startReset as startResetRoute } from '@onhook/contract';
import { asId, type CentreId, type PersonId, type RecoveryId, type ResetId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { findRecovery } from '../../centre/queries/recoveries.ts';
import { endReset, findReset, startReset } from '../../centre/queries/resets.ts';
import { actorsOwn, probeAgents, resource, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';

export interface ResetDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly runtime: Pick<CentreRuntime, 'floor'>;
  readonly store: Store;
}

const { route } = routesOf<ResetDeps>();

/** Longest delay with which a browser may report a reset. */
const shiftMs = 12 * 3_600_000;
const clamp = (minAt: number, at: number, maxAt: number): number => Math.min(maxAt, Math.max(minAt, at));

/** Finds the recovery of a reset, with its end if it has ended; null when it is not this person's. */
const recoveryOf = async ({ store, centre, runtime }: ResetDeps, person: PersonId, id: string | null) => {
  if (id === null) return null;
  const recovery = asId<RecoveryId>(id);
  if (runtime.floor.recoveries.get(person)?.recovery === recovery) return { recovery, closedAt: null, because: null };
  const row = await findRecovery(store.db, centre, recovery);
  return row?.person === person ? { recovery, closedAt: row.closed_at, because: row.closed_because } : null;
};

const ownAccess: RoleAccess = { about: 'a reset', allow: { agent: ['own'] } };

const ownReset = resource('own-reset', async (actor, { params }: { readonly params: { readonly reset: string } }, { store, centre }: ResetDeps) => {
  const row = await findReset(store.db, centre, asId<ResetId>(params.reset));
  return row?.person === actor.person ? { relation: 'own', resource: row } : null;
});

export const resetRoutes = [
  route({
    contract: startResetRoute,
    access: ownAccess,
    resource: actorsOwn('own-resets'),
    // Any agent may use a reset id that is unused in their centre.
    probes: ({ agents, north }) =>
      agents.map(({ centre, person, recovery, reset }) => ({ body: { reset: centre === north ? reset : `${reset}-as-mine`, recovery }, centre, for: [person] })),
    handler: async ({ resource: person }, { body, deps }) => {
      const { centre, clock, store } = deps;
      const now = clock.now();
      const recovery = await recoveryOf(deps, person, body.recovery);
      // When the recovery has ended already, the reset counts as interrupted by that end, until the browser reports another one.
      const interruption = recovery?.because && !recovery.because.startsWith('agent-') ? recovery : null;
      await startReset(store.db, {
        centre,
        reset: asId<ResetId>(body.reset),
        recovery: recovery?.recovery ?? null,
        person,
        started_at: clamp(now - shiftMs, body.at ?? now, interruption?.closedAt ?? now),
        ended_at: interruption?.closedAt ?? null,
        how: interruption?.closedAt ? 'interrupted' : null,
        interrupted_by: interruption?.closedAt ? interruption.because : null,
      });
      return {};
    },
  }),
  route({
    contract: endResetRoute,
    access: ownAccess,
    resource: ownReset,
    probes: probeAgents(({ reset }) => ({ params: { reset } })),
    handler: async ({ resource: { reset, started_at: startedAt, how } }, { body, deps: { centre, clock, store } }) => {
      const now = clock.now();
      const at = clamp(startedAt, body.at ?? now, now);
      if (!(await endReset(store.db, centre, reset, { at, how: body.how })) && how !== body.how) throw new Refused('no-longer-possible');
      return {};
    },
  }),
] as const;
