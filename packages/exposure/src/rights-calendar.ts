import { isZero, printAmount } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import type { LegState } from '@offtake/deals/leg';
import type { LegKind } from '@offtake/deals/units';
import { earlier } from './calendar.ts';
import type { Days } from './spread.ts';

export const CALENDAR_KINDS = [
  'exclusivity',
  'first-refusal',
  'early-exit',
  'most-favoured',
  'option-window',
  'earliest-exit',
] as const;

export interface CalendarEntry {
  /** The day that it is sorted by: its start, or where that is not known its end. */
  readonly date: string | null;
  readonly kind: (typeof CALENDAR_KINDS)[number];
  readonly deal: string;
  /** The id of a right; an option and an exit have a leg instead. */
  readonly right?: string;
  readonly leg?: string;
  readonly legKind?: LegKind;
  /** Who may use it, and who must put up with it. */
  readonly holder: string;
  readonly grantor: string;
  readonly scope?: string;
  /** Null: open on that side. */
  readonly from: string | null;
  readonly to: string | null;
  readonly endedOn: string | null;
  readonly noticeDays?: number;
  readonly state: 'upcoming' | 'open' | 'past' | 'ended';
  /** The leg's unit and, of an option, what is left to exercise. */
  readonly unit?: string;
  readonly low?: string;
  readonly stated?: string;
  readonly high?: string | null;
  readonly unstated?: number;
  /** An open dispute touches the leg; left out where none does. */
  readonly disputed?: true;
}

/**
 * Exclusivity, first refusal, early exits and most-favoured terms, the windows of options and the earliest exits of
 * legs, by date; what has none comes last. Nothing lapses by itself: an option past its window with something left in
 * it is `past`. `ended`: the right was ended by `today`, the leg or its deal has ended, or nothing is left in option.
 *
 * @param range only what lies in it at least in part; an end that is left out is open
 */
export function rightsCalendar(
  deals: Iterable<DealState>,
  today: string,
  range: Partial<Days> = {},
  nameOf: (party: string) => string = (party) => party,
): readonly CalendarEntry[] {
  return [...deals]
    .flatMap((deal) => [...rightsOf(deal, today, nameOf), ...legsOf(deal, today, nameOf)])
    .filter((entry) => overlaps(entry, range))
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
}

function rightsOf(deal: DealState, today: string, nameOf: (party: string) => string): readonly CalendarEntry[] {
  return [...deal.rights.values()].map(({ terms, endedOn }): CalendarEntry => {
    const { id, kind, holder, grantor, scope } = terms;
    const dates = { from: terms.from ?? null, to: terms.to ?? null };
    const ended = endedOn !== null && endedOn <= today;
    return {
      date: dates.from ?? dates.to,
      kind,
      deal: deal.deal,
      right: id,
      holder: nameOf(holder),
      grantor: nameOf(grantor),
      ...(scope ? { scope } : {}),
      ...dates,
      endedOn,
      state: ended ? 'ended' : stateOf(dates, today),
    };
  });
}

function legsOf(deal: DealState, today: string, nameOf: (party: string) => string): readonly CalendarEntry[] {
  return [...deal.legs].flatMap(([leg, state]) => {
    const { kind, quantity, window, exit, term } = state.terms;
    const { endedOn } = state;
    const ended = endedOn !== null && endedOn <= today;
    const common = { deal: deal.deal, leg, legKind: kind, ...holderOf(kind, state, nameOf) };
    const entries: CalendarEntry[] = [];
    const { option } = state.balances;
    if (state.terms.binding === 'option' || !isZero(option)) {
      const dates = { from: window?.from ?? null, to: window?.to ?? null };
      const status = ended || isZero(option) ? 'ended' : stateOf(dates, today);
      const left = { unit: quantity.unit, ...printAmount(option) };
      const date = dates.from ?? dates.to;
      entries.push({ date, kind: 'option-window', ...common, ...dates, endedOn, state: status, ...left });
    }
    if (exit) {
      const dates = { from: exit.earliest, to: term?.to ?? null };
      const notice = exit.noticeDays === null || exit.noticeDays === undefined ? {} : { noticeDays: exit.noticeDays };
      const status = ended ? 'ended' : stateOf(dates, today);
      const rest = { endedOn, ...notice, state: status, unit: quantity.unit };
      entries.push({ date: exit.earliest, kind: 'earliest-exit', ...common, ...dates, ...rest });
    }
    return entries;
  });
}

/**
 * Whose choice an option or an exit is, which no event says: the customer's. That is the obligee, who takes capacity,
 * chips, shares, a loan; of money that a customer or an investor pays, the obligor.
 */
function holderOf(kind: LegKind, { obligor, obligee }: LegState, nameOf: (party: string) => string) {
  const pays = kind === 'payment' || kind === 'equity' || kind === 'revenue-share';
  const [holder, grantor] = pays ? [obligor, obligee] : [obligee, obligor];
  return { holder: nameOf(holder), grantor: nameOf(grantor) };
}

function stateOf({ from, to }: { from: string | null; to: string | null }, today: string): CalendarEntry['state'] {
  if (to !== null && to < today) return 'past';
  return from !== null && from > today ? 'upcoming' : 'open';
}

function overlaps({ from, to, endedOn }: CalendarEntry, range: Partial<Days>): boolean {
  const end = to !== null && endedOn !== null ? earlier(to, endedOn) : (to ?? endedOn);
  return (
    (range.to === undefined || from === null || from <= range.to) &&
    (range.from === undefined || end === null || end >= range.from)
  );
}

/** By date, null last; then by deal, kind, right or leg. */
function sortKey({ date, deal, kind, right, leg }: CalendarEntry): readonly string[] {
  return [date ?? '~', deal, kind, right ?? leg ?? ''];
}

function compare(a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((text, n) => text !== b[n]);
  return i === -1 ? 0 : (a[i] ?? '') < (b[i] ?? '') ? -1 : 1;
}
