type Row = Readonly<Record<string, unknown>>;

/** Between the words of a list in one cell, as imports take it. */
const BETWEEN_WORDS = '|';

/**
 * Rows as RFC 4180: a head, CRLF, quotes where needed. Null is an empty cell. What has parts has a column for each of
 * them (`due.from`), a list of words is one cell (`a|b`), any other list is JSON.
 * @param columns those that are always there, in this order; a column that is named whole (`data`) is JSON. What else
 * the rows have comes after them.
 */
export function toCsv(rows: readonly object[], columns: readonly string[] = []): string {
  const whole = new Set(columns);
  const flat = rows.map((row) => Object.fromEntries(cellsOf(row as Row, '', whole)));
  const found = new Set([...columns, ...flat.flatMap((row) => Object.keys(row))]);
  const parents = new Set([...found].flatMap(parentsOf));
  // What is missing as a whole in one row has parts in another.
  const names = [...found].filter((name) => whole.has(name) || !parents.has(name));
  const lines = [names, ...flat.map((row) => names.map((name) => row[name]))];
  return names.length === 0 ? '' : lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function cellsOf(row: Row, prefix: string, whole: ReadonlySet<string>): readonly (readonly [string, unknown])[] {
  return Object.entries(row).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const hasParts = typeof value === 'object' && value !== null && !Array.isArray(value) && !whole.has(name);
    return hasParts ? cellsOf(value as Row, `${name}.`, whole) : [[name, value] as const];
  });
}

/** `a.b.c` → `a`, `a.b`. */
function parentsOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function field(value: unknown): string {
  const text = textOf(value);
  // Spreadsheets take a text that begins like this for a formula, and run it.
  const harmless = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const isWords =
    Array.isArray(value) && value.every((word) => typeof word === 'string' && !word.includes(BETWEEN_WORDS));
  return isWords ? value.join(BETWEEN_WORDS) : JSON.stringify(value);
}
