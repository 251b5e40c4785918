import { sendEvent } from '@onhook/phones/webhook';
import type { AppContext } from '../../context.ts';
import { customersToTellOf, noteCustomerTold } from './queries.ts';

type Parts = Pick<AppContext, 'store' | 'clock' | 'config' | 'secrets' | 'log'>;

/** Tells the centre's own system what it has not taken word of yet. What it cannot take now is told again the next time. */
export const tellCustomers = async ({ store, clock, config, secrets, log }: Parts): Promise<void> => {
  const { centre } = config.centre;
  if (config.customers === null || secrets.customers === null) return;
  for (const row of await customersToTellOf(store.db, centre)) {
    const outcome = await sendEvent(
      { url: config.customers.url, secret: secrets.customers },
      { clock, fetch, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      {
        id: `incident_${row.incident}`,
        source: centre,
        type: `org.onhook.customer.${row.customer_measure}.v1`,
        // Neither who recorded it nor what they wrote, and no number: whoever has the phone system knows the call by its name.
        data: { incident: row.incident, call: row.call, leg: row.leg, happenedAt: new Date(row.happened_at).toISOString() },
      },
    );
    if (outcome.kind === 'sent') await noteCustomerTold(store.db, centre, row.incident, clock.now());
    else log.warn({ because: outcome.because, message: outcome.message }, 'the centre’s system took no word of a customer');
  }
};
