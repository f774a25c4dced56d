import { type Amount, add, formatDecimal, parseDecimal, ZERO } from '@offtake/deals/amount';
import type { DealState } from '@offtake/deals/deal';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { totalOf } from '@offtake/deals/leg';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERIODS } from '../src/calendar.ts';
import { coverageOf } from '../src/coverage.ts';
import { deliveryOf } from '../src/delivery.ts';
import { firmByDue } from '../src/dues.ts';
import { firmParts } from '../src/firm-parts.ts';
import { firmnessOf } from '../src/firmness.ts';
import { cellsOf } from '../src/postings.ts';
import { reconcile } from '../src/reconciliation.ts';
import { rightsCalendar } from '../src/rights-calendar.ts';
import { runoffOf } from '../src/runoff.ts';
import { usd } from './deal-of.ts';
import { randomBook } from './random-book.ts';

const today = fc.integer({ min: 0, max: 900 }).map((n) => {
  return new Date(Date.parse('2026-03-01') + n * 86_400_000).toISOString().slice(0, 10);
});
const RUNS = { numRuns: 100 };

describe('the deals of any book', () => {
  it('are split by the waterfall into their accounts, and nothing else', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const legs = dealsOf(events).flatMap(({ legs }) => [...legs.values()]);
        const balances = legs.flatMap((leg) => {
          return cellsOf(leg).map(({ account, amount }) => ({ kind: 'payment', unit: 'USD', account, amount }));
        });
        const [row] = firmnessOf(balances);
        const headline = legs.reduce((sum, leg) => add(sum, totalOf(leg)), ZERO);
        expect(row?.headline.stated ?? '0').toBe(formatDecimal(headline.stated));
        const last = row?.waterfall.at(-1);
        expect(last?.left).toBe(last?.stated);
      }),
      RUNS,
    );
  });

  it('are overdue for what is firm and was due before the day', () => {
    fc.assert(
      fc.property(randomBook, today, (events, day) => {
        const deals = dealsOf(events);
        const rows = new Map(deliveryOf(deals, day).map((row) => [`${row.deal}/${row.leg}`, row]));
        for (const deal of deals) {
          for (const [name, leg] of deal.legs) {
            const late = firmByDue(leg).filter(({ due }) => due && due.to < day);
            const row = rows.get(`${deal.deal}/${name}`);
            const { low, stated, high, unbounded } = sumOf(late.map(({ amount }) => amount));
            expect(row?.overdue ?? '0').toBe(formatDecimal(stated));
            expect(row?.overdueLow ?? '0').toBe(formatDecimal(low));
            expect(row ? row.overdueHigh : '0').toBe(unbounded > 0 ? null : formatDecimal(high));
            expect((row?.daysOverdue ?? 0) > 0).toBe(late.length > 0);
          }
        }
      }),
      RUNS,
    );
  });

  it('run off to what is firm, whatever the periods: nothing is lost, nothing is counted twice', () => {
    fc.assert(
      fc.property(randomBook, today, fc.constantFrom(...PERIODS), (events, day, by) => {
        const parts = dealsOf(events).flatMap((deal) => firmParts(deal));
        const [row] = runoffOf(parts, by, day);
        const firm = sumOf(parts.map(({ amount }) => amount));
        for (const component of ['low', 'stated'] as const) {
          const all = [...(row?.periods ?? []), ...(row?.undated ? [row.undated] : [])];
          const sum = all.reduce((total, amount) => total + parseDecimal(amount[component]), 0n);
          expect(sum).toBe(firm[component]);
        }
        const most = (row?.periods ?? []).reduce((max, { stated }) => bigger(max, parseDecimal(stated)), 0n);
        expect(row?.wall?.stated ?? '0').toBe(formatDecimal(most));
      }),
      RUNS,
    );
  });

  it('fill a target with their accounts, and the rest is what is missing', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const deals = dealsOf(events);
        const [row] = reconcile({ parties: ['openai'], quantities: [usd('100')] }, deals);
        const counted = deals
          .flatMap(({ legs }) => [...legs.values()])
          .flatMap((leg) => (leg.terms.kind === 'payment' ? cellsOf(leg) : []))
          .filter(({ obligor, account }) => obligor === 'openai' && account !== 'lapsed');
        const stated = sumOf(counted.map(({ amount }) => amount)).stated;
        expect(row?.rest).toBe(formatDecimal(parseDecimal('100') - stated));
        expect(row?.overAllocated).toBe(stated > parseDecimal('100'));
      }),
      RUNS,
    );
  });

  it('are covered at least and at most around what is stated', () => {
    fc.assert(
      fc.property(randomBook, today, (events, day) => {
        const parts = dealsOf(events).flatMap((deal) => firmParts(deal));
        const rate = { metric: 'revenue-run-rate', quantity: usd('30'), event: 'rate', effectiveOn: '2026-01-01' };
        // The lowest value of what states nothing lies on its steps; unstated it is on the rest behind them.
        if (parts.some(({ amount }) => amount.unstated > 0)) return;
        for (const { ratio } of coverageOf('openai', parts, [rate], day)) {
          if (!ratio) continue;
          expect(Number(ratio.low)).toBeLessThanOrEqual(Number(ratio.stated));
          if (ratio.high) expect(Number(ratio.stated)).toBeLessThanOrEqual(Number(ratio.high));
        }
      }),
      RUNS,
    );
  });

  it('have a calendar in order of date', () => {
    fc.assert(
      fc.property(randomBook, today, (events, day) => {
        const dates = rightsCalendar(dealsOf(events), day).map(({ date }) => date ?? '~');
        expect(dates).toEqual([...dates].sort());
      }),
      RUNS,
    );
  });
});

function dealsOf(events: readonly RecordedEvent[]): readonly DealState[] {
  const streams = Map.groupBy(
    events.filter(({ stream }) => stream.startsWith('deal/')),
    ({ stream }) => stream,
  );
  return [...streams.values()].flatMap((stream) => {
    const state = fold(dealFacts(stream));
    if (isMisfit(state)) throw new Error(state.refusal.message);
    return state ? [state] : [];
  });
}

function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce(add, ZERO);
}

function bigger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
