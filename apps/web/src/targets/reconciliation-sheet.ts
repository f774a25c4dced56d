import { RECONCILED, type Reconciliation } from '../api/reconciliation.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** What is aimed at, what stands for it account by account, what no leg stands for; then the legs themselves. */
export function reconciliationSheet({ target, rows }: Reconciliation): Sheet {
  const flat = rows.flatMap(({ unit, total, rest, legs, ...parts }) => [
    { target, unit, part: 'total', ...total },
    ...RECONCILED.map((account) => ({ target, unit, part: account, ...parts[account] })),
    { target, unit, part: 'rest', stated: rest },
    ...legs.flatMap(({ deal, leg, kind, obligor, obligee, ...own }) =>
      RECONCILED.map((account) => ({
        target,
        unit,
        part: `leg-${account}`,
        deal,
        leg,
        kind,
        obligor,
        obligee,
        ...own[account],
      })),
    ),
  ]);
  return sheetOfRecords('reconciliation', flat);
}
