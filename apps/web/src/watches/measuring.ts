import { type Amount, add, ZERO } from '@offtake/deals/amount';
import { NOUGHT, plus, type Rational, ratio } from '@offtake/exposure/rational';
import {
  firmnessMeasured,
  fraction,
  hhiMeasured,
  largestShareMeasured,
  type Measured,
  sumMeasured,
} from '@offtake/exposure/watched';
import type { CoverageRow } from '../api/coverage.ts';
import type { DeliveryRow } from '../api/delivery.ts';
import type { ExposureRow } from '../api/shapes.ts';
import type { WatchTerms } from '../api/watches.ts';
import { amountOf } from '../numbers/sum-rows.ts';

/** What watches are measured on, all at the same coordinates; undefined: not read yet. */
export interface WatchReadings {
  /** Of every party, by obligor, obligee and account. */
  readonly exposures: readonly ExposureRow[] | undefined;
  /** Of one deal, by obligor, obligee and account. */
  readonly ofDeal: (deal: string) => readonly ExposureRow[] | undefined;
  readonly delivery: readonly DeliveryRow[] | undefined;
  readonly coverage: (party: string) => readonly CoverageRow[] | undefined;
  /** As which party one reads since it was merged. */
  readonly readsAs: (party: string) => string;
}

/** What a watch measures, and whether an open dispute touches it; null: nothing is there to be measured. */
export interface Taken {
  readonly measured: Measured | null;
  readonly disputed: boolean;
  /** For how long the oldest of it is overdue, where that is measured. */
  readonly daysOverdue?: number;
}

/** Undefined: what it is measured on is not read yet. */
export function measure(terms: WatchTerms, readings: WatchReadings): Taken | undefined {
  switch (terms.measure) {
    case 'coverage':
      return measureCoverage(readings.coverage(readings.readsAs(terms.party)), terms.unit);
    case 'overdue':
    case 'overdue-legs':
      return measureOverdue(terms, readings);
    default:
      return measureExposures(terms, rowsOf(terms, readings));
  }
}

export type OfExposures = Extract<WatchTerms, { measure: 'largest-share' | 'hhi' | 'firmness' | 'exposure' }>;

/** The rows that a watch of exposures is about: of its party on its side, or of its deal, in its kind and unit. */
export function rowsOf(
  terms: OfExposures,
  readings: Pick<WatchReadings, 'exposures' | 'ofDeal' | 'readsAs'>,
): readonly ExposureRow[] | undefined {
  const rows = 'deal' in terms && terms.deal !== undefined ? readings.ofDeal(terms.deal) : readings.exposures;
  return rows?.filter((row) => row.kind === terms.kind && row.unit === terms.unit && isOf(row, terms, readings));
}

export function measureExposures(terms: OfExposures, rows: readonly ExposureRow[] | undefined): Taken | undefined {
  if (!rows) return undefined;
  const counted = rows.filter(({ account }) => accountsOf(terms).has(account));
  return { measured: measuredOf(terms, counted), disputed: counted.some(({ disputed }) => disputed) };
}

function measuredOf(terms: OfExposures, rows: readonly ExposureRow[]): Measured | null {
  const amounts = rows.map(amountOf);
  switch (terms.measure) {
    case 'exposure':
      return sumMeasured(amounts);
    case 'firmness': {
      const isSure = ({ account }: ExposureRow) => CONCENTRATED.has(account);
      const sum = (some: readonly ExposureRow[]) => some.map(amountOf).reduce(add, ZERO);
      return firmnessMeasured(sum(rows.filter(isSure)), sum(rows.filter((row) => !isSure(row))));
    }
    case 'largest-share':
      return largestShareMeasured(holdingsOf(terms.side, rows));
    case 'hhi':
      return hhiMeasured(holdingsOf(terms.side, rows));
  }
}

/** What concentration counts, and what of the headline is firm. */
const CONCENTRATED: ReadonlySet<string> = new Set(['firm', 'performed']);
const HEADLINE: ReadonlySet<string> = new Set(['intent', 'option', 'conditional', 'firm', 'performed']);

function accountsOf(terms: OfExposures): ReadonlySet<string> {
  if (terms.measure === 'exposure') return new Set(terms.accounts);
  return terms.measure === 'firmness' ? HEADLINE : CONCENTRATED;
}

/** One amount for each counterparty. */
function holdingsOf(side: 'obligor' | 'obligee', rows: readonly ExposureRow[]): readonly Amount[] {
  const other = side === 'obligor' ? 'obligee' : 'obligor';
  const groups = Map.groupBy(rows, (row) => row[other]);
  return [...groups.values()].map((group) => group.map(amountOf).reduce(add, ZERO));
}

interface Pair {
  readonly obligor: string;
  readonly obligee: string;
}

function isOf(pair: Pair, terms: WatchTerms, { readsAs }: Pick<WatchReadings, 'readsAs'>): boolean {
  if (terms.party === undefined) return true;
  const party = readsAs(terms.party);
  const side = 'side' in terms ? terms.side : undefined;
  return side ? pair[side] === party : pair.obligor === party || pair.obligee === party;
}

function measureOverdue(
  terms: Extract<WatchTerms, { measure: 'overdue' | 'overdue-legs' }>,
  readings: WatchReadings,
): Taken | undefined {
  const legs = readings.delivery?.filter((row) => {
    const isOfDeal = terms.deal === undefined || row.deal === terms.deal;
    const isOfKind = terms.measure === 'overdue-legs' || (row.kind === terms.kind && row.unit === terms.unit);
    return isOfDeal && isOfKind && isOf(row, terms, readings);
  });
  if (!legs) return undefined;
  const daysOverdue = Math.max(0, ...legs.map((leg) => leg.daysOverdue));
  const disputed = legs.some((leg) => leg.disputed);
  if (legs.length === 0) return { measured: null, disputed };
  const total = terms.measure === 'overdue-legs' ? countOf : sumOf;
  const of = (end: 'overdueLow' | 'overdue' | 'overdueHigh') => total(legs.map((leg) => leg[end]));
  const measured = { low: of('overdueLow') ?? NOUGHT, stated: of('overdue'), high: of('overdueHigh') };
  return { measured, disputed, daysOverdue };
}

/** How many are above zero, as what nothing bounds may be. */
const countOf = (values: readonly (string | null)[]) => ratio(BigInt(values.filter((value) => value !== '0').length));

/** Null: one of them has no bound. */
function sumOf(values: readonly (string | null)[]): Rational | null {
  const bounded = values.filter((value) => value !== null);
  return bounded.length < values.length ? null : bounded.map(fraction).reduce(plus, NOUGHT);
}

/** As the read model says it, to six decimals. Without a run-rate nothing is known of the ratio, unless nothing is due. */
function measureCoverage(rows: readonly CoverageRow[] | undefined, unit: string): Taken | undefined {
  if (!rows) return undefined;
  const row = rows.find((each) => each.unit === unit);
  if (!row) return { measured: null, disputed: false };
  const disputed = row.disputed === true;
  if (!row.ratio) {
    const isNothingDue = row.payments.high === '0' && row.undated === null;
    return { measured: isNothingDue ? null : { low: NOUGHT, stated: null, high: null }, disputed };
  }
  const { low, stated, high } = row.ratio;
  const of = (value: string | null) => (value === null ? null : fraction(value));
  return { measured: { low: fraction(low), stated: of(stated), high: of(high) }, disputed };
}
