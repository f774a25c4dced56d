import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { HistoryEntry } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { changeKindOf, EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { ENTRY_STATUS_WORDS } from '../words/vocabulary.ts';
import { FieldChanges } from './field-changes.tsx';
import { SourceLine } from './source-line.tsx';
import { Versions } from './versions.tsx';

interface StreamHistoryProps {
  readonly of: { readonly deal: string } | { readonly party: string };
  readonly entries: readonly HistoryEntry[];
}

/** Everything that was recorded of a deal or a party, newest first: what changed, field by field, and who says so. */
export function StreamHistory({ of, entries }: StreamHistoryProps) {
  return (
    <ol className="px-4 pb-2">
      {[...entries].reverse().map((entry) => (
        <Entry key={entry.event} of={of} entry={entry} versions={versionsOf(entry, entries)} />
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly of: StreamHistoryProps['of'];
  readonly entry: HistoryEntry;
  readonly versions: EntryVersions | null;
}

function Entry({ of, entry, versions }: EntryProps) {
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
            <DisputedMark disputed={entry.disputed && entry.status !== 'disputed'} />
          </h3>
          <EntryActions of={of} entry={entry} />
        </div>
        {entry.reason ? <p className="text-soft">“{entry.reason}”</p> : null}
        {versions ? <Versions {...versions} /> : null}
        <FieldChanges changes={entry.changes} />
        <EntryPostings postings={entry.postings ?? []} />
        {entry.evidence.map((source, i) => (
          <SourceLine key={i} source={source} />
        ))}
      </div>
    </li>
  );
}

type EntryVersions = Parameters<typeof Versions>[0];

/** What a dispute sets beside what is recorded; null for every other event. */
function versionsOf(entry: HistoryEntry, entries: readonly HistoryEntry[]): EntryVersions | null {
  const named = entries.find(({ event }) => event === entry.names);
  if (entry.type !== 'DisputeRaised' || !named) return null;
  const correction = entries.findLast(
    ({ type, names, status, version }) =>
      type === 'EventCorrected' && names === named.event && status !== 'retracted' && version < entry.version,
  );
  const recorded = (correction?.data['data'] ?? named.data) as EntryVersions['recorded'];
  return { recorded, alternative: (entry.data['alternative'] ?? null) as EntryVersions['alternative'] };
}

function isFact({ type }: HistoryEntry): boolean {
  return changeKindOf(type) === 'fact' || changeKindOf(type) === 'amendment';
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

/** What happened may be corrected and disputed; what is said about an event may only be retracted. */
function EntryActions({ of, entry }: Omit<EntryProps, 'versions'>) {
  const { live } = useTimeTravel();
  if (!live || entry.status === 'retracted') return null;
  const about = (type: string) => keepPlace({ type, ...of, event: entry.event });
  return (
    <span className="flex gap-3">
      {isFact(entry) ? (
        <>
          <Link to="/record" search={about('EventCorrected')} className="linklike">
            <Trans>Correct</Trans>
          </Link>
          <Link to="/record" search={about('DisputeRaised')} className="linklike">
            <Trans>Dispute</Trans>
          </Link>
        </>
      ) : null}
      {entry.disputed ? (
        <Link to="/record" search={about('DisputeResolved')} className="linklike">
          <Trans>Rule</Trans>
        </Link>
      ) : null}
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
