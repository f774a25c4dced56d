/** Text with a row on each line, from a file or from a spreadsheet (RFC 4180), read as the server reads it. */

export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface TextRecord {
  /** The line of the text on which it begins: 1, 2, 3 … */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface DelimitedText {
  readonly separator: Separator;
  /** Rows with something in them, in order. */
  readonly records: readonly TextRecord[];
  /** The line with a quote that is never closed: what comes after it cannot be told apart. */
  readonly brokenAt: number | null;
}

/** Cells are trimmed; lines may end as they like, also within quotes. */
export function readDelimited(given: string): DelimitedText {
  const text = given.replace(/^\uFEFF/, '');
  const separator = separatorOf(text);
  const records: TextRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begins = 1;
  const endRecord = () => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== '')) records.push({ line: begins, cells });
    cells = [];
    cell = '';
    begins = line;
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string;
    const ends = char === '\n' || char === '\r';
    if (ends) {
      if (char === '\r' && text[i + 1] === '\n') i += 1;
      line += 1;
    }
    if (quoted) {
      if (char !== '"') cell += ends ? '\n' : char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (char === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (ends) endRecord();
    else cell += char;
  }
  if (quoted) return { separator, records, brokenAt: begins };
  endRecord();
  return { separator, records, brokenAt: null };
}

/** The one that stands most often in the first line, whose cells are names of columns. */
function separatorOf(text: string): Separator {
  const first = text.split(/\r|\n/, 1)[0] ?? '';
  const count = (separator: string) => first.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** A row as it is written, and how many lines it takes. */
export function printRecord(cells: readonly string[], separator: Separator): string {
  return cells.map((cell) => quotedWhere(cell, separator)).join(separator);
}

function quotedWhere(cell: string, separator: Separator): string {
  const isPlain = !cell.includes(separator) && !/["\r\n]/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
