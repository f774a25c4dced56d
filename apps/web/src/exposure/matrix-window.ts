import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { scrollingMain } from '../design/scrolling-main.ts';
import { readAmount } from '../numbers/format-amount.ts';
import type { AccountAmount, Matrix } from './matrix.ts';

/** A matrix with more cells than this is drawn only where it is in sight. */
const MOST_CELLS = 1_500;
/** All columns of such a matrix are equally wide: else they would change their width with the rows in sight. */
export const COLUMN_PX = 192;
const LINE_PX = 20;
/** Around the lines of an account, and of a row. */
const ACCOUNT_PX = 5;
const ROW_PX = 13;

/** The parties that are drawn, and the room that those before and after them take. */
export interface Stretch {
  readonly shown: readonly { readonly party: string; readonly index: number }[];
  readonly before: number;
  readonly after: number;
}

/** Which rows and columns of a matrix are drawn: all of a small one, of a large one those in sight. */
export function useMatrixWindow({ obligors, obligees, ofObligor }: Matrix) {
  const region = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const isWindowed = obligors.length * obligees.length > MOST_CELLS;
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const main = scrollingMain();
    if (!isWindowed || !body.current || !main) return;
    setTop(body.current.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop);
  }, [isWindowed]);
  const rows = useVirtualizer({
    enabled: isWindowed,
    count: obligors.length,
    getScrollElement: scrollingMain,
    estimateSize: (index) => heightOf(ofObligor(obligors[index] ?? '')),
    overscan: 4,
    scrollMargin: top,
    getItemKey: (index) => obligors[index] ?? index,
  });
  const columns = useVirtualizer({
    enabled: isWindowed,
    horizontal: true,
    count: obligees.length,
    getScrollElement: () => region.current,
    estimateSize: () => COLUMN_PX,
    overscan: 2,
    // The names of the obligors stand before them.
    scrollMargin: COLUMN_PX,
  });
  return {
    region,
    body,
    isWindowed,
    rows: isWindowed ? stretchOf(obligors, rows.getVirtualItems(), rows.getTotalSize(), top) : whole(obligors),
    columns: isWindowed
      ? stretchOf(obligees, columns.getVirtualItems(), columns.getTotalSize(), COLUMN_PX)
      : whole(obligees),
    measureRow: rows.measureElement,
  };
}

/** A row is as high as its total, which has all accounts of its cells, and the bounds of each. */
function heightOf(amounts: readonly AccountAmount[]): number {
  return amounts.reduce((sum, amount) => sum + linesOf(amount) * LINE_PX + ACCOUNT_PX, ROW_PX);
}

function linesOf(amount: AccountAmount): number {
  const { headline, plusUndisclosed, bounds } = readAmount(amount);
  const undisclosed = plusUndisclosed > 0 && headline.says !== 'undisclosed';
  return 1 + Number(undisclosed) + Number(bounds !== null) + Number(amount.disputed ?? false);
}

function whole(parties: readonly string[]): Stretch {
  return { shown: parties.map((party, index) => ({ party, index })), before: 0, after: 0 };
}

function stretchOf(parties: readonly string[], items: readonly VirtualItem[], size: number, margin: number): Stretch {
  const shown = items.map(({ index }) => ({ party: parties[index] ?? '', index }));
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return { shown, before: 0, after: size };
  return { shown, before: Math.max(0, first.start - margin), after: Math.max(0, size - (last.end - margin)) };
}
