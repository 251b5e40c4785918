import type { SourceId } from '@onhook/core/ids';
import { adapters, type CheckFinding } from '@onhook/phones/adapters';
import { feature } from '../../platform/http/feature.ts';
import type { Config, Secrets } from '../../platform/config/index.ts';
import { phoneSystemRoutes, type PhoneSystemDeps } from './routes.ts';

interface PhoneSystemServices extends Omit<PhoneSystemDeps, 'checks' | 'titleOf'> {
  readonly config: Pick<Config, 'callers' | 'phones'>;
  readonly secrets: Pick<Secrets, 'customerKey' | 'phones'>;
}

/** Makes the checks of all configured connections, keyed by source. */
const checksOf = ({ clock, config, secrets }: PhoneSystemServices): ReadonlyMap<SourceId, () => Promise<readonly CheckFinding[]>> =>
  new Map(
    adapters.flatMap((adapter) => {
      const settings = config.phones[adapter.kind];
      if (settings === undefined) return [];
      const source = adapter.kind as SourceId;
      const checkDeps = { source, clock, customerKey: secrets.customerKey, callers: config.callers };
      return [[source, () => adapter.check({ ...settings, ...secrets.phones[adapter.kind] }, checkDeps)] as const];
    }),
  );

const titles = new Map<string, string>(adapters.map(({ kind, title }) => [kind, title]));

export const phoneSystems = feature({
  name: 'phone-systems',
  deps: (services: PhoneSystemServices): PhoneSystemDeps => {
    const { centre, clock, phones, runtime, store } = services;
    return { centre, clock, phones, runtime, store, checks: checksOf(services), titleOf: (source) => titles.get(source) ?? source };
  },
  routes: phoneSystemRoutes,
});
