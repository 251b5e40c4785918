import { readCentrePolicy } from '@onhook/contract';
import { ofCentre } from '../../platform/access/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { presentPolicy } from './views.ts';

export interface CentrePolicyDeps {
  readonly config: Pick<Config, 'policy' | 'debrief' | 'keepDays' | 'logDays'>;
}

const { route } = routesOf<CentrePolicyDeps>();

export const centrePolicyRoutes = [
  route({
    contract: readCentrePolicy,
    access: { about: 'the decisions of the centre: minutes, thresholds, kept periods', allow: { admin: ['centre'] } },
    resource: ofCentre('policy'),
    handler: (_policy, { deps: { config } }) => presentPolicy(config),
  }),
] as const;
