import { parseDecimal } from '@offtake/deals/amount';
import type { ExposureRow } from '../api/shapes.ts';
import { printSelection } from '../explain/selection.ts';
import { sidesOfTotal } from '../exposure/matrix.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { sameAmount, sumRows } from '../numbers/sum-rows.ts';

/** Which of the numbers on screen changed when time moved, or when something was recorded. */

/** What a screen shows at one moment, by what each number is (as explain/selection.ts writes it). */
export interface Shown {
  /** What is shown of the book: the filters. Where these change, the numbers differ without anything having changed. */
  readonly scope: string;
  readonly moment: string;
  readonly amounts: ReadonlyMap<string, AmountRow>;
}

/** `differs`: the stated figure stayed, and its bounds or what is undisclosed did not. */
export type Change = 'new' | 'rose' | 'fell' | 'differs';

interface Mark {
  readonly change: Change;
  /** null = there was no such number. */
  readonly before: AmountRow | null;
  /** Which move of time made it, counted since the screen was opened. */
  readonly move: number;
}

export interface Marked {
  readonly shown: Shown;
  readonly move: number;
  /** The last move of which the marks have faded. */
  readonly faded: number;
  readonly marks: ReadonlyMap<string, Mark>;
}

export function firstShown(shown: Shown): Marked {
  return { shown, move: 0, faded: 0, marks: new Map() };
}

/** What is marked once `next` is shown. Those of moves before stay until they have faded. */
export function markedAfter(marked: Marked, next: Shown): Marked {
  const { shown, marks, faded } = marked;
  if (shown.scope !== next.scope) return firstShown(next);
  if (shown.moment === next.moment) return { ...marked, shown: next };
  const move = marked.move + 1;
  const kept = [...marks].filter(([key, mark]) => mark.move > faded && next.amounts.has(key));
  const changed = [...next.amounts].flatMap(([key, amount]) => {
    const before = shown.amounts.get(key) ?? null;
    const change = changeOf(before, amount);
    return change ? [[key, { change, before, move }] as const] : [];
  });
  return { shown: next, move, faded, marks: new Map([...kept, ...changed]) };
}

/** What is still to be seen once the marks of a move have faded. */
export function withFaded(marked: Marked, move: number): Marked {
  return { ...marked, faded: Math.max(marked.faded, Math.min(move, marked.move)) };
}

function changeOf(before: AmountRow | null, after: AmountRow): Change | null {
  if (before === null) return 'new';
  if (sameAmount(before, after)) return null;
  const by = parseDecimal(after.stated) - parseDecimal(before.stated);
  if (by === 0n) return 'differs';
  return by > 0n ? 'rose' : 'fell';
}

/** Every number that a table of these rows, of one party or all, shows: pairs, the totals of each side and of all. */
export function exposureAmounts(rows: readonly ExposureRow[], party?: string): ReadonlyMap<string, AmountRow> {
  const parts = new Map<string, ExposureRow[]>();
  for (const row of rows) {
    const { kind, unit, account, obligor, obligee } = row;
    const totals = [{ obligor }, { obligee }, {}].map((total) => sidesOfTotal(total, party));
    // With one party, some totals are of one pair.
    const keys = [{ obligor, obligee }, ...totals].map((sides) => printSelection({ kind, unit, account, ...sides }));
    for (const key of new Set(keys)) {
      const part = parts.get(key);
      if (part) part.push(row);
      else parts.set(key, [row]);
    }
  }
  return new Map([...parts].map(([key, part]) => [key, sumRows(part)]));
}
