import { sendEvent } from '@onhook/phones/webhook';
import type { CentreId } from '@onhook/core/ids';
import type { Clock } from '@onhook/phones/port';
import type { Logger } from 'pino';
import type { Config, Secrets } from '../../platform/config/index.ts';
import type { PastDays } from '../../platform/past-days/index.ts';
import type { Store } from '../../platform/store/index.ts';
import { incidentCallPurpose } from './tables.ts';
import { customersToNotify, recordCustomerNotified } from './queries.ts';

export interface NotifyDeps {
  readonly centre: CentreId;
  readonly clock: Clock;
  readonly config: Pick<Config, 'customers'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly pastDays: Pick<PastDays, 'openValue'>;
  readonly secrets: Pick<Secrets, 'customers'>;
  readonly store: Store;
}

/** Notifies the centre's own system of each customer measure that it has not accepted yet. The next run repeats a failed notice. */
export const notifyCustomers = async ({ centre, store, clock, config, secrets, log, pastDays }: NotifyDeps): Promise<void> => {
  if (config.customers === null || secrets.customers === null) return;
  for (const row of await customersToNotify(store.db, centre)) {
    const outcome = await sendEvent(
      { url: config.customers.url, secret: secrets.customers },
      { clock, fetch, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      {
        id: `incident_${row.incident}`,
        source: centre,
        type: `org.onhook.customer.${row.customer_measure}.v1`,
        // Contains no agent, no text and no phone number: the phone system's operator finds the call by its id.
        data: { incident: row.incident, call: row.call && pastDays.openValue(row.person, incidentCallPurpose(row.incident), row.call), leg: row.leg, happenedAt: new Date(row.happened_at).toISOString() },
      },
    );
    if (outcome.kind === 'sent') await recordCustomerNotified(store.db, centre, row.incident, clock.now());
    else log.warn({ because: outcome.because, message: outcome.message }, 'the centre’s system did not accept the notice of a customer measure');
  }
};
