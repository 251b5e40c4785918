import { feature } from '../../platform/http/feature.ts';
import { webhookRoutes, type WebhookDeps } from './routes.ts';

export const webhook = feature({
  name: 'webhook',
  deps: ({ phones, runtime }: WebhookDeps): WebhookDeps => ({ phones, runtime }),
  routes: [],
  nonApiRoutes: [webhookRoutes],
});
