import type { DealRow } from '../api/shapes.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** Each deal with what it holds, an account a row; one that holds nothing has one row. */
export function dealsSheet(deals: readonly DealRow[]): Sheet {
  const rows = deals.flatMap(({ totals, parties, flags, ...deal }) => {
    const row = { ...deal, parties: parties.join(' '), ...flags };
    return totals.length === 0 ? [row] : totals.map((total) => ({ ...row, ...total }));
  });
  return sheetOfRecords('deals', rows);
}
