import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ProjectedBook, projectionsRead, resumeBook } from '../api/projections.ts';
import { useWords } from '../words/use-words.ts';
import { Refusal } from './refusal.tsx';

/** Where a book stopped, why and since when, and the way on. */
export function HaltedBook({ of: { book, reason, event, haltedAt } }: { readonly of: ProjectedBook }) {
  const { moment } = useWords();
  const queries = useQueryClient();
  const resume = useMutation({
    mutationFn: () => resumeBook(book),
    onSettled: () => queries.invalidateQueries({ queryKey: projectionsRead.queryKey }),
  });
  return (
    <div className="grid max-w-3xl gap-2">
      <p className="font-medium text-bad [overflow-wrap:anywhere]">{reason}</p>
      <p className="text-soft">
        {event ? (
          <>
            <Trans>Stopped at the event</Trans> <code className="text-ink [overflow-wrap:anywhere]">{event}</code>
            {haltedAt ? ', ' : null}
          </>
        ) : null}
        {haltedAt ? <Trans>since {moment(haltedAt)}</Trans> : null}
      </p>
      <p className="text-soft">
        <Trans>Its numbers stay those of its checkpoint. When the cause is mended, it can go on.</Trans>
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="button"
          className="button"
          aria-disabled={resume.isPending}
          onClick={() => (resume.isPending ? undefined : resume.mutate())}
        >
          <Trans>Resume</Trans> <span className="sr-only">{book}</span>
        </button>
        <Refusal error={resume.error} forbidden={<Trans>Only an operator of the book may do this.</Trans>} />
      </div>
    </div>
  );
}
