import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { raisePositionFloor } from '../api/position-floor.ts';
import { type Problem, request } from '../api/request.ts';
import type { Recorded } from '../api/shapes.ts';
import { refreshLiveReads } from '../connection/live-book.tsx';
import { Note } from '../design/panel.tsx';
import { Sheet } from '../design/sheet.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { type JustRecorded, sayRecorded } from './just-recorded.ts';
import { Reason } from './violation-notes.tsx';

interface RetractSheetProps {
  readonly recorded: JustRecorded;
  readonly onClose: () => void;
}

/** Asks before an event is taken back, and why: nothing is deleted, a retraction is recorded after it. */
export function RetractSheet({ recorded, onClose }: RetractSheetProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const id = useId();
  const [reason, setReason] = useState(() => t`recorded by mistake`);
  const retraction = useRetraction(recorded, onClose);
  const { position, type } = recorded;
  return (
    <Sheet label={t`Undo`} isOpen onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          retraction.mutate(reason.trim());
        }}
      >
        <p className="text-body">
          <Trans>
            № {position}, {word(EVENT_WORDS, type)}, is taken back by a retraction. Both stay in the history; every
            number reads as if the event had never been.
          </Trans>
        </p>
        <div>
          <label htmlFor={id} className="eyebrow mb-1 block">
            <Trans>Reason</Trans>
          </label>
          <textarea
            id={id}
            rows={3}
            required
            className="field"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Refused problem={retraction.error} />
        <div className="flex flex-wrap gap-2">
          <button
            type="submit"
            className="button button-strong"
            disabled={retraction.isPending || reason.trim() === ''}
          >
            <Trans>Retract the event</Trans>
          </button>
          <button type="button" className="button" onClick={onClose}>
            <Trans>Keep it</Trans>
          </button>
        </div>
      </form>
    </Sheet>
  );
}

function useRetraction({ book, path, stream, event }: JustRecorded, onDone: () => void) {
  const queries = useQueryClient();
  // One key for every attempt: an answer that got lost does not retract twice.
  const [key] = useState(() => crypto.randomUUID());
  return useMutation<Recorded, Problem, string>({
    mutationFn: (reason) => {
      const [scope = '', slug = ''] = stream.split('/');
      const announcedOn = new Date().toISOString().slice(0, 10);
      const body = { type: 'EventRetracted', [scope]: slug, data: { event }, announcedOn, reason };
      return request(`/api/books/${book}/events`, { method: 'POST', body, headers: { 'idempotency-key': key } });
    },
    onSuccess: async ({ position, event: retraction }) => {
      raisePositionFloor(book, position);
      sayRecorded({ book, path, type: 'EventRetracted', position, stream, event: retraction });
      onDone();
      await refreshLiveReads(queries, book);
    },
  });
}

function Refused({ problem }: { readonly problem: Problem | null }) {
  const [refusal] = problem?.violations ?? [];
  if (!problem) return null;
  return (
    <Note tone="bad">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {refusal ? <Reason violation={refusal} /> : null}
        {!refusal && problem.status === 0 ? <Trans>Nothing answers at the moment.</Trans> : null}
        {!refusal && problem.status !== 0 ? problem.message : null}
      </span>
    </Note>
  );
}
