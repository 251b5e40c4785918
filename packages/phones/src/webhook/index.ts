export { type CommandTarget, tell, type Told } from './commands.ts';
export {
  type Delivery,
  type DeliveryOutcome,
  type RefusedBecause,
  type RefusedDelivery,
  verifyDelivery,
  type VerifyOptions,
} from './verify-delivery.ts';
export {
  createWebhookPhones,
  type ReceiveOutcome,
  type WebhookDoor,
  type WebhookPhonesOptions,
} from './webhook-phones.ts';
