import { type Amount, add, isZero, subtract, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit, type Step } from '@offtake/deals/deal-fold';
import { type DealHistory, isInOrder, leavesTheFold, record } from '@offtake/deals/deal-history';
import type { EventContent } from '@offtake/deals/facts';
import type { LegState } from '@offtake/deals/leg';
import { ACCOUNTS, type Account } from '@offtake/deals/leg-terms';
import type { RecordedEvent, StreamEvent } from '@offtake/deals/recorded-event';
import { eventsOf } from '@offtake/deals/stream';
import { firmByDue } from './dues.ts';
import { type Due, type Entry, entryKey, type Posting } from './posting.ts';

/**
 * Records an event of a deal: the history with it, and what it adds to the postings, which is
 * `entries(history after) − entries(history before)`. An event in order costs the same however long the history is.
 * @throws where the event is not valid in this history: it was never decided on, and the line stops.
 */
export function recordPostings(
  before: DealHistory,
  event: RecordedEvent,
): { readonly history: DealHistory; readonly postings: readonly Posting[] } {
  const history = record(before, event);
  if (isMisfit(history)) {
    throw new Error(`${event.type} ${event.event} does not fold: ${history.refusal.rule}, ${history.refusal.message}`);
  }
  const stamp = (entry: Entry): Posting => ({ ...entry, position: event.position, recordedBy: event.event });
  return { history, postings: changeOfEntries(before, history, event).map(stamp) };
}

/**
 * The entries of a whole history: the changes of balances, fact by fact, in fold order. `alternatives`, by event, stand
 * in the place of what the book has.
 */
export function entriesOf(
  events: readonly StreamEvent[],
  alternatives?: ReadonlyMap<string, EventContent>,
): readonly Entry[] {
  const entries: Entry[] = [];
  const state = fold(dealFacts(events, alternatives), null, (step) => entries.push(...entriesOfStep(step)));
  if (isMisfit(state)) throw new Error(`${state.fact.event} does not fold: ${state.refusal.message}`);
  return entries;
}

/** A balance of a leg under one pair of parties, and (firm only) when it is due. */
export interface Cell {
  readonly obligor: string;
  readonly obligee: string;
  readonly account: Account;
  readonly due?: Due;
  readonly amount: Amount;
}

/** Every balance of a leg that is not zero; what is firm is split by when it is due. */
export function cellsOf(leg: LegState): readonly Cell[] {
  const { obligor, obligee } = leg;
  const present = ACCOUNTS.filter((account) => account !== 'firm').map((account): Cell => {
    return { obligor, obligee, account, amount: leg.balances[account] };
  });
  const firm = firmByDue(leg).map((part): Cell => ({ obligor, obligee, account: 'firm', ...part }));
  const former = leg.former.flatMap((pair): readonly Cell[] => {
    const { obligor, obligee } = pair;
    return [
      { obligor, obligee, account: 'performed', amount: pair.performed },
      { obligor, obligee, account: 'lapsed', amount: pair.lapsed },
    ];
  });
  return [...present, ...firm, ...former].filter(({ amount }) => !isZero(amount));
}

function changeOfEntries(before: DealHistory, after: DealHistory, event: RecordedEvent): readonly Entry[] {
  const alternative = changeOfDeviation(before, after, event);
  return alternative.length === 0
    ? changeOfRecord(before, after, event)
    : [...changeOfRecord(before, after, event), ...alternative];
}

function changeOfRecord(before: DealHistory, after: DealHistory, event: RecordedEvent): readonly Entry[] {
  if (leavesTheFold(event)) return [];
  if (isInOrder(before, event)) {
    return entriesOfStep({ fact: event, before: before.state, after: after.state as DealState });
  }
  return difference(entriesOf(eventsOf(before.newest)), entriesOf(eventsOf(after.newest)));
}

/** What an event changes in how far the open disputes' other version deviates from the record. */
function changeOfDeviation(before: DealHistory, after: DealHistory, event: RecordedEvent): readonly Entry[] {
  const [old, now] = [before.alternative, after.alternative];
  if (!old && !now) return [];
  const goesOn = old && now && old.inPlace === now.inPlace && isInOrder(before, event);
  if (!goesOn) return difference(deviationOf(before), deviationOf(after));
  const recorded = entriesOfStep({ fact: event, before: before.state, after: after.state as DealState });
  const other = entriesOfStep({ fact: event, before: old.state, after: now.state as DealState });
  return difference(recorded, other).map(asAlternative);
}

/** The fold with every open alternative in place − the recorded fold. */
function deviationOf({ alternative, newest }: DealHistory): readonly Entry[] {
  if (!alternative) return [];
  const events = eventsOf(newest);
  return difference(entriesOf(events), entriesOf(events, alternative.inPlace)).map(asAlternative);
}

function asAlternative(entry: Entry): Entry {
  return { ...entry, reading: 'alternative' };
}

function entriesOfStep({ fact, before, after }: Step): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [name, leg] of after.legs) {
    const old = before?.legs.get(name);
    if (old === leg) continue;
    const { kind, product, quantity } = leg.terms;
    const common = { event: fact.event, reading: 'recorded', deal: after.deal, leg: name } as const;
    for (const { amount, ...cell } of changeOfCells(old ? cellsOf(old) : [], cellsOf(leg))) {
      const what = { kind, unit: quantity.unit, ...(product ? { product } : {}) };
      entries.push({ ...common, ...what, ...cell, validFrom: fact.effectiveOn, ...amount });
    }
  }
  return entries;
}

function changeOfCells(before: readonly Cell[], after: readonly Cell[]): readonly Cell[] {
  const changes = new Map<string, Cell>();
  const count = (cell: Cell, sum: (a: Amount, b: Amount) => Amount) => {
    const { obligor, obligee, account, due } = cell;
    const key = `${obligor}|${obligee}|${account}|${due?.from}|${due?.to}`;
    changes.set(key, { ...cell, amount: sum(changes.get(key)?.amount ?? ZERO, cell.amount) });
  };
  for (const cell of before) count(cell, subtract);
  for (const cell of after) count(cell, add);
  return [...changes.values()].filter(({ amount }) => !isZero(amount));
}

/** What must be entered for `after` to hold where `before` did: netted, zeros dropped. */
function difference(before: readonly Entry[], after: readonly Entry[]): readonly Entry[] {
  const net = new Map<string, Entry>();
  const count = (entry: Entry, sum: (a: Amount, b: Amount) => Amount) => {
    const key = entryKey(entry);
    net.set(key, { ...entry, ...sum(net.get(key) ?? ZERO, entry) });
  };
  for (const entry of before) count(entry, subtract);
  for (const entry of after) count(entry, add);
  return [...net.values()].filter((entry) => !isZero(entry));
}
