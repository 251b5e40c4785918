import { checkPhoneSystem, readPhoneSystems, type PhoneSystemsView } from '@onhook/contract';
import { asId, type CentreId, type SourceId } from '@onhook/core/ids';
import type { CheckFinding } from '@onhook/phones/adapters';
import type { Clock, PhoneSystem } from '@onhook/phones/port';
import { allLines } from '../../centre/queries/lines.ts';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { ofCentre } from '../../platform/access/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { Refused } from '../../platform/result.ts';
import type { Store } from '../../platform/store/index.ts';

export interface PhoneSystemDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly phones: readonly PhoneSystem[];
  readonly runtime: Pick<CentreRuntime, 'notices'>;
  readonly store: Store;
  /** Checks of the configured connections, keyed by source. */
  readonly checks: ReadonlyMap<SourceId, () => Promise<readonly CheckFinding[]>>;
  readonly titleOf: (source: SourceId) => string;
}

const { route } = routesOf<PhoneSystemDeps>();

/** Sources that are being checked. A second check at the same time would only load the phone system. */
const runningChecks = new WeakMap<PhoneSystemDeps['checks'], Set<SourceId>>();

export const phoneSystemRoutes = [
  route({
    contract: readPhoneSystems,
    access: { about: 'the phone systems, their abilities and their notices', allow: { admin: ['centre'] } },
    resource: ofCentre('phone-systems'),
    handler: async (_systems, { deps: { centre, checks, clock, phones, runtime, store, titleOf } }): Promise<PhoneSystemsView> => {
      const lines = await allLines(store.db, centre);
      return {
        serverNow: clock.now(),
        connections: phones.map((phone) => {
          const state = phone.state();
          return {
            source: phone.source,
            title: titleOf(phone.source),
            state: state.kind,
            since: Math.round(state.since),
            lastError: state.kind === 'up' ? null : state.lastError,
            capabilities: { ...phone.capabilities },
            lines: lines.filter(({ source, reported }) => source === phone.source && reported).length,
            notices: runtime.notices(phone.source).map(({ at, notice: { kind, detail } }) => ({ at: Math.round(at), kind, detail })),
            mayBeChecked: checks.has(phone.source),
          };
        }),
      };
    },
  }),
  route({
    contract: checkPhoneSystem,
    access: { about: 'a check of the connection to a phone system', allow: { admin: ['centre'] } },
    resource: ofCentre('phone-systems'),
    probes: () => [],
    handler: async (_systems, { params, deps: { checks, clock } }) => {
      const source = asId<SourceId>(params.source);
      const check = checks.get(source);
      const running = runningChecks.get(checks) ?? new Set<SourceId>();
      runningChecks.set(checks, running);
      if (!check || running.has(source)) throw new Refused('no-longer-possible', 'this connection cannot be checked now');
      running.add(source);
      try {
        const findings = await check();
        return { checkedAt: clock.now(), findings: findings.map((finding) => ({ ...finding })) };
      } finally {
        running.delete(source);
      }
    },
  }),
] as const;
