export {
  createWebhookClient,
  type PhoneMessage,
  type RefusedMessage,
  type SendOutcome,
  type WebhookClient,
  type WebhookClientOptions,
} from './webhook-client.ts';
