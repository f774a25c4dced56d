import type { Concentration } from '../api/concentration.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** Each counterparty's share, the measures of all of them beside it. */
export function concentrationSheet(party: string, concentration: Concentration): Sheet {
  const { side, kind, unit, shares, hhi, effectiveNumber, top1, top3 } = concentration;
  const measures = { hhi, effectiveNumber, top1, top3 };
  const rows = shares.map(({ party: counterparty, ...share }) => ({ party, side, kind, unit, counterparty, ...share }));
  return sheetOfRecords(
    `concentration-${side}`,
    rows.map((row) => ({ ...row, ...measures })),
  );
}
