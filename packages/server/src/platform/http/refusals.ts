import { errorCatalogue } from '@onhook/contract';
import { NotTheOwner } from '../not-the-owner.ts';
import { Refused } from '../result.ts';
import { StoreFull, StoreUnavailable } from '../store/index.ts';

/** Converts an error to a refusal of the catalogue; null when the error is a failure of the server. */
export const toRefusal = (error: unknown): Refused | null => {
  if (error instanceof Refused) return error;
  if (error instanceof NotTheOwner) return new Refused('not-the-owner', 'this process does not run the floor; ask the one that does');
  if (error instanceof StoreFull || error instanceof StoreUnavailable) return new Refused('store-unavailable');
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 429) return new Refused('too-many-requests');
  // The message of such an error may quote what was sent.
  if (status !== undefined && status >= 400 && status < 500) return new Refused('bad-input', (error as { code?: string }).code ?? 'bad-input');
  return null;
};

export const statusOf = ({ error }: Refused): number => errorCatalogue[error].status;
