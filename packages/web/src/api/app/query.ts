import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, whyOf } from '../ask.ts';
import { connection } from '../connection.ts';

/** `signedOut` is called when any question is answered with "not signed in". */
export const createQueryClient = (signedOut: () => void): QueryClient => {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The session query may find nobody signed in; the router handles that case.
        if (isSignedOut(error) && query.queryKey[0] !== 'session') signedOut();
      },
    }),
    defaultOptions: {
      queries: {
        // The client itself tells "no answer" from "refused"; a browser that believes it's offline may be wrong.
        networkMode: 'always',
        retry: (failures, error) => whyOf(error).kind === 'offline' && failures < 1,
        retryDelay: 1_000,
      },
      mutations: { networkMode: 'always' },
    },
  });
  connection.onRetry(() => void client.refetchQueries({ type: 'active' }));
  return client;
};
