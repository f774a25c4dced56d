import { isUtf8 } from 'node:buffer';
import { type CsvError, parse } from 'csv-parse';

/** A record of a CSV file, and the line of the file on which it begins: 1, 2, 3 … */
export interface CsvRecord {
  readonly line: number;
  /** Null where a cell is not UTF-8. */
  readonly cells: readonly (string | null)[];
}

/** Where a file cannot be read any further: a quote, or a size, leaves open where its next record begins. */
export interface CsvBreak {
  readonly line: number;
  readonly broken: string;
}

/** What could be read so far of a file, in order. */
export interface CsvPart {
  readonly separator: Separator;
  readonly records: readonly (CsvRecord | CsvBreak)[];
}

/** An event of 256 KiB, spelled generously; all of one record's cells, in bytes. */
const MAX_RECORD_BYTES = 1024 * 1024;
const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];
const BOM = Buffer.from('\u{FEFF}');

/**
 * Splits bytes into records as they come in, by RFC 4180; what separates the cells is taken from the first line, and
 * any of CRLF, LF and CR ends a record. Blank lines count, and are left out.
 */
export async function* recordsOf(source: AsyncIterable<Buffer>): AsyncGenerator<CsvPart, void, void> {
  let parser: RecordParser | null = null;
  let start: Buffer = Buffer.alloc(0);
  for await (const bytes of source) {
    if (parser === null) {
      start = Buffer.concat([start, bytes]);
      const end = start.findIndex((byte) => byte === 0x0a || byte === 0x0d);
      if (end === -1 && start.length <= MAX_RECORD_BYTES) continue;
      parser = new RecordParser(separatorOf(start.subarray(0, end === -1 ? start.length : end)));
    }
    const records = await parser.take(start.length > 0 ? withoutBom(start) : bytes);
    start = Buffer.alloc(0);
    if (records.length > 0) yield { records, separator: parser.separator };
    if (parser.broken) return;
  }
  parser ??= new RecordParser(separatorOf(start));
  const records = [...(start.length > 0 ? await parser.take(withoutBom(start)) : []), ...(await parser.end())];
  if (records.length > 0) yield { records, separator: parser.separator };
}

/** The one that stands most often in the first line, whose cells are names of columns and hold none of them. */
function separatorOf(firstLine: Buffer): Separator {
  const text = firstLine.toString('latin1');
  const count = (separator: string) => text.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function withoutBom(start: Buffer): Buffer {
  return start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start;
}

class RecordParser {
  /** Bytes are read as latin1, one character each, so that a cell that is not UTF-8 can be told from one that is. */
  readonly #parser;
  #records: (CsvRecord | CsvBreak)[] = [];
  #line = 1;
  broken = false;

  readonly separator: Separator;

  constructor(separator: Separator) {
    this.separator = separator;
    this.#parser = parse({
      delimiter: separator,
      encoding: 'latin1',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: MAX_RECORD_BYTES,
      on_record: (cells: readonly string[]) => {
        this.#add(cells);
        // Nothing is queued behind the parser: it takes the next bytes when these records are settled.
        return null;
      },
    });
    // Told to who has written, too: there it comes before what is written next.
    this.#parser.on('error', () => {});
  }

  take(bytes: Buffer): Promise<readonly (CsvRecord | CsvBreak)[]> {
    return new Promise((resolve) => this.#parser.write(bytes, (error) => resolve(this.#taken(error))));
  }

  end(): Promise<readonly (CsvRecord | CsvBreak)[]> {
    return new Promise((resolve) => this.#parser.end((error?: Error | null) => resolve(this.#taken(error))));
  }

  #taken(error: Error | null | undefined): readonly (CsvRecord | CsvBreak)[] {
    const records = this.#records;
    this.#records = [];
    if (error) {
      this.broken = true;
      records.push({ line: this.#line, broken: reasonOf(error as CsvError) });
    }
    return records;
  }

  /** A line of the file ends within a cell, or with the record. */
  #add(cells: readonly string[]): void {
    const line = this.#line;
    this.#line += 1 + cells.reduce((sum, cell) => sum + lineEndsIn(cell), 0);
    const texts = cells.map(decode);
    if (texts.some((text) => text !== '')) this.#records.push({ line, cells: texts });
  }
}

function lineEndsIn(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

const BEYOND_ASCII = /[\x80-\xff]/;

function decode(latin1: string): string | null {
  if (!BEYOND_ASCII.test(latin1)) return latin1.trim();
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8').trim() : null;
}

function reasonOf({ code }: CsvError): string {
  switch (code) {
    case 'CSV_MAX_RECORD_SIZE':
      return 'the row is longer than 1 MiB; perhaps a quote in it is never closed';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    default:
      return 'a quote stands in the middle of a cell: a cell with quotes is quoted as a whole, and they are doubled in it';
  }
}
