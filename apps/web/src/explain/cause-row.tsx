import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ExplainedPosting } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { SourceLine } from '../deals/source-line.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { changeKindOf, EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import type { Cause } from './explanation.ts';

/** One event behind the number: what it is, its postings, and who says so. */
export function CauseRow({
  cause: { postings, position, recordedBy },
  unit,
}: {
  readonly cause: Cause;
  readonly unit: string;
}) {
  const { word, day } = useWords();
  const { titleOf, events } = useBookHistory();
  const first = postings[0];
  if (!first) return null;
  const by = events.find((event) => event.event === recordedBy);
  const reason = by?.reason ?? (first.event === recordedBy ? first.source.reason : null);
  const evidence = by?.evidence.length ? by.evidence : first.source.evidence;
  return (
    <li className="grid gap-2 border-t border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link
          to="/deals/$deal"
          params={{ deal: first.deal }}
          search={keepPlace()}
          className="linklike min-w-0 font-medium"
        >
          {titleOf(`deal/${first.deal}`)}
        </Link>
        <span className="whitespace-nowrap text-label text-faint">
          {day(by?.announcedOn ?? first.source.announcedOn)} · <Trans>№ {position}</Trans>
        </span>
      </p>
      <ul className="grid gap-1">
        {postings.map((posting, i) => (
          <li key={i} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 text-soft">
              <PostingWords posting={posting} byType={first.recordedByType} />
            </span>
            <SignedAmount posting={posting} unit={unit} />
          </li>
        ))}
      </ul>
      {reason ? (
        <p className="text-soft">
          <Trans>Reason: {reason}</Trans>
        </p>
      ) : null}
      <ul className="grid gap-1">
        {evidence.map((source, i) => (
          <li key={i}>
            <SourceLine source={source} />
          </li>
        ))}
      </ul>
      {first.event === recordedBy ? null : (
        <p className="text-label text-faint">
          <Trans>
            about: {word(EVENT_WORDS, first.source.type)}, {day(first.source.announcedOn)}
          </Trans>
        </p>
      )}
    </li>
  );
}

function PostingWords({ posting, byType }: { readonly posting: ExplainedPosting; readonly byType: string }) {
  const { word, day } = useWords();
  const corrects = changeKindOf(byType) === 'correction' || changeKindOf(byType) === 'retraction';
  return (
    <>
      <span className={corrects ? 'font-medium text-warn' : ''}>{word(EVENT_WORDS, byType)}</span> · {posting.leg} ·{' '}
      <Trans>valid from {day(posting.validFrom)}</Trans>
      <DisputedMark disputed={posting.disputed} />
      {posting.reading === 'alternative' ? <Trans>, in the other version</Trans> : null}
      {posting.due?.to ? <Trans>, due {day(posting.due.to)}</Trans> : null}
    </>
  );
}
