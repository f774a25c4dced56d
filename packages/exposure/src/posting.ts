import { type Amount, formatDecimal, parseDecimal } from '@offtake/deals/amount';
import type { Account } from '@offtake/deals/leg-terms';
import type { LegKind } from '@offtake/deals/units';

/** When part of what is firm is due: by `to`; from `from` on, where it is due over a time. */
export interface Due {
  readonly from: string | null;
  readonly to: string;
}

/** The change of one balance of one leg, and the event whose effect it is. */
export interface Entry extends Amount {
  readonly event: string;
  readonly reading: 'recorded' | 'alternative';
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: LegKind;
  readonly unit: string;
  readonly product?: string;
  readonly account: Account;
  /** The date on which the event takes effect. */
  readonly validFrom: string;
  /** Of `firm` only; without it, undated. */
  readonly due?: Due;
}

/** An entry as the book has it: since which position, and by which event. Amounts in millionths of the unit, signed. */
export interface Posting extends Entry {
  readonly position: number;
  readonly recordedBy: string;
}

/** A posting in JSON: numbers are decimal strings, and may be negative. */
export type PrintedPosting = Omit<Posting, 'low' | 'stated' | 'high'> & {
  readonly low: string;
  readonly stated: string;
  readonly high: string;
};

export function printPosting(posting: Posting): PrintedPosting {
  const { low, stated, high, unstated, unbounded, ...rest } = posting;
  const printed = { low: formatDecimal(low), stated: formatDecimal(stated), high: formatDecimal(high) };
  return { ...rest, ...printed, unstated, unbounded };
}

export function parsePosting(printed: PrintedPosting): Posting {
  const { low, stated, high } = printed;
  return { ...printed, low: parseDecimal(low), stated: parseDecimal(stated), high: parseDecimal(high) };
}

/** What makes two entries the same but for their amounts: such entries are netted. */
export function entryKey(entry: Entry): string {
  return JSON.stringify([
    entry.event,
    entry.reading,
    entry.deal,
    entry.leg,
    entry.obligor,
    entry.obligee,
    entry.kind,
    entry.unit,
    entry.product ?? null,
    entry.account,
    entry.validFrom,
    entry.due?.from ?? null,
    entry.due?.to ?? null,
  ]);
}
