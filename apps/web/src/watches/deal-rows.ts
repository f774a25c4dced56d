import type { Account, ExposureRow } from '../api/shapes.ts';
import { sumPostings } from '../numbers/sum-rows.ts';
import type { ReplayPlace } from '../replay/replay-place.ts';
import type { ReplayedBook } from '../replay/replayed-book.ts';

/** What a deal holds by obligor, obligee and account, from the book as it is folded in the browser. */
export function dealRowsOf(
  { book, at }: { readonly book: ReplayedBook; readonly at: ReplayPlace },
  deal: string,
  rows: readonly ExposureRow[],
): readonly ExposureRow[] {
  const kinds = new Map(rows.map(({ kind, unit }) => [`${kind} ${unit}`, { kind, unit }]));
  return [...kinds.values()].flatMap(({ kind, unit }) => {
    const { postings } = book.explain({ kind, unit, deal }, at);
    const groups = Map.groupBy(postings, ({ obligor, obligee, account }) => [obligor, obligee, account].join('\n'));
    return [...groups].map(([key, group]) => {
      const [obligor = '', obligee = '', account] = key.split('\n');
      const disputed = group.some((posting) => posting.disputed);
      const pair = { obligor, obligee, account: account as Account, kind, unit };
      return { ...pair, ...sumPostings(group), ...(disputed ? { disputed } : {}) };
    });
  });
}
