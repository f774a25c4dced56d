/**
 * Rows for a spreadsheet: what has parts becomes a column for each of them (`headline.stated`); lists stay as they are.
 */
export function asColumns(rows: readonly object[]): readonly object[] {
  const flat = rows.map((row) => Object.fromEntries(columnsOf(row, '')));
  const parents = new Set(flat.flatMap((row) => Object.keys(row).flatMap(parentsOf)));
  // A part that is missing in one row is a null there, and columns in the others.
  return flat.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !parents.has(column))));
}

function columnsOf(value: object, prefix: string): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const isPart = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isPart ? columnsOf(part, `${prefix}${key}.`) : [[`${prefix}${key}`, part] as const];
  });
}

/** `a.b.c` → `a`, `a.b`. */
function parentsOf(column: string): readonly string[] {
  const parts = column.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}
