export { type CommandTarget, type OutgoingEvent, sendEvent } from './commands.ts';
export { type DeliveryOutcome, type RefusedDelivery, verifyDelivery, type VerifyOptions } from './verify-delivery.ts';
export { createWebhookPhones, type DeliveryReceiver, type WebhookPhonesOptions } from './webhook-phones.ts';
