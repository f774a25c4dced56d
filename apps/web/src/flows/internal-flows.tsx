import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { InternalFlow } from '../api/flows.ts';
import type { Account } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';

export const COUNTED = ['firm', 'performed'] as const;

/** What is owed inside one party: it is in no sum of the network, and not lost either. */
export function InternalFlows({ flows }: { readonly flows: readonly InternalFlow[] }) {
  if (flows.length === 0) return null;
  return (
    <Section
      title={<Trans>Inside one party</Trans>}
      note={<Trans>Owed between those that read as one: in no sum of this network.</Trans>}
    >
      <InternalList flows={flows} account={COUNTED} />
    </Section>
  );
}

interface InternalListProps {
  readonly flows: readonly InternalFlow[];
  /** What of each leg its figure sums. */
  readonly account: Account | readonly Account[];
}

/** The same, folded away beside what it is left out of. */
export function InternalFold({ flows, account }: InternalListProps) {
  if (flows.length === 0) return null;
  return (
    <details className="px-4 py-3">
      <summary className="text-soft">
        <Plural
          value={flows.length}
          one="# leg inside the group is left out"
          other="# legs inside the group are left out"
        />
      </summary>
      <div className="-mx-4">
        <InternalList flows={flows} account={account} />
      </div>
    </details>
  );
}

/** Legs with both sides in one party, each leading to its deal and to its postings. */
function InternalList({ flows, account }: InternalListProps) {
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  return (
    <ul className="mt-2 divide-y divide-line border-t border-line">
      {flows.map(({ deal, leg, obligor, obligee, kind, unit, ...amount }) => (
        <li key={`${deal}/${leg}/${kind}`} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2">
          <span>
            <PartyLink party={obligor} /> <span className="text-faint">→</span> <PartyLink party={obligee} />
            <span className="text-soft"> · {word(KIND_WORDS, kind)} · </span>
            <Link to="/deals/$deal" params={{ deal }} search={keepPlace()} className="linklike inline-block py-0.5">
              {titleOf(`deal/${deal}`)}
            </Link>
          </span>
          <ExplainedAmount amount={amount} selection={{ kind, unit, account, obligor, obligee, deal, leg }} showUnit />
        </li>
      ))}
    </ul>
  );
}
