import { formatDecimal, parseDecimal } from '@offtake/deals/amount';
import type { Differing, DifferingRow, Reason } from '../api/difference.ts';
import type { Posting, Read } from '../api/shapes.ts';
import { type Denomination, denominationsOf } from '../exposure/matrix.ts';
import type { AmountRow } from '../numbers/format-amount.ts';
import { netPosted, type PostedAmount } from '../numbers/sum-rows.ts';
import { changeKindOf } from '../words/event-words.ts';

/** A difference as it is told: the earlier moment first, and its reasons by what kind of change they are. */

export const CAUSES = ['facts', 'corrections', 'retractions', 'disputes'] as const;
export type CauseKind = (typeof CAUSES)[number];

export interface Difference {
  /** Of the two moments, in the order of time. */
  readonly earlier: Read;
  readonly later: Read;
  /** Whether the screen stands at the earlier one. */
  readonly screenIsEarlier: boolean;
  readonly rows: readonly DifferingRow[];
  readonly causes: Readonly<Record<CauseKind, readonly Reason[]>>;
}

/** `from` is the moment that the screen is compared with, `to` that of the screen. */
export function inOrderOfTime({ from, to, rows, facts, corrections, disputes }: Differing): Difference {
  const screenIsEarlier = isLater(from, to);
  const [earlier, later] = screenIsEarlier ? [to, from] : [from, to];
  const isRetraction = ({ type }: Reason) => changeKindOf(type) === 'retraction';
  return {
    earlier,
    later,
    screenIsEarlier,
    rows: screenIsEarlier ? rows.map(turned) : rows,
    causes: {
      facts,
      corrections: corrections.filter((reason) => !isRetraction(reason)),
      retractions: corrections.filter(isRetraction),
      disputes,
    },
  };
}

function isLater(a: Read, b: Read): boolean {
  return a.position === b.position ? (a.validAt ?? '') > (b.validAt ?? '') : a.position > b.position;
}

function turned(row: DifferingRow): DifferingRow {
  const { low, stated, high, unstated } = row.difference;
  const minus = (decimal: string) => formatDecimal(-parseDecimal(decimal));
  const difference = {
    low: minus(low),
    stated: minus(stated),
    high: high === null ? null : minus(high),
    unstated: unstated === 0 ? 0 : -unstated,
  };
  return { ...row, from: row.to, to: row.from, difference };
}

/** What an event did to one account of one pair. */
export interface Effect extends Denomination, Pick<DifferingRow, 'obligor' | 'obligee' | 'account'> {
  readonly amount: PostedAmount;
}

/** What an event did, net, in the order in which kinds and units stand in a table. */
export function effectsOf(postings: readonly Posting[]): readonly Effect[] {
  const nets = [...Map.groupBy(postings, keyOf).values()].flatMap((own) => {
    const [first] = own;
    const amount = netPosted(own);
    if (!first || isNothing(amount)) return [];
    const { obligor, obligee, account, kind, unit } = first;
    return [{ obligor, obligee, account, kind, unit, amount }];
  });
  return denominationsOf(nets).flatMap(({ rows }) => rows);
}

/** What each kind of cause adds to a part of the difference; a kind that adds nothing is left out. */
export function sharesOf(
  causes: Difference['causes'],
  isPart: (posting: Posting) => boolean,
): readonly { readonly cause: CauseKind; readonly amount: PostedAmount }[] {
  return CAUSES.map((cause) => ({
    cause,
    amount: netPosted(causes[cause].flatMap(({ postings }) => postings.filter(isPart))),
  })).filter(({ amount }) => !isNothing(amount));
}

export interface DifferenceCheck {
  readonly agrees: boolean;
  readonly rows: number;
  readonly events: number;
  /** Whether parties came to read as others in between: then rows move without a posting, and cannot be added up. */
  readonly renamed: boolean;
}

/** Adds up, here, what the events did to each row, and compares it with the difference of its two sums. */
export function checkDifference({ rows, causes }: Difference): DifferenceCheck {
  const reasons = CAUSES.flatMap((cause) => causes[cause]);
  const effects = Map.groupBy(
    reasons.flatMap(({ postings }) => postings),
    keyOf,
  );
  const differing = new Map(rows.map((row) => [keyOf(row), row.difference]));
  const keys = [...new Set([...effects.keys(), ...differing.keys()])];
  return {
    agrees: keys.every((key) => isSame(netPosted(effects.get(key) ?? []), differing.get(key))),
    rows: rows.length,
    events: reasons.length,
    renamed: reasons.some(({ postings }) => postings.length === 0),
  };
}

function isSame(net: PostedAmount, difference: AmountRow | undefined): boolean {
  if (!difference) return isNothing(net);
  const { low, stated, high, unstated } = difference;
  return net.low === low && net.stated === stated && net.unstated === unstated && (high === null || net.high === high);
}

const isNothing = ({ low, stated, high, unstated, unbounded }: PostedAmount) =>
  low === '0' && stated === '0' && high === '0' && unstated === 0 && unbounded === 0;

function keyOf({ obligor, obligee, account, kind, unit }: Omit<Effect, 'amount'>): string {
  return [obligor, obligee, account, kind, unit].join('\n');
}

/** The difference of a row as something posted: signed. What became unbounded, or ceased to be, counts one. */
export function asPosted({ from, to, difference }: DifferingRow): PostedAmount {
  const unbounded = (to.high === null ? 1 : 0) - (from.high === null ? 1 : 0);
  const high = difference.high ?? '0';
  return { ...difference, high, unbounded };
}
