import { useQuery } from '@tanstack/react-query';
import { explainRead, type Filters } from '../api/reads.ts';
import type { Explanation } from '../api/shapes.ts';
import type { Reading } from '../design/panel.tsx';
import { SETTLED } from '../exposure/use-exposures.ts';
import { useReplayedBook } from '../replay/use-replayed-book.ts';
import { useCoordinates } from '../time/coordinates.ts';
import { namedIn, type Selection } from './selection.ts';

/** The postings behind a number at the coordinates on screen. */
export function useExplanation(book: string, selection: Selection): Reading<Explanation> {
  const at = useCoordinates();
  const folded = useReplayedBook();
  // Which group a party belongs to at these coordinates the server says.
  const replay = selection.consolidate ? null : folded;
  const asked = useQuery({ ...explainRead(book, at, filtersOf(selection)), enabled: replay === null });
  if (!replay) return asked;
  return { data: replay.book.explain(selection, replay.at), ...SETTLED };
}

/** Several values of one filter are written with commas between them. */
function filtersOf({ account, obligor, obligee, kind, unit, party, deal, leg, consolidate }: Selection): Filters {
  const listed = (values: readonly string[]) => values.join(',') || undefined;
  const sides = { obligor: listed(namedIn(obligor)), obligee: listed(namedIn(obligee)), party };
  const grouped = consolidate ? { consolidate: 'true' } : {};
  return { kind, unit, account: listed(namedIn(account)), ...sides, deal, leg, ...grouped };
}
