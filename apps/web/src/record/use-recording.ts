import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { raisePositionFloor } from '../api/position-floor.ts';
import { type Problem, request } from '../api/request.ts';
import type { Recorded } from '../api/shapes.ts';
import { refreshLiveReads } from '../connection/live-book.tsx';

interface Attempt {
  readonly command: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  /** The version of the deal that the reader has in view; null where it does not exist yet. */
  readonly version: number | null;
}

/** Records one event. The next screen's reads wait for the position that was answered. */
export function useRecording(book: string, onRecorded: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation<Recorded, Problem, Attempt>({
    mutationFn: ({ command, idempotencyKey, version }) =>
      request<Recorded>(`/api/books/${book}/events`, {
        method: 'POST',
        body: command,
        headers: {
          'idempotency-key': idempotencyKey,
          ...(version === null ? {} : { 'if-match': `"${version}"` }),
        },
      }),
    onSuccess: async ({ position }, { command }) => {
      onRecorded();
      raisePositionFloor(book, position);
      const { deal, party } = command as { deal?: string; party?: string };
      // What was recorded is seen at the present, wherever in time the form was opened.
      const search = (before: { book?: string }) => (before.book ? { book: before.book } : {});
      await (deal
        ? navigate({ to: '/deals/$deal', params: { deal }, search })
        : navigate({ to: '/parties/$party', params: { party: party ?? '' }, search }));
      await refreshLiveReads(queries, book);
    },
  });
}
