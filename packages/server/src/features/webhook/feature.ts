import type { PhoneSystem } from '@onhook/phones/port';
import type { CentreRuntime } from '../../centre/runtime.ts';
import { feature } from '../../platform/http/feature.ts';
import { webhookRoutes, type WebhookDeps } from './routes.ts';

interface WebhookServices {
  readonly runtime: Pick<CentreRuntime, 'flush'>;
  readonly phones: readonly PhoneSystem[];
}

export const webhook = feature({
  name: 'webhook',
  deps: ({ phones, runtime }: WebhookServices): WebhookDeps => ({ phones, runtime }),
  routes: [],
  nonApiRoutes: [webhookRoutes],
});
