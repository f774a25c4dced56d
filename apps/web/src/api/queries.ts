import { QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionRead } from './reads.ts';
import { Problem } from './request.ts';

/** What is read, and kept while it is looked at. */
export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    // A read that is refused for want of a session: the page asks who this is, and then for a sign-in.
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        const isRefused = error instanceof Problem && error.status === 401;
        if (isRefused && queryKey !== sessionRead.queryKey)
          void queries.invalidateQueries({ queryKey: sessionRead.queryKey, exact: true });
      },
    }),
    defaultOptions: {
      queries: {
        // The stream says when something is new; asking again on every focus would only repeat it.
        refetchOnWindowFocus: false,
        // A browser that is offline says so at once: a read that waits for it would stand there as if it were loading.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
    },
  });
  return queries;
}

/** Asks again for what got no answer while nothing answered. */
export function retryUnanswered(queries: QueryClient): Promise<void> {
  return queries.refetchQueries({ type: 'active', predicate: ({ state: { error } }) => isUnanswered(error) });
}

/** Nothing answered, or a gateway said that nothing does. */
export function isUnanswered(error: Error | null): boolean {
  return error instanceof Problem && [0, 502, 503, 504].includes(error.status);
}
