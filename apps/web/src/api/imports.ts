import { linesOf } from './ndjson.ts';
import { send, type Violation } from './request.ts';

/** Events of a file: tried out, or recorded; the server answers line by line while it reads. */

export interface ImportTotals {
  readonly lines: number;
  /** In a dry run: would be. */
  readonly recorded: number;
  readonly unchanged: number;
  /** Recorded by an earlier import with the same keys. */
  readonly replayed: number;
  readonly refused: number;
  readonly position: number;
}

/** `line`: on which the event begins in what was sent, from 1. */
export type ImportAnswer =
  | { readonly line: number; readonly violations: readonly LineViolation[] }
  | { readonly line: number; readonly answer: 'recorded' | 'unchanged' | 'replayed'; readonly stream?: string }
  | (ImportTotals & { readonly progress: true })
  /** `nextLine`: from which to go on, where the import did not come to the end; `reason`: why it could not. */
  | (ImportTotals & { readonly done: boolean; readonly nextLine?: number; readonly reason?: string });

export interface LineViolation extends Violation {
  /** In a table: the name of the column that it comes from. */
  readonly column?: string;
}

interface ImportCall {
  readonly text: string;
  readonly type: 'application/x-ndjson' | 'text/csv';
  readonly dryRun: boolean;
  readonly onError?: 'stop' | 'skip';
  readonly signal: AbortSignal;
}

/** @throws {Problem} where the import as a whole is refused */
export async function* importFile(
  book: string,
  { text, type, dryRun, onError, signal }: ImportCall,
): AsyncGenerator<ImportAnswer> {
  const options = new URLSearchParams({ dryRun: String(dryRun), ...(onError ? { onError } : {}) });
  const headers = { 'content-type': type, accept: 'application/x-ndjson' };
  const answer = await send(`/api/books/${book}/imports?${options}`, { method: 'POST', headers, body: text, signal });
  if (answer.body) yield* linesOf<ImportAnswer>(answer.body);
}
