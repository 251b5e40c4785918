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

/** A browser may report a reset up to a whole shift late. */
const shiftMs = 12 * 3_600_000;
const between = (leastAt: number, at: number, mostAt: number): number => Math.min(mostAt, Math.max(leastAt, at));

/** Finds the recovery that a reset names, with its end if it has ended; null when it doesn't belong to this person. */
const recoveryOf = async ({ store, centre, runtime }: ResetDeps, person: PersonId, named: string | null) => {
  if (named === null) return null;
  const recovery = asId<RecoveryId>(named);
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
    handler: async (own, { body, deps }) => {
      const { centre, clock, store } = deps;
      const now = clock.now();
      const recovery = await recoveryOf(deps, own.resource, body.recovery);
      // A reset reported after its minutes ended counts as interrupted at that time, unless its own end is reported next.
      const cut = recovery?.because && !recovery.because.startsWith('agent-') ? recovery : null;
      await startReset(store.db, {
        centre,
        reset: asId<ResetId>(body.reset),
        recovery: recovery?.recovery ?? null,
        person: own.resource,
        started_at: between(now - shiftMs, body.at ?? now, cut?.closedAt ?? now),
        ended_at: cut?.closedAt ?? null,
        how: cut?.closedAt ? 'interrupted' : null,
        interrupted_by: cut?.closedAt ? cut.because : null,
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
      const at = between(startedAt, body.at ?? now, now);
      if (!(await endReset(store.db, centre, reset, { at, how: body.how })) && how !== body.how) throw new Refused('no-longer-possible');
      return {};
    },
  }),
] as const;
