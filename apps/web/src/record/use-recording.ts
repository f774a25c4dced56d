import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { raisePositionFloor } from '../api/position-floor.ts';
import { type Problem, request } from '../api/request.ts';
import type { Recorded } from '../api/shapes.ts';
import { refreshLiveReads } from '../connection/live-book.tsx';
import type { Values } from './form-values.ts';
import { sayRecorded } from './just-recorded.ts';

interface Attempt {
  readonly command: Values;
  readonly idempotencyKey: string;
  /** The version of the deal that the reader has in view; null where it does not exist yet. */
  readonly version: number | null;
}

/** What is answered where nothing was new: the present position alone. */
type Answered = Pick<Recorded, 'position'> & Partial<Recorded>;

/** Records one event. The next screen's reads wait for the position that was answered. */
export function useRecording(book: string, onRecorded: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation<Answered, Problem, Attempt>({
    mutationFn: ({ command, idempotencyKey, version }) =>
      request<Answered>(`/api/books/${book}/events`, {
        method: 'POST',
        body: command,
        headers: {
          'idempotency-key': idempotencyKey,
          ...(version === null ? {} : { 'if-match': `"${version}"` }),
        },
      }),
    onSuccess: async ({ position, event = null }, { command }) => {
      onRecorded();
      raisePositionFloor(book, position);
      const { type, deal, party } = command as { type: string; deal?: string; party?: string };
      const path = deal ? `/deals/${deal}` : `/parties/${party}`;
      const stream = deal ? `deal/${deal}` : `party/${party}`;
      sayRecorded({ book, path, type, position, stream, event });
      // What was recorded is seen at the present, wherever in time the form was opened.
      const search = (before: { book?: string }) => (before.book ? { book: before.book } : {});
      await (deal
        ? navigate({ to: '/deals/$deal', params: { deal }, search })
        : navigate({ to: '/parties/$party', params: { party: party ?? '' }, search }));
      await refreshLiveReads(queries, book);
    },
  });
}
