import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, failureOf } from '../ask.ts';
import { connection } from '../connection.ts';

/** Creates the query client. Calls `onSignedOut` when a query other than the session's is refused as not signed in. */
export const createQueryClient = (onSignedOut: () => void): QueryClient => {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The router handles a refused session query.
        if (isSignedOut(error) && query.queryKey[0] !== 'session') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        // The browser's own online state may be wrong. `ask` distinguishes no reply from a refusal.
        networkMode: 'always',
        retry: (failures, error) => failureOf(error).kind === 'offline' && failures < 1,
        retryDelay: 1_000,
      },
      mutations: { networkMode: 'always' },
    },
  });
  connection.onRetry(() => void client.refetchQueries({ type: 'active' }));
  return client;
};
