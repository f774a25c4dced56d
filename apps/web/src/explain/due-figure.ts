import { useQuery } from '@tanstack/react-query';
import { coverageRead } from '../api/coverage.ts';
import { runoffRead } from '../api/runoff.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import type { AmountRow } from '../numbers/format-amount.ts';
import { useCoordinates } from '../time/coordinates.ts';
import { byOf, daysOf } from '../time/periods.ts';
import { namedIn, type Selection } from './selection.ts';

/**
 * What falls into the period that is explained: postings tell when an amount is due, and not how much of it falls into
 * a part of that time. null where the postings themselves are the number.
 */
export function useDueFigure(selection: Selection): AmountRow | null {
  const { kind, unit, due, obligor, obligee, consolidate = false } = selection;
  const { book } = useCurrentBook();
  const at = useCoordinates();
  const side = obligor === undefined ? 'obligee' : 'obligor';
  const [party = ''] = namedIn(obligor ?? obligee);
  const by = due === undefined || party === '' ? null : byOf(due);
  const isRange = due?.includes('..') === true && party !== '';
  const runoff = useQuery({
    ...runoffRead(book, at, { party, by: by ?? 'quarter', consolidate }),
    enabled: by !== null,
  });
  const coverage = useQuery({ ...coverageRead(book, at, party), enabled: isRange });
  if (by) {
    const row = runoff.data?.rows.find((each) => each.side === side && each.kind === kind && each.unit === unit);
    return row?.periods.find(({ period }) => period === due) ?? null;
  }
  if (!isRange || !due) return null;
  const row = coverage.data?.rows.find((each) => each.unit === unit);
  return (daysOf(due).from === '' ? row?.past : row?.payments) ?? null;
}
