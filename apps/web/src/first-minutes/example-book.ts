import exampleFile from '../../../../examples/ai-compute.ndjson?url';
import { linesOf } from '../api/ndjson.ts';
import { Problem, request, send } from '../api/request.ts';
import type { BookRow } from '../api/shapes.ts';

/** The example book: its events lie beside the client, and are recorded as whoever imports a file records them. */

export const EXAMPLE = { book: 'ai-compute', name: 'AI compute' } as const;

/** Events. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** A line of an import's answer, as far as it is read here. */
interface ImportLine {
  readonly lines?: number;
  readonly position?: number;
  readonly line?: number;
  readonly violations?: readonly { readonly message: string }[];
  readonly done?: boolean;
  readonly reason?: string;
}

/** Creates the book of the example; one that exists already is taken as it is. */
export async function createExampleBook(): Promise<string> {
  try {
    await request('/api/books', { method: 'POST', body: EXAMPLE });
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.status !== 409) throw failure;
  }
  return EXAMPLE.book;
}

/**
 * Records the example in a book, and resolves to the position that it then has. Each line has its own idempotency key:
 * after an attempt that was cut off nothing comes twice.
 * @throws Problem, or Error where a line is refused: nothing after it is recorded then
 */
export async function recordExample(book: string, tell: (progress: Progress) => void): Promise<number> {
  const file = await (await send(exampleFile, { headers: { accept: '*/*' } })).text();
  const total = file.trim().split('\n').length;
  tell({ done: 0, total });
  const headers = { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' };
  const answer = await send(`/api/books/${book}/imports`, { method: 'POST', headers, body: file });
  let position = 0;
  if (answer.body) {
    for await (const line of linesOf<ImportLine>(answer.body)) {
      if (line.violations) throw new Error(line.violations.map(({ message }) => message).join(' '));
      if (line.done === false) throw new Error(line.reason ?? '');
      position = line.position ?? position;
      tell({ done: line.lines ?? 0, total });
    }
  }
  return position;
}

const LOOK_EVERY_MS = 250;
/** The reading side is told of a new book once a second. */
const LOOK_FOR_MS = 15_000;

/** Resolves when the reading side shows the book up to a position, or has not for long: then the screens say so themselves. */
export async function untilShown(
  book: string,
  position: number,
  ask: () => Promise<readonly BookRow[]>,
): Promise<void> {
  for (const until = Date.now() + LOOK_FOR_MS; Date.now() < until; ) {
    const shown = (await ask()).find((each) => each.book === book);
    if (shown && shown.checkpoint >= position) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
