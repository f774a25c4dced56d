import { lessPrinted } from '@offtake/deals/amount';
import { type Posting, printPosting } from '@offtake/exposure/posting';
import type { Differing, DifferingRow, Reason } from '../api/difference.ts';
import type { BookEvent } from '../api/shapes.ts';
import { sameAmount, sumPostings } from '../numbers/sum-rows.ts';
import { rowKey } from './local-sums.ts';
import type { ReplayPlace } from './replay-place.ts';

/** What `exposures/diff` answers, from the postings that count at each of the two places. */
export function differenceOf(from: Side, to: Side, byId: ReadonlyMap<string, BookEvent>): Differing {
  const [earlier, later] = isLater(from.at, to.at) ? [to, from] : [from, to];
  const reasons = reasonsOf(later.postings.filter(isNewSince(earlier.at, later.at)), byId);
  const ofSort = (sort: ReturnType<typeof sortOf>) => reasons.filter(({ type }) => sortOf(type) === sort);
  return {
    from: readAt(from.at),
    to: readAt(to.at),
    rows: differingRows(from, to),
    facts: ofSort('fact'),
    corrections: ofSort('correction'),
    disputes: ofSort('dispute'),
  };
}

export interface Side {
  readonly at: ReplayPlace;
  /** With the parties as they read there. */
  readonly postings: readonly Posting[];
  /** The rows that an open dispute touches. */
  readonly disputed: ReadonlySet<string>;
}

const readAt = ({ position, validAt }: ReplayPlace) => ({ position, validAt: validAt ?? null });

function isLater(a: ReplayPlace, b: ReplayPlace): boolean {
  return a.position === b.position ? (a.validAt ?? '') > (b.validAt ?? '') : a.position > b.position;
}

function isNewSince(earlier: ReplayPlace, later: ReplayPlace) {
  return ({ position, validFrom }: Posting) =>
    earlier.position < later.position
      ? position > earlier.position
      : earlier.validAt !== undefined && validFrom > earlier.validAt;
}

function differingRows(from: Side, to: Side): readonly DifferingRow[] {
  const before = Map.groupBy(from.postings, rowKey);
  const after = Map.groupBy(to.postings, rowKey);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key) ?? [], after.get(key) ?? []];
    const [first] = [...is, ...was];
    const [fromAmount, toAmount] = [sumPostings(was.map(printPosting)), sumPostings(is.map(printPosting))];
    if (!first || sameAmount(fromAmount, toAmount)) return [];
    const { obligor, obligee, account, kind, unit } = first;
    const disputed = from.disputed.has(key) || to.disputed.has(key) ? { disputed: true } : {};
    const amounts = { from: fromAmount, to: toAmount, difference: lessPrinted(toAmount, fromAmount) };
    return [{ obligor, obligee, account, kind, unit, ...amounts, ...disputed }];
  });
}

function reasonsOf(postings: readonly Posting[], byId: ReadonlyMap<string, BookEvent>): readonly Reason[] {
  return [...Map.groupBy(postings, ({ recordedBy }) => recordedBy)]
    .map(([id, own]) => {
      const event = byId.get(id);
      if (!event) throw new Error(`a posting recorded by ${id}, which is not in the book`);
      return { ...event, postings: own.map(printPosting) };
    })
    .sort((a, b) => a.position - b.position);
}

function sortOf(type: string): 'fact' | 'correction' | 'dispute' {
  if (type === 'EventCorrected' || type === 'EventRetracted') return 'correction';
  return type === 'DisputeRaised' || type === 'DisputeResolved' ? 'dispute' : 'fact';
}
