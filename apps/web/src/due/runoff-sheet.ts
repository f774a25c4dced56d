import type { RunoffRow } from '../api/runoff.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

/** Each period of both sides, what has no date among them. */
export function runoffSheet(rows: readonly RunoffRow[]): Sheet {
  const flat = rows.flatMap(({ side, kind, unit, periods, undated, wall }) => [
    ...periods.map((each) => ({ side, kind, unit, ...each, wall: each.period === wall?.period })),
    ...(undated ? [{ side, kind, unit, period: 'undated', ...undated }] : []),
  ]);
  return sheetOfRecords('runoff', flat);
}
