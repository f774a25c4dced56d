import type { FirmnessRow } from '@offtake/exposure/firmness';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** Each step from the headline to what is firm, and what has lapsed beside them. */
export function firmnessSheet({ kind, unit, firmness, waterfall, accounts }: FirmnessRow): Sheet {
  const steps = [...waterfall, { step: 'lapsed', ...accounts.lapsed }];
  return sheetOfRecords(
    'firmness',
    steps.map((step) => ({ kind, unit, ...step, firmness })),
  );
}
