import { printRecord, readDelimited, type Separator, type TextRecord } from './delimited-text.ts';
import { guessPlace } from './import-places.ts';

/** A text that somebody wants to import: what it is, and what is sent of it. */

export type ImportText =
  | { readonly is: 'events'; readonly lines: readonly { readonly line: number; readonly text: string }[] }
  | {
      readonly is: 'table';
      readonly separator: Separator;
      readonly headers: readonly string[];
      readonly rows: readonly TextRecord[];
      readonly brokenAt: number | null;
    };

/** Lines of JSON, or else a table whose first row names the columns. Null: nothing is there yet. */
export function readImport(text: string): ImportText | null {
  const start = text.trimStart();
  if (start === '') return null;
  if (start.startsWith('{')) {
    const lines = text.split(/\r\n|\n|\r/).map((each, i) => ({ line: i + 1, text: each }));
    return { is: 'events', lines: lines.filter((each) => each.text.trim() !== '') };
  }
  const { separator, records, brokenAt } = readDelimited(text);
  const [first, ...rows] = records;
  return { is: 'table', separator, headers: first?.cells ?? [], rows, brokenAt };
}

/** How a table is read: which column is what, and what is the same for all rows. */
export interface Reading {
  /** The type of all rows; '' where a column says it. */
  readonly type: string;
  /** By column, where its cells belong; '' = it is left out. Only what differs from what its name says. */
  readonly columns: Readonly<Record<number, string>>;
  readonly same: Readonly<Record<string, string>>;
}

export const PLAIN_READING: Reading = { type: '', columns: {}, same: {} };

/** By column, its place; null where the name was not understood, '' where it is left out. */
export function columnPlaces(
  headers: readonly string[],
  { type, columns }: Reading,
  labelOf: (field: string) => string,
): readonly (string | null)[] {
  const taken = new Set<string>();
  return headers.map((header, i) => {
    const place = columns[i] ?? (header === '' ? '' : guessPlace(header, type, labelOf));
    if (place === null || place === '') return place;
    // Two columns for one place: the second is asked about.
    if (taken.has(place)) return null;
    taken.add(place);
    return place;
  });
}

/** What is sent: its text, and for each of its lines that begins an event, the line and the words of the source. */
export interface Sendable {
  readonly type: 'application/x-ndjson' | 'text/csv';
  readonly text: string;
  readonly events: ReadonlyMap<number, SentEvent>;
  /** By the name that a column is sent under, the name that its author gave it. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface SentEvent {
  /** In the text that was given. */
  readonly line: number;
  readonly type: string;
  readonly stream: string;
}

/** The same event gets the same key whenever its file is sent: nothing is recorded twice. */
export type KeyOf = (content: string) => Promise<string>;

export async function sendable(
  given: ImportText,
  places: readonly (string | null)[],
  { type, same }: Reading,
  keyOf: KeyOf,
): Promise<Sendable> {
  return given.is === 'events'
    ? eventsToSend(given.lines, keyOf)
    : tableToSend(given, places, { ...same, ...(type ? { type } : {}) }, keyOf);
}

async function eventsToSend(lines: Extract<ImportText, { is: 'events' }>['lines'], keyOf: KeyOf): Promise<Sendable> {
  const events = new Map<number, SentEvent>();
  const sent: string[] = [];
  for (const { line, text } of lines) {
    const event = parsed(text);
    const { type = '', deal, party, idempotencyKey } = event ?? {};
    const stream = typeof deal === 'string' ? `deal/${deal}` : typeof party === 'string' ? `party/${party}` : '';
    sent.push(event && !idempotencyKey ? JSON.stringify({ ...event, idempotencyKey: await keyOf(text) }) : text);
    events.set(sent.length, { line, type: String(type), stream });
  }
  return { type: 'application/x-ndjson', text: `${sent.join('\n')}\n`, events, headers: new Map() };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // The server says what is wrong with it, and where.
    return null;
  }
}

async function tableToSend(
  { headers, rows, separator }: Extract<ImportText, { is: 'table' }>,
  places: readonly (string | null)[],
  same: Readonly<Record<string, string>>,
  keyOf: KeyOf,
): Promise<Sendable> {
  const used = headers.flatMap((_, i) => (places[i] ? [i] : []));
  const fixed = Object.entries(same).filter(([place, value]) => value !== '' && !places.includes(place));
  const hasKey = places.includes('idempotencyKey');
  const names = [...used.map((i) => places[i] as string), ...fixed.map(([place]) => place)];
  const events = new Map<number, SentEvent>();
  const sent = [printRecord([...names, ...(hasKey ? [] : ['idempotencyKey'])], separator)];
  let line = 2;
  for (const row of rows) {
    const beyond = row.cells.slice(headers.length).filter((cell) => cell !== '');
    const cells = [...used.map((i) => row.cells[i] ?? ''), ...fixed.map(([, value]) => value)];
    const at = (place: string) => cells[names.indexOf(place)] ?? '';
    const key = hasKey ? [] : [await keyOf(JSON.stringify([names, cells]))];
    // A cell without a column is sent along, so that it is refused and not lost.
    const text = printRecord([...cells, ...key, ...beyond], separator);
    const stream = at('deal') ? `deal/${at('deal')}` : at('party') ? `party/${at('party')}` : '';
    events.set(line, { line: row.line, type: at('type'), stream });
    line += text.split('\n').length;
    sent.push(text);
  }
  const own = new Map(used.map((i) => [places[i] as string, headers[i] as string]));
  return { type: 'text/csv', text: `${sent.join('\n')}\n`, events, headers: own };
}
