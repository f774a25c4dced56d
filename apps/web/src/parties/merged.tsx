import { Trans } from '@lingui/react/macro';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { PartyLink } from './party-link.tsx';

/** "merged into Amazon on 3 Nov 2025": as whom a party reads since then, in every number. */
export function MergedInto({ party, into }: { readonly party: string; readonly into: string }) {
  const { events } = useBookHistory();
  const { day } = useWords();
  const merge = events.findLast(({ stream, type }) => stream === `party/${party}` && type === 'PartiesMerged');
  const link = <PartyLink party={into} />;
  return (
    <span data-testid="merged-into" data-into={into}>
      {merge ? (
        <Trans>
          merged into {link} on {day(merge.effectiveOn)}
        </Trans>
      ) : (
        <Trans>merged into {link}</Trans>
      )}
    </span>
  );
}

/** Those that were merged, and read as this one. */
export function Merged({ parties }: { readonly parties: readonly string[] }) {
  return (
    <span data-testid="merged">
      <Trans>reads also for</Trans>{' '}
      {parties.map((party, i) => (
        <span key={party}>
          {i > 0 ? ', ' : ''}
          <PartyLink party={party} />
        </span>
      ))}
    </span>
  );
}

/** Where the numbers of a merged party are. */
export function ReadsAs({ into }: { readonly into: string }) {
  const link = <PartyLink party={into} />;
  return (
    <p className="panel px-4 py-3 text-soft" data-testid="reads-as">
      <Trans>What it owes and is owed stands with {link} since it was merged, in every sum.</Trans>
    </p>
  );
}
