import { Plural, Trans } from '@lingui/react/macro';
import type { Reason } from '../api/difference.ts';
import { useSetUrl } from '../app/place.ts';
import { SourceLine } from '../deals/source-line.tsx';
import { StreamLink } from '../feed/stream-link.tsx';
import { AccountName } from '../numbers/account-mark.tsx';
import { SignedAmount } from '../numbers/signed-amount.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { CAUSE_WORDS } from './cause-words.ts';
import { type CauseKind, effectsOf } from './difference.ts';

interface CauseListProps {
  readonly cause: CauseKind;
  readonly reasons: readonly Reason[];
}

/** The events of one kind that made the difference, in the order of recording, each with what it did. */
export function CauseList({ cause, reasons }: CauseListProps) {
  const { word } = useWords();
  if (reasons.length === 0) return null;
  return (
    <section data-testid={`cause-${cause}`} aria-label={word(CAUSE_WORDS, cause)}>
      <h3 className="flex items-baseline justify-between gap-4 border-b border-rule pb-1 text-section font-semibold">
        {word(CAUSE_WORDS, cause)}
        <span className="text-data font-normal text-soft">
          <Plural value={reasons.length} one="# event" other="# events" />
        </span>
      </h3>
      <ol className="divide-y divide-line">
        {reasons.map((reason) => (
          <ReasonRow key={reason.event} reason={reason} />
        ))}
      </ol>
    </section>
  );
}

function ReasonRow({ reason }: { readonly reason: Reason }) {
  const { word, day } = useWords();
  const nameOf = usePartyName();
  const setUrl = useSetUrl();
  const { type, stream, position, announcedOn, postings, evidence } = reason;
  return (
    <li data-testid="difference-event" data-position={position} className="grid gap-1.5 py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0">
          <StreamLink stream={stream} /> <span className="text-soft">{word(EVENT_WORDS, type)}</span>
        </span>
        <span className="whitespace-nowrap text-soft">
          {day(announcedOn)} ·{' '}
          <button
            type="button"
            className="linklike"
            onClick={() => void setUrl({ knownAt: String(position), show: undefined }, false)}
          >
            <Trans>№ {position}</Trans>
          </button>
        </span>
      </p>
      <ul className="grid gap-0.5">
        {effectsOf(postings).map(({ obligor, obligee, account, kind, unit, amount }) => (
          <li
            key={[obligor, obligee, account, kind, unit].join('/')}
            className="flex items-baseline justify-between gap-4"
          >
            <span className="flex min-w-0 flex-wrap gap-x-2 text-soft">
              <AccountName account={account} />
              <span>
                {nameOf(obligor)} → {nameOf(obligee)}
              </span>
              <span className="text-faint">
                {word(KIND_WORDS, kind)} {unit}
              </span>
            </span>
            <span className="font-medium">
              <SignedAmount posting={amount} unit={unit} />
            </span>
          </li>
        ))}
      </ul>
      {postings.length === 0 ? (
        <p className="text-soft">
          <Trans>A party reads as another since.</Trans>
        </p>
      ) : null}
      {reason.reason ? (
        <p className="text-soft">
          <Trans>Reason: {reason.reason}</Trans>
        </p>
      ) : null}
      {evidence[0] ? <SourceLine source={evidence[0]} /> : null}
    </li>
  );
}
