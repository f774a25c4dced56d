import { eventShapes, type Shape } from './cell-shapes.ts';
import { spreadsheetForm, valueOf } from './cell-value.ts';
import { type Column, type CsvViolation, columnsOf, nameOf, pointerOf, shapeAt } from './csv-columns.ts';
import { type CsvBreak, type CsvRecord, recordsOf } from './csv-records.ts';
import { EventAssembly } from './event-assembly.ts';
import { type ImportLine, readFields } from './import-line.ts';

/**
 * The events of a CSV file: its first line names the columns, each row after it is an event. What is wrong names the
 * column that it comes from. After a first line that does not fit, or a break, there are no more.
 */
export async function* csvLines(source: AsyncIterable<Buffer>): AsyncGenerator<readonly ImportLine[], void, void> {
  let table: Table | null = null;
  for await (const { records, separator } of recordsOf(source)) {
    const lines: ImportLine[] = [];
    for (const record of records) {
      if ('broken' in record) {
        yield [...lines, breakOf(record)];
        return;
      }
      if (table !== null) {
        lines.push(table.lineOf(record));
        continue;
      }
      const named = columnsOf(record.cells, SHAPES);
      if ('violations' in named) {
        yield [{ number: record.line, violations: named.violations, end: 'the first line does not name its columns' }];
        return;
      }
      table = new Table(named.columns, separator === ';');
    }
    if (lines.length > 0) yield lines;
  }
}

const SHAPES = eventShapes();

function breakOf({ line, broken }: CsvBreak): ImportLine {
  const violations = [{ rule: 'malformed', path: '', message: broken }];
  return { number: line, violations, end: `what comes after line ${line} cannot be told apart` };
}

/** The rows below a first line. */
class Table {
  readonly #columns: readonly (Column | null)[];
  readonly #decimalComma: boolean;
  /** For each type of event, the shape of each column. */
  readonly #shapes = new Map<string, readonly (Shape | null)[]>();
  readonly #typeAt: number;

  /** @param decimalComma the file comes from a place where decimals have one */
  constructor(columns: readonly (Column | null)[], decimalComma: boolean) {
    this.#columns = columns;
    this.#decimalComma = decimalComma;
    this.#typeAt = columns.findIndex((column) => column?.name === 'type');
  }

  lineOf({ line: number, cells }: CsvRecord): ImportLine {
    const row = this.#fieldsOf(cells);
    const explain = (violation: CsvViolation) => this.#explain(violation, cells);
    if ('violations' in row) return { number, violations: row.violations };
    // An event whose data are all left out has data without fields.
    const line = readFields(number, { data: {}, ...row.fields });
    return 'violations' in line ? { number, violations: line.violations.map(explain) } : { ...line, explain };
  }

  /** The event as NDJSON would have it. */
  #fieldsOf(
    cells: readonly (string | null)[],
  ): { readonly fields: Record<string, unknown> } | { readonly violations: readonly CsvViolation[] } {
    const shapes = this.#shapesOf(cells[this.#typeAt] ?? '');
    const event = new EventAssembly();
    const violations: CsvViolation[] = [];
    cells.forEach((text, i) => {
      if (text === '') return;
      const column = this.#columns[i];
      if (!column) {
        const message = `the row has ${cells.length} cells, and cell ${i + 1} has no column: a text with the separator in it wants quotes`;
        violations.push({ rule: 'malformed', path: '', message });
        return;
      }
      const { name, place } = column;
      const at = { path: pointerOf(place), column: name };
      if (text === null) {
        violations.push({ rule: 'malformed', ...at, message: 'not UTF-8: save the file as "CSV UTF-8"' });
        return;
      }
      const cell = valueOf(text, shapes[i] ?? null, this.#decimalComma);
      if (!('value' in cell)) violations.push({ ...cell, ...at });
      else if (!event.put(place, cell.value)) {
        const message = `${name} is filled in twice: by itself, and by columns of its parts`;
        violations.push({ rule: 'filled-twice', ...at, message });
      }
    });
    for (const place of event.holes()) {
      const message = `${nameOf(place)} is left out, and one after it in the list is filled in`;
      violations.push({ rule: 'malformed', path: pointerOf(place), column: nameOf(place), message });
    }
    return violations.length > 0 ? { violations } : { fields: event.fields };
  }

  #shapesOf(type: string): readonly (Shape | null)[] {
    const shape = SHAPES.ofType.get(type) ?? SHAPES.ofAny;
    const key = SHAPES.ofType.has(type) ? type : '';
    const known = this.#shapes.get(key) ?? this.#columns.map((column) => column && shapeAt(shape, column.place));
    this.#shapes.set(key, known);
    return known;
  }

  /** Says which column a violation comes from, and where a spreadsheet has written what is wrong there. */
  #explain(violation: CsvViolation, cells: readonly (string | null)[]): CsvViolation {
    const { rule, path } = violation;
    if (path === '') return violation;
    const i = this.#columnAt(path, cells);
    const column = this.#columns[i];
    const shape = this.#shapesOf(cells[this.#typeAt] ?? '')[i];
    if (!column) return { ...violation, column: nameOf(path.split('/').slice(1)) };
    const form = shape && rule === 'schema' ? spreadsheetForm(cells[i] ?? '', shape) : null;
    return { ...violation, ...form, column: column.name };
  }

  /** The column of a place (a quantity's is its value's), else the one whose cell holds it, else its first part's; or -1. */
  #columnAt(path: string, cells: readonly (string | null)[]): number {
    const paths = this.#columns.map((column) => column && pointerOf(column.place));
    const exactly = paths.findIndex((other) => other === path || other === `${path}/value`);
    if (exactly !== -1) return exactly;
    const around = paths.findIndex((other, i) => other && path.startsWith(`${other}/`) && (cells[i] ?? '') !== '');
    if (around !== -1) return around;
    return paths.findIndex((other, i) => other?.startsWith(`${path}/`) && (cells[i] ?? '') !== '');
  }
}
