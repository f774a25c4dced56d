import type { Violation } from '@offtake/http-edge/problem';
import type { Answer } from '../decider/answer.ts';

/** What an import has come to so far. `recorded`, in a dry run: would be. */
export interface Totals {
  lines: number;
  recorded: number;
  /** Nothing new, or recorded by an earlier import with the same keys. */
  unchanged: number;
  replayed: number;
  refused: number;
  /** The book's newest position that the import knows of. */
  position: number;
}

/** Lines that are told one by one, refused ones and, in a dry run, the others too; the rest are counted. */
const MAX_TOLD = 1_000;
const PROGRESS_EVERY_MS = 1_000;

/** The lines that an import answers. Their number is limited, so they are never waited for. */
export class Report {
  readonly totals: Totals;
  /** The line after the last that is settled. */
  nextLine = 1;
  readonly #write: (line: string) => void;
  #progressAt = Date.now() + PROGRESS_EVERY_MS;

  constructor(position: number, write: (line: string) => void) {
    this.totals = { lines: 0, recorded: 0, unchanged: 0, replayed: 0, refused: 0, position };
    this.#write = write;
  }

  settled(line: number): void {
    this.nextLine = line + 1;
    this.totals.lines += 1;
  }

  refused(line: number, violations: readonly Violation[]): void {
    this.totals.refused += 1;
    if (this.totals.refused <= MAX_TOLD) this.#tell({ line, violations });
  }

  /** What the line of a dry run would come to: `recorded` (as which version of which stream), `unchanged`, `replayed`. */
  wouldBe(line: number, answer: Answer): void {
    if (this.totals.lines - this.totals.refused > MAX_TOLD) return;
    if (answer.answer !== 'recorded' && answer.answer !== 'unchanged') return;
    const place = answer.answer === 'recorded' ? { stream: answer.stream, version: answer.version } : {};
    this.#tell({ line, answer: answer.again ? 'replayed' : answer.answer, ...place });
  }

  /** At most once a second. */
  progress(): void {
    if (Date.now() < this.#progressAt) return;
    this.#progressAt = Date.now() + PROGRESS_EVERY_MS;
    this.#tell({ progress: true, ...this.totals });
  }

  done(more: { readonly nextLine?: number; readonly dryRun?: true }): void {
    this.#tell({ done: true, ...this.totals, ...more });
  }

  /** The import could not go on: send again from `nextLine`, or all of it where the lines have keys. */
  failed(reason: string): void {
    this.#tell({ done: false, ...this.totals, nextLine: this.nextLine, reason });
  }

  #tell(line: object): void {
    this.#write(`${JSON.stringify(line)}\n`);
  }
}
