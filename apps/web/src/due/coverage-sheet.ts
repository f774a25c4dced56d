import type { Coverage } from '../api/coverage.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** What has to be paid, what was observed to pay it with, and their ratios: a line each, unit by unit. */
export function coverageSheet({ party, window: { from, to }, rows }: Coverage): Sheet {
  const flat = rows.flatMap(({ unit, payments, undated, past, runRate, cash, undrawnFacilities, ...ratios }) => {
    const observed = { 'revenue-run-rate': runRate, cash, 'undrawn-facilities': undrawnFacilities };
    const amounts = { payments, undated, past };
    const all = { ...amounts, ratio: ratios.ratio, 'ratio-with-liquidity': ratios.withLiquidity };
    return [
      ...Object.entries(all).flatMap(([line, amount]) => (amount ? [{ line, ...amount }] : [])),
      ...Object.entries(observed).flatMap(([line, metric]) =>
        metric
          ? [{ line, low: metric.low, stated: metric.value, high: metric.high, observedOn: metric.effectiveOn }]
          : [],
      ),
    ].map((line) => ({ party, unit, from, to, ...line }));
  });
  return sheetOfRecords('coverage', flat);
}
