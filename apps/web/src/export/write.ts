import type { Cell, Sheet } from './sheet.ts';

/** The place and time that exported figures stand at. */
export interface ExportedAt {
  readonly book: string;
  readonly position: number;
  /** As the URL has them; null = LIVE, and whatever is on record. */
  readonly knownAt: string | null;
  readonly validAt: string | null;
  readonly reading: string;
  readonly url: string;
}

/**
 * RFC 4180, with the byte order mark that spreadsheets want to see UTF-8. Each row repeats where it stands, since a
 * comment above the header would not survive most readers.
 */
export function toCsv(sheet: Sheet, at: ExportedAt): string {
  const columns = [...sheet.columns, 'book', 'position', 'knownAt', 'validAt', 'reading'];
  const place = [at.book, at.position, at.knownAt, at.validAt, at.reading];
  const lines = [columns, ...sheet.rows.map((row) => [...row, ...place])];
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
/** A spreadsheet would run what begins with these. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string' || DECIMAL.test(cell)) return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toJson(sheet: Sheet, at: ExportedAt): string {
  const rows = sheet.rows.map((row) => Object.fromEntries(sheet.columns.map((column, i) => [column, row[i] ?? null])));
  return `${JSON.stringify({ ...at, name: sheet.name, rows }, null, 2)}\n`;
}

/** "ai-compute-exposure-known-2025-10-31.csv"; a moment of the present by its position. */
export function fileName(sheet: Pick<Sheet, 'name'>, at: ExportedAt, ending: 'csv' | 'json' | 'svg'): string {
  const known = `known-${at.knownAt ?? at.position}`.replaceAll(':', '');
  const moment = at.validAt === null ? known : `${known}-valid-${at.validAt}`;
  return `${at.book}-${sheet.name}-${moment}.${ending}`;
}
