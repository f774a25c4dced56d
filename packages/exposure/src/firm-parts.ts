import { type Amount, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { balanceOf, type LegState } from '@offtake/deals/leg';
import { earlier, later } from './calendar.ts';
import { type DuePart, firmByDue } from './dues.ts';
import type { Due } from './posting.ts';
import { type Days, spread } from './spread.ts';
import { laidSteps, within } from './steps.ts';

/** A part of what is firm in one leg. */
export interface FirmPart {
  readonly deal: string;
  readonly leg: string;
  readonly obligor: string;
  readonly obligee: string;
  readonly kind: string;
  readonly unit: string;
  /** Null: undated. */
  readonly due: Due | null;
  /** It is due over a term without steps: that it falls evenly on its days is an assumption. */
  readonly assumed: boolean;
  readonly amount: Amount;
  /** An open dispute touches its leg. */
  readonly disputed?: boolean | undefined;
}

/** What is firm in a deal, part by part. `nameOf`: how a party reads (merged, consolidated). */
export function firmParts(deal: DealState, nameOf: (party: string) => string = (party) => party): readonly FirmPart[] {
  return [...deal.legs].flatMap(([leg, state]) => {
    const { kind, quantity, schedule } = state.terms;
    const parties = { obligor: nameOf(state.obligor), obligee: nameOf(state.obligee) };
    return partsOf(state).map(({ due, amount }): FirmPart => {
      const assumed = due !== undefined && !schedule?.length;
      return { deal: deal.deal, leg, ...parties, kind, unit: quantity.unit, due: due ?? null, assumed, amount };
    });
  });
}

/**
 * The parts of a leg by when they are due. What has no upper bound may reach over every step, which then bounds what
 * can be due on it: as a balance alone says nothing of that, each step is given its own size as its `high`.
 */
function partsOf(leg: LegState): readonly DuePart[] {
  const parts = firmByDue(leg);
  if (leg.balances.firm.unbounded === 0) return parts;
  const performed = balanceOf(leg, 'performed').stated;
  const raised = new Map(parts.map((part) => [keyOf(part.due), part]));
  const room = new Map<string, bigint>();
  for (const step of laidSteps(leg)) {
    if (step.end === null || !step.due) continue;
    const key = keyOf(step.due);
    const high = (room.get(key) ?? 0n) + within(performed, step.end, step);
    room.set(key, high);
    if (high > 0n) raised.set(key, { due: step.due, amount: { ...(raised.get(key)?.amount ?? ZERO), high } });
  }
  return [...raised.values()];
}

function keyOf(due: Due | undefined): string {
  return due ? `${due.from}/${due.to}` : '';
}

/**
 * The days on which a part falls due, both included: its `due.to`; or, over a term without steps, from the later of its
 * start and `today` to its end (on its end, once that has passed). Null: undated.
 */
export function dueDays({ due, assumed }: Pick<FirmPart, 'due' | 'assumed'>, today: string): Days | null {
  if (!due) return null;
  const from = assumed ? earlier(later(due.from ?? today, today), due.to) : due.to;
  return { from, to: due.to };
}

/**
 * What of a part falls due in each period, low, stated and high each spread by itself. What states nothing or has no
 * upper bound cannot be divided: it counts in every period that it reaches into.
 */
export function dueWithin(part: FirmPart, today: string, periods: readonly Days[]): readonly Amount[] {
  const days = dueDays(part, today);
  if (!days) return periods.map(() => ZERO);
  const { low, stated, high, unstated, unbounded } = part.amount;
  // What is known exactly is the same three times.
  const parts = new Map([...new Set([low, stated, high])].map((of) => [of, spread(of, days.from, days.to, periods)]));
  return periods.map((period, i): Amount => {
    if (period.to < days.from || days.to < period.from) return ZERO;
    const partOf = (value: bigint) => parts.get(value)?.[i] ?? 0n;
    return { low: partOf(low), stated: partOf(stated), high: partOf(high), unstated, unbounded };
  });
}
