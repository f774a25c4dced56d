import { useQueries, useQuery } from '@tanstack/react-query';
import { coverageRead } from '../api/coverage.ts';
import { deliveryRead } from '../api/delivery.ts';
import { bookRead, exposuresRead, partiesRead } from '../api/reads.ts';
import type { ExposureRow, Exposures } from '../api/shapes.ts';
import type { Watch } from '../api/watches.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useReplayedBook } from '../replay/use-replayed-book.ts';
import { useBookHistory } from '../time/book-history.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { dealRowsOf } from './deal-rows.ts';
import type { WatchReadings } from './measuring.ts';

interface Asked {
  readonly readings: WatchReadings;
  /** Whether all of it is of the coordinates on screen, and nothing is still that of others. */
  readonly settled: boolean;
}

/** What these watches are measured on, at the coordinates on screen: only what they need is asked for. */
export function useWatchReadings(watches: readonly Watch[]): Asked {
  const { book } = useCurrentBook();
  const { events } = useBookHistory();
  const at = useCoordinates();
  const replay = useReplayedBook();
  const needs = needsOf(watches);
  const away = replay !== null;
  const exposures = useQuery({ ...exposuresRead(book, at), enabled: needs.exposures && !away });
  const groupBy = 'obligor,obligee,account,deal';
  const byDeal = useQuery({
    ...bookRead<DealExposures>(book, at, 'exposures', { groupBy }),
    enabled: needs.deals && !away,
  });
  const delivery = useQuery({ ...deliveryRead(book, at, {}), enabled: needs.delivery });
  // Merges are rare, and without one nobody reads as another.
  const isMerged = events.some(({ type }) => type === 'PartiesMerged');
  const parties = useQuery({ ...partiesRead(book, at), enabled: isMerged && watches.length > 0 });
  const into = new Map(parties.data?.parties.map(({ party, mergedInto }) => [party, mergedInto ?? party]));
  const readsAs = (party: string) => into.get(party) ?? party;
  const owing = [...new Set(needs.coverage.map(readsAs))];
  const coverages = useQueries({ queries: owing.map((party) => coverageRead(book, at, party)) });
  const rows = replay ? replay.book.exposures(replay.at).rows : exposures.data?.rows;
  return {
    readings: {
      exposures: rows,
      ofDeal: (deal) =>
        replay ? dealRowsOf(replay, deal, rows ?? []) : byDeal.data?.rows.filter((row) => row.deal === deal),
      delivery: delivery.data?.rows,
      coverage: (party) => coverages[owing.indexOf(party)]?.data?.rows,
      readsAs,
    },
    settled: [exposures, byDeal, delivery, parties, ...coverages].every((each) => !each.isPlaceholderData),
  };
}

interface DealExposures extends Exposures {
  readonly rows: readonly (ExposureRow & { readonly deal: string })[];
}

function needsOf(watches: readonly Watch[]) {
  const all = watches.map(({ terms }) => terms);
  const isOfDeal = (terms: Watch['terms']) => 'deal' in terms && terms.deal !== undefined;
  const ofExposures = all.filter(({ measure }) => !['coverage', 'overdue', 'overdue-legs'].includes(measure));
  return {
    exposures: ofExposures.some((terms) => !isOfDeal(terms)),
    deals: ofExposures.some(isOfDeal),
    delivery: all.some(({ measure }) => measure === 'overdue' || measure === 'overdue-legs'),
    coverage: all.flatMap((terms) => (terms.measure === 'coverage' ? [terms.party] : [])),
  };
}
