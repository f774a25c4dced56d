import { canonicalBody, NO_HASH } from '@offtake/event-store/chain';
import type { RestoredEvent } from '@offtake/event-store/restore';
import { violationsOf } from '@offtake/http-edge/validation';
import { z } from 'zod';
import { bookName } from '../books/book-name.ts';
import { bookPath } from '../books/book-path.ts';
import { type Line, linesOf } from '../imports/lines.ts';

/** A line that an exported book does not have there. */
export class BrokenExport extends Error {
  override readonly name = 'BrokenExport';

  constructor(
    readonly line: number,
    readonly rule: string,
    /** In the line. */
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

const hash = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits in lower case');
const place = { position: z.int().min(0), hash };
/** The first line. A program that writes another form says another number. */
const headSchema = z.strictObject({
  export: z.literal('book'),
  form: z.literal(1),
  book: bookPath,
  name: bookName,
  ...place,
});
const eventSchema = z.strictObject({
  position: z.int(),
  stream: z.string().regex(/^(deal|party)\/[a-z0-9][a-z0-9-]{0,63}$/, 'deal/ or party/ and a slug'),
  version: z.int(),
  event: z.string(),
  type: z.string(),
  recordedAt: z.string(),
  body: z.record(z.string(), z.unknown()),
  hash,
});
/** The last line: what has none was cut off. */
const endSchema = z.strictObject({ complete: z.literal(true), ...place });

export type Head = z.infer<typeof headSchema>;
export interface ExportedEvent extends RestoredEvent {
  readonly line: number;
  readonly prevHash: string;
}

/** Events that are taken together: at most so many, or so many bytes. */
const PAGE = 250;
const PAGE_BYTES = 2 * 1024 * 1024;

/** An exported book as it comes in, line by line: its head, then its events. */
export class ExportedBook {
  readonly #lines: AsyncGenerator<Line, void, void>;
  #line = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#lines = eachLine(source);
  }

  /** The first line. @throws {BrokenExport} */
  async head(): Promise<Head> {
    const first = await this.#next();
    if (first === null) throw new BrokenExport(1, 'incomplete', '', 'there is no line');
    return parse(this.#line, headSchema, first);
  }

  /**
   * The events, a page at a time. Whether their places, times and hashes follow from one another is not looked at here.
   * @throws {BrokenExport} also where the end does not say that this was all
   */
  async *events({ book, ...head }: Head): AsyncGenerator<readonly ExportedEvent[], void, void> {
    let page: ExportedEvent[] = [];
    let bytes = 0;
    let [events, last] = [0, NO_HASH];
    for (;;) {
      const line = await this.#next();
      if (line === null) throw new BrokenExport(this.#line + 1, 'incomplete', '', 'the last line is missing');
      if ('complete' in line) {
        if (page.length > 0) yield page;
        const end = parse(this.#line, endSchema, line);
        this.#check('/position', [head.position, end.position, events]);
        this.#check('/hash', [head.hash, end.hash, last]);
        break;
      }
      const { event: id, body: said, ...rest } = parse(this.#line, eventSchema, line);
      const body = this.#canonical(said);
      page.push({ line: this.#line, book, id, body, prevHash: last, ...rest });
      events += 1;
      last = rest.hash;
      bytes += body.length;
      if (page.length < PAGE && bytes < PAGE_BYTES) continue;
      yield page;
      page = [];
      bytes = 0;
    }
    if ((await this.#next()) !== null) throw new BrokenExport(this.#line, 'after-the-end', '', 'the end was before');
  }

  #check(path: string, values: readonly (number | string)[]): void {
    if (new Set(values).size === 1) return;
    const [first, end, found] = values;
    const message = `the first line says ${first}, the last ${end}, and the events come to ${found}`;
    throw new BrokenExport(this.#line, 'incomplete', path, message);
  }

  async #next(): Promise<Record<string, unknown> | null> {
    const next = await this.#lines.next();
    if (next.done) return null;
    const { number, text } = next.value;
    this.#line = number;
    if (text === null) throw new BrokenExport(number, 'malformed', '', 'the line is not UTF-8, or longer than 1 MiB');
    try {
      const json: unknown = JSON.parse(text);
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
    } catch (error) {
      throw new BrokenExport(number, 'malformed', '', `not JSON: ${(error as Error).message}`);
    }
    throw new BrokenExport(number, 'malformed', '', 'a line is a JSON object');
  }

  /** The text that was hashed. */
  #canonical(body: object): string {
    try {
      return canonicalBody(body);
    } catch (error) {
      throw new BrokenExport(this.#line, 'malformed', '/body', (error as Error).message);
    }
  }
}

async function* eachLine(source: AsyncIterable<Buffer>): AsyncGenerator<Line, void, void> {
  for await (const lines of linesOf(source)) yield* lines;
}

function parse<T>(line: number, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = violationsOf(parsed.error.issues);
  throw new BrokenExport(line, first?.rule ?? 'schema', first?.path ?? '', first?.message ?? 'it does not fit');
}
