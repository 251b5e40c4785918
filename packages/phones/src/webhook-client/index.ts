export {
  createWebhookClient,
  type PhoneMessage,
  type SendOutcome,
  type WebhookClient,
  type WebhookClientOptions,
} from './webhook-client.ts';
