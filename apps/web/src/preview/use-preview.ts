import type { Command } from '@offtake/deals/command';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { importFile } from '../api/imports.ts';
import { MOST_LOCAL_EVENTS } from '../api/reads.ts';
import type { Violation } from '../api/request.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import type { Trial } from './trial-book.ts';

/** What would become of an event; `accepted` where only the server could be asked, which makes no postings for it. */
export type Preview = Trial | { readonly says: 'accepted' | 'waiting' | 'unknown' };

/** What the book would answer to a command, found out without recording anything; null: there is no command yet. */
export function usePreview(command: Command | null): Preview {
  const { events: size } = useCurrentBook();
  const isLocal = size <= MOST_LOCAL_EVENTS;
  const local = useLocalTrial(isLocal ? command : null);
  const served = useDryRun(isLocal ? null : command);
  return isLocal ? local : served;
}

/** Any id will do for an event that is never recorded; the postings of its preview name it. */
const NEW_EVENT = '00000000-0000-7000-8000-000000000000';

function useLocalTrial(command: Command | null): Preview {
  const { book } = useCurrentBook();
  const { events, loading } = useBookHistory();
  // The code of the fold comes when it is first needed.
  const { data: code } = useQuery({
    queryKey: ['trial-code'],
    queryFn: () => import('./trial-book.ts'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (!code || loading || !command) return { says: 'waiting' };
    try {
      return code.trialBook(book, events).answer(command, NEW_EVENT);
    } catch {
      // The book holds what this client cannot fold: the server will decide.
      return { says: 'unknown' };
    }
  }, [code, loading, command, book, events]);
}

function useDryRun(command: Command | null): Preview {
  const { book, position } = useCurrentBook();
  const { data, isError } = useQuery({
    queryKey: ['dry-run', book, position, command],
    enabled: command !== null,
    retry: false,
    queryFn: async ({ signal }): Promise<Preview> => {
      const text = JSON.stringify(command);
      const violations: Violation[] = [];
      let unchanged = false;
      for await (const answer of importFile(book, { text, type: 'application/x-ndjson', dryRun: true, signal })) {
        if ('violations' in answer) violations.push(...answer.violations);
        if ('answer' in answer) unchanged = answer.answer === 'unchanged';
      }
      const [refusal] = violations;
      if (refusal) return { says: 'refused', refusal };
      return { says: unchanged ? 'unchanged' : 'accepted' };
    },
  });
  return isError ? { says: 'unknown' } : (data ?? { says: 'waiting' });
}
