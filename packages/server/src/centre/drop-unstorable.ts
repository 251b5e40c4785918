import type { PhoneEvent } from '@onhook/core/call';
import type { CentreId } from '@onhook/core/ids';
import type { Logger } from 'pino';
import type { Metrics } from '../platform/metrics/metrics.ts';
import { appendEvents, type NewEvent } from './queries/event-log.ts';
import { StoreFull, StoreUnavailable, type Store } from '../platform/store/index.ts';

export const toNewEvent = (event: PhoneEvent): NewEvent => ({
  source: event.source,
  id: event.id,
  at: Math.round(event.at),
  receivedAt: Math.round(event.receivedAt),
  kind: event.kind,
  body: event,
});

class RolledBackOnPurpose extends Error {}

interface Location {
  readonly store: Store;
  readonly centre: CentreId;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/**
 * Drops events that the store can never take, so that they don't block the others for ever. Returns the rest; all events
 * while the store is down or full.
 */
export const dropUnstorable = async ({ store, centre, log, metrics }: Location, events: readonly PhoneEvent[]): Promise<PhoneEvent[]> => {
  const good: PhoneEvent[] = [];
  for (const event of events) {
    try {
      await store.db.transaction().execute(async (trx) => {
        await appendEvents(trx, centre, [toNewEvent(event)]);
        throw new RolledBackOnPurpose();
      });
    } catch (error) {
      if (error instanceof RolledBackOnPurpose) good.push(event);
      else if (error instanceof StoreFull || error instanceof StoreUnavailable) return [...events];
      else {
        metrics.setAside.inc({ kind: event.kind });
        log.error({ source: event.source, id: event.id, kind: event.kind }, 'an event that cannot be stored was set aside');
      }
    }
  }
  return good;
};
