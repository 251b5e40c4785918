import { answerOffer, askForAMinute, endRecovery, extendRecovery, readOwnDay, readPanel, showOffer, tapCall, undoAnswer } from '@onhook/contract';
import { callKey, type EndedCall, type CommandResult, type AgentCommand, type Policy } from '@onhook/core/floor';
import { asId, type CallId, type CentreId, type OfferId, type PersonId, type RecoveryId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import type { CentreDay } from '../../centre/centre-day.ts';
import { callsOfPerson, findCall } from '../../centre/queries/calls.ts';
import { pastCallWithoutRecovery } from '../../centre/queries/past-calls.ts';
import { recoveriesOfPerson } from '../../centre/queries/recoveries.ts';
import { endedCallOf } from '../../centre/rows.ts';
import { probeAgents, type Authorized, type RoleAccess } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { presentOwnDay } from './own-day.ts';
import { ownPanel, panelAccess, type Panels } from './panels.ts';

interface RecoveryDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: { readonly policy: Pick<Policy, 'hardLevel'> };
  readonly day: CentreDay;
  readonly runtime: Pick<CentreRuntime, 'floor' | 'submit'>;
  readonly panels: Panels;
  readonly pastDays: Pick<PastDays, 'rowsOf'>;
  readonly store: Store;
}

const { route } = routesOf<RecoveryDeps>();

/** Largest number of calls of one day that is read. */
const maxCalls = 400;

/** Submits an agent's command. The runtime refuses an offer, recovery or call of another agent as not found. */
const submit = async ({ runtime }: RecoveryDeps, agent: Authorized<PersonId, 'own-panel'>, command: AgentCommand): Promise<Extract<CommandResult, { kind: 'done' }>> => {
  const result = await runtime.submit(agent.resource, command);
  if (result.kind === 'done') return result;
  throw new Refused(result.kind);
};

/** Reads a call that ended too long ago to be in memory; null while it is in memory, or when there is none. */
const pastCall = async ({ runtime, store, centre, pastDays }: RecoveryDeps, me: PersonId, call: CallId, leg: number): Promise<EndedCall | null> => {
  if (runtime.floor.ended.has(callKey(call, leg))) return null;
  const row = (await findCall(store.db, centre, call, leg)) ?? (await pastCallWithoutRecovery(store.db, pastDays, me, call, leg));
  return row && row.ended_at !== null ? endedCallOf(row) : null;
};

const ownAccess = (about: string): RoleAccess => ({ about, allow: { agent: ['own'] } });

export const recoveryRoutes = [
  route({
    contract: readPanel,
    access: panelAccess,
    resource: ownPanel,
    handler: (agent, { actor, deps }) => deps.panels.view(agent, actor.name),
  }),
  route({
    contract: readOwnDay,
    access: { about: 'an agent’s own day: their hard calls and the minutes kept for them', allow: { agent: ['own'] } },
    resource: ownPanel,
    handler: async ({ resource: me }, { deps }) => {
      const { centre, clock, config, day, store } = deps;
      const now = clock.now();
      const fromAt = day.dayStartOf(now);
      const [calls, recoveries] = await Promise.all([
        callsOfPerson(store.db, centre, me, fromAt, maxCalls),
        recoveriesOfPerson(store.db, centre, me, fromAt),
      ]);
      return presentOwnDay({ calls, recoveries }, { now, hardLevel: config.policy.hardLevel });
    },
  }),
  route({
    contract: showOffer,
    access: ownAccess('an offer'),
    resource: ownPanel,
    probes: probeAgents(({ offer }) => ({ params: { offer } })),
    handler: async (agent, { params, deps }) => {
      await submit(deps, agent, { kind: 'offer-shown', offer: asId<OfferId>(params.offer) });
      return {};
    },
  }),
  route({
    contract: answerOffer,
    access: ownAccess('an offer'),
    resource: ownPanel,
    probes: probeAgents(({ offer }) => ({ params: { offer } })),
    handler: async (agent, { params, body, deps }) => {
      await submit(deps, agent, { kind: 'offer-answered', offer: asId<OfferId>(params.offer), answer: body.answer, undoable: body.undoable ?? false });
      return {};
    },
  }),
  route({
    contract: undoAnswer,
    access: ownAccess('an offer'),
    resource: ownPanel,
    probes: probeAgents(({ offer }) => ({ params: { offer } })),
    handler: async (agent, { params, deps }) => {
      await submit(deps, agent, { kind: 'answer-undone', offer: asId<OfferId>(params.offer) });
      return {};
    },
  }),
  route({
    contract: askForAMinute,
    access: ownAccess('recovery time'),
    resource: ownPanel,
    handler: async (agent, { deps }) => {
      const { recovery } = await submit(deps, agent, { kind: 'a-minute-please' });
      if (recovery === null) throw new Refused('no-longer-possible');
      return { recovery };
    },
  }),
  route({
    contract: extendRecovery,
    access: ownAccess('recovery time'),
    resource: ownPanel,
    probes: probeAgents(({ recovery }) => ({ params: { recovery } })),
    handler: async (agent, { params, deps }) => {
      await submit(deps, agent, { kind: 'a-little-longer', recovery: asId<RecoveryId>(params.recovery) });
      return {};
    },
  }),
  route({
    contract: tapCall,
    access: ownAccess('a call, by the agent who took it'),
    resource: ownPanel,
    probes: probeAgents(({ call }) => ({ params: { call, leg: 1 } })),
    handler: async (agent, { params, body, deps }) => {
      const call = asId<CallId>(params.call);
      const past = await pastCall(deps, agent.resource, call, params.leg);
      const { tap, at } = body;
      await submit(deps, agent, { kind: 'call-tapped', call, leg: params.leg, tap, ...(at !== undefined && { at }), ...(past && { past }) });
      return {};
    },
  }),
  route({
    contract: endRecovery,
    access: ownAccess('recovery time'),
    resource: ownPanel,
    probes: probeAgents(({ recovery }) => ({ params: { recovery } })),
    handler: async (agent, { params, deps }) => {
      await submit(deps, agent, { kind: 'back-on-the-line', recovery: asId<RecoveryId>(params.recovery) });
      return {};
    },
  }),
] as const;
