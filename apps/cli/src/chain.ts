import { createHash } from 'node:crypto';

/**
 * The hash chain of a book, followed from its export alone. Nothing here is taken from the system that made the export,
 * so that a fault there cannot hide itself:
 * hash = sha256(previous hash ‖ "book\nposition\nstream\nversion\nid\ntype\nrecordedAt\nbody"), 32 zero bytes at first.
 */

/** Something that does not fit, at the first position where that shows. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
  readonly position: number;

  constructor(position: number, reason: string) {
    super(reason);
    this.position = position;
  }
}

export interface Head {
  readonly book: string;
  readonly position: number;
  /** Lower hex, 64 digits. */
  readonly hash: string;
}

export interface Link {
  readonly position: number;
  readonly hash: string;
}

export const NO_HASH = '0'.repeat(64);
const BODY = ',"body":';
const HASH = /,"hash":"([0-9a-f]{64})"\}$/;
const HASH_LENGTH = ',"hash":""}'.length + NO_HASH.length;

/** The first line. @throws {Misfit} */
export async function headOf(lines: AsyncIterator<string>): Promise<Head> {
  const { value } = await lines.next();
  const head = parse(value ?? '');
  const { export: kind, form, book, position, hash } = head ?? {};
  if (kind !== 'book' || form !== 1 || typeof book !== 'string' || typeof hash !== 'string' || !isPosition(position)) {
    throw new Misfit(0, 'the first line is not that of an exported book of form 1');
  }
  return { book, position, hash };
}

/**
 * The events of a book as far as each follows from the one before it.
 * @throws {Misfit} at the first that does not, and where the end is not that of the head
 */
export async function* follow(head: Head, lines: AsyncIterator<string>): AsyncGenerator<Link, void, void> {
  let last = { position: 0, hash: NO_HASH, recordedAt: '' };
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) throw new Misfit(last.position + 1, 'the text ends here, and its last line is missing');
    const end = line.startsWith('{"complete"') ? parse(line) : null;
    if (end !== null) {
      checkEnd(head, last, end);
      return;
    }
    if (last.position === head.position) throw new Misfit(last.position + 1, 'the head of the book ends before it');
    last = next(head.book, last, line);
    yield last;
  }
}

function next(
  book: string,
  last: Link & { readonly recordedAt: string },
  line: string,
): Link & { readonly recordedAt: string } {
  const due = last.position + 1;
  const at = line.indexOf(BODY);
  const hash = HASH.exec(line)?.[1];
  const event = parse(`${line.slice(0, at)}}`);
  if (at < 0 || hash === undefined || event === null) throw new Misfit(due, 'its line cannot be read as an event');
  const { position, stream, version, event: id, type, recordedAt } = event;
  if (position !== due) throw new Misfit(due, 'there is no such event');
  // As it stands: what was hashed is the text, not what it means.
  const body = line.slice(at + BODY.length, -HASH_LENGTH);
  const text = [book, position, stream, version, id, type, recordedAt, body].join('\n');
  const follows = createHash('sha256').update(last.hash, 'hex').update(text, 'utf8').digest('hex');
  if (follows !== hash) throw new Misfit(due, 'its hash does not follow from what it says and the hash before it');
  if (String(recordedAt) < last.recordedAt) throw new Misfit(due, 'it was recorded before the event before it');
  return { position: due, hash, recordedAt: String(recordedAt) };
}

function checkEnd(head: Head, last: Link, end: Readonly<Record<string, unknown>>): void {
  if (last.position < head.position) throw new Misfit(last.position + 1, 'there is no such event');
  if (last.hash !== head.hash) throw new Misfit(last.position, 'its hash is not that of the head of the book');
  if (end['position'] !== head.position || end['hash'] !== head.hash) {
    throw new Misfit(last.position, 'the last line and the first one say different ends');
  }
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
