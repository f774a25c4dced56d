import type { PartyRow } from '../api/shapes.ts';
import { type Sheet, sheetOfRecords } from '../export/sheet.ts';

export function partiesSheet(parties: readonly PartyRow[]): Sheet {
  return sheetOfRecords(
    'parties',
    parties.map(({ aliases, merged = [], ...party }) => ({
      ...party,
      aliases: aliases.join('; '),
      merged: merged.join(' '),
    })),
  );
}
