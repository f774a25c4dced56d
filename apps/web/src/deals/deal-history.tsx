import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { HistoryEntry } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { changeKindOf, EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { ENTRY_STATUS_WORDS } from '../words/vocabulary.ts';
import { FieldChanges } from './field-changes.tsx';
import { SourceLine } from './source-line.tsx';

interface DealHistoryProps {
  readonly deal: string;
  readonly entries: readonly HistoryEntry[];
}

/** Everything that was recorded about the deal, newest first: what changed, field by field, and who says so. */
export function DealHistory({ deal, entries }: DealHistoryProps) {
  return (
    <ol className="px-4 pb-2">
      {[...entries].reverse().map((entry) => (
        <Entry key={entry.event} deal={deal} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ deal, entry }: { readonly deal: string; readonly entry: HistoryEntry }) {
  const { word, day } = useWords();
  const gone = entry.status === 'retracted';
  return (
    <li
      data-testid="history-entry"
      data-position={entry.position}
      className="grid gap-x-6 gap-y-2 border-t border-line py-4 first:border-t-0 md:grid-cols-[7rem_minmax(0,1fr)]"
    >
      <div className="text-soft max-md:flex max-md:justify-between">
        <p className="font-medium text-ink">{day(entry.announcedOn)}</p>
        <p className="text-label text-faint">
          <Trans>№ {entry.position}</Trans>
        </p>
        {entry.effectiveOn === entry.announcedOn ? null : (
          <p className="text-label text-faint">
            <Trans>effective {day(entry.effectiveOn)}</Trans>
          </p>
        )}
      </div>
      <div className="grid min-w-0 gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h3 className={`text-body font-medium ${gone ? 'text-soft line-through decoration-lapsed' : ''}`}>
            {word(EVENT_WORDS, entry.type)}
            <Status status={entry.status} />
          </h3>
          <EntryActions deal={deal} entry={entry} />
        </div>
        {entry.reason ? <p className="text-soft">“{entry.reason}”</p> : null}
        <FieldChanges changes={entry.changes} />
        <EntryPostings postings={entry.postings} />
        {entry.evidence.map((source, i) => (
          <SourceLine key={i} source={source} />
        ))}
      </div>
    </li>
  );
}

function Status({ status }: { readonly status: HistoryEntry['status'] }) {
  const { word } = useWords();
  if (status === 'in-force') return null;
  return (
    <span className="ml-2 inline-block rounded-sm bg-warn-wash px-1.5 text-label font-medium text-warn">
      {word(ENTRY_STATUS_WORDS, status)}
    </span>
  );
}

/** An event may be corrected or retracted; a correction may only be retracted. */
function EntryActions({ deal, entry }: { readonly deal: string; readonly entry: HistoryEntry }) {
  const { live } = useTimeTravel();
  if (!live || entry.status === 'retracted') return null;
  const about = (type: string) => keepPlace({ type, deal, event: entry.event });
  return (
    <span className="flex gap-3">
      {changeKindOf(entry.type) === 'correction' || changeKindOf(entry.type) === 'retraction' ? null : (
        <Link to="/record" search={about('EventCorrected')} className="linklike">
          <Trans>Correct</Trans>
        </Link>
      )}
      <Link to="/record" search={about('EventRetracted')} className="linklike">
        <Trans>Retract</Trans>
      </Link>
    </span>
  );
}

function EntryPostings({ postings }: { readonly postings: HistoryEntry['postings'] }) {
  if (postings.length === 0) return null;
  return (
    <ul className="grid max-w-xl gap-1 border-l-2 border-line pl-3">
      {postings.map((posting, i) => (
        <li key={i} className="flex items-baseline justify-between gap-4">
          <span className="min-w-0 text-soft">
            <AccountName account={posting.account} /> · {posting.leg}
          </span>
          <span className="flex-none">
            <SignedAmount posting={posting} unit={posting.unit} /> <span className="text-faint">{posting.unit}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
