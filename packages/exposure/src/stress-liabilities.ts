import { type Amount, add, exactly, type PrintedAmount, printAmount, subtract, ZERO } from '@offtake/deals/amount';
import type { LegTerms } from '@offtake/deals/leg-terms';
import { addMonths, dayAfter, daysAfter, earlier, later } from './calendar.ts';
import { dueDays, dueWithin, type FirmPart } from './firm-parts.ts';
import type { Days } from './spread.ts';

/** A part of what is firm, its parties as they read (merged, and as their topmost parents). */
export interface StressPart extends FirmPart {
  readonly exit?: LegTerms['exit'];
  /** As the deal has them: where both read as one party, what is owed stays inside it. */
  readonly recordedAs: { readonly obligor: string; readonly obligee: string };
}

/** A deal whose dues come later, or everybody leaving as soon as it may. */
export interface DueShocks {
  /** By how many quarters each deal slips. */
  readonly slips: ReadonlyMap<string, number>;
  readonly earliestExit: boolean;
}

export interface Liability {
  readonly obligor: string;
  readonly obligee: string;
  /** Millionths of the unit. */
  readonly amount: bigint;
  /** An open dispute touches part of it; left out where none does. */
  readonly disputed?: true;
}

interface LeftOut extends PrintedAmount {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  /** An open dispute touches it; left out where none does. */
  readonly disputed?: true;
}

/** One for each leg and reason. `undated`: due on no known day; `unstated`: no figure is known; `past`: was due before the window, not performed. */
export interface Excluded extends LeftOut {
  readonly why: 'undated' | 'unstated' | 'past';
}

/** Parties as the deal has them. */
export interface Internal extends LeftOut {
  /** As which both read. */
  readonly party: string;
}

export interface Liabilities {
  /** One for each pair, sorted by it. */
  readonly liabilities: readonly Liability[];
  readonly excluded: readonly Excluded[];
  readonly internal: readonly Internal[];
}

/** The days of a stress: the day after `today`, up to the same day so many months later. */
export function stressWindow(today: string, months: number): Days {
  return { from: dayAfter(today), to: addMonths(today, months) };
}

/**
 * What falls due in the window: the stated part of what is firm. A term without steps is spread by calendar day from
 * the later of its start and `today`. A deal that slips has all its dues so many quarters later. Who leaves at the
 * earliest exit owes nothing that is due after that day, or after its notice, given today, has run out.
 */
export function liabilitiesOf(
  parts: readonly StressPart[],
  today: string,
  window: Days,
  { slips, earliestExit }: DueShocks,
): Liabilities {
  const owed = parts.flatMap((part) => owedBy(part, today, window, slips.get(part.deal) ?? 0, earliestExit));
  const between = owed.filter(({ part }) => part.obligor !== part.obligee);
  const inside = owed.filter(({ part }) => part.obligor === part.obligee);
  const counted = grouped(between, ({ part, why }) => (why ? null : [part.obligor, part.obligee]));
  const others = grouped(between, ({ part, why }) => why && [part.deal, part.leg, part.obligor, part.obligee, why]);
  const legs = grouped(inside, ({ part: { deal, leg, recordedAs } }) => [deal, leg, ...Object.values(recordedAs)]);
  return {
    liabilities: counted
      .map(({ part: { obligor, obligee }, amount, disputed }) => {
        return { obligor, obligee, amount: amount.stated, ...(disputed ? { disputed } : {}) };
      })
      .sort((a, b) => (a.obligor === b.obligor ? (a.obligee < b.obligee ? -1 : 1) : a.obligor < b.obligor ? -1 : 1)),
    excluded: others.map(({ why, ...left }) => ({ ...printed(left, left.part), why: why ?? 'undated' })),
    internal: legs.map((left) => ({ ...printed(left, left.part.recordedAs), party: left.part.obligor })),
  };
}

interface Owed {
  readonly part: StressPart;
  readonly amount: Amount;
  /** Why it does not count; null: it does. */
  readonly why: Excluded['why'] | null;
}
/** Several that are of one leg, or of one pair, as the first of them. */
interface Sum extends Owed {
  readonly disputed: boolean;
}

/** Sums of those that have a key, by it. */
function grouped(owed: readonly Owed[], keyOf: (owed: Owed) => readonly string[] | null): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const each of owed) {
    const parts = keyOf(each);
    if (!parts) continue;
    const key = parts.join('\n');
    const before = sums.get(key);
    const disputed = before?.disputed === true || each.part.disputed === true;
    sums.set(key, { ...(before ?? each), amount: add(before?.amount ?? ZERO, each.amount), disputed });
  }
  return [...sums.values()];
}

function owedBy(part: StressPart, today: string, window: Days, slips: number, leaves: boolean): readonly Owed[] {
  const days = dueDays(part, today);
  if (!days) return [{ part, amount: part.amount, why: 'undated' }];
  const slipped = { from: quartersAfter(days.from, slips), to: quartersAfter(days.to, slips) };
  if (slipped.to < window.from) return [{ part, amount: part.amount, why: 'past' }];
  const to = leaves && part.exit ? earlier(window.to, exitDay(part.exit, today)) : window.to;
  if (to < window.from) return [];
  const due = { ...part, due: slipped, assumed: slipped.from < slipped.to };
  const [amount = ZERO] = dueWithin(due, slipped.from, [{ from: window.from, to }]);
  const counted: Owed[] = amount.stated > 0n ? [{ part, amount: exactly(amount.stated), why: null }] : [];
  return amount.unstated > 0 ? [...counted, { part, amount: unstatedOf(amount), why: 'unstated' }] : counted;
}

/** The last day of a month stays the last one: 30 September + 1 = 31 December. */
function quartersAfter(date: string, quarters: number): string {
  const next = dayAfter(date);
  return next.endsWith('-01') ? daysAfter(addMonths(next, 3 * quarters), -1) : addMonths(date, 3 * quarters);
}

function exitDay({ earliest, noticeDays }: NonNullable<LegTerms['exit']>, today: string): string {
  return later(earliest, daysAfter(today, noticeDays ?? 0));
}

/** What is left of an amount when the figures that are stated in it are taken away. */
function unstatedOf(amount: Amount): Amount {
  const rest = subtract(amount, exactly(amount.stated));
  return { ...rest, low: rest.low < 0n ? 0n : rest.low, high: rest.high < 0n ? 0n : rest.high };
}

function printed(
  { part: { deal, leg, kind, unit }, amount, disputed }: Omit<Sum, 'why'>,
  { obligor, obligee }: { readonly obligor: string; readonly obligee: string },
): LeftOut {
  const what = { deal, leg, obligor, obligee, kind, unit, ...printAmount(amount) };
  return disputed ? { ...what, disputed } : what;
}
