import type { ImportAnswer, ImportTotals, LineViolation } from '../api/imports.ts';
import type { Sendable, SentEvent } from './import-file.ts';

/** What an import has come to, answer by answer. */

export interface LineVerdict extends SentEvent {
  readonly verdict: 'recorded' | 'unchanged' | 'replayed' | 'refused';
  readonly violations: readonly LineViolation[];
}

export interface ImportProgress {
  readonly dryRun: boolean;
  readonly totals: ImportTotals;
  /** Lines that were told one by one, in order. */
  readonly lines: readonly LineVerdict[];
  readonly ended: null | {
    /** False: it could not go on, for this reason. */
    readonly done: boolean;
    readonly reason: string | null;
    /** The line of the source to go on from; null where all of it is through. */
    readonly nextLine: number | null;
  };
}

const NOTHING: ImportTotals = { lines: 0, recorded: 0, unchanged: 0, replayed: 0, refused: 0, position: 0 };

export function begin(dryRun: boolean): ImportProgress {
  return { dryRun, totals: NOTHING, lines: [], ended: null };
}

/** Takes in an answer, in the lines and words of the source. */
export function hear(
  before: ImportProgress,
  answer: ImportAnswer,
  { events, headers }: Pick<Sendable, 'events' | 'headers'>,
): ImportProgress {
  if ('line' in answer) {
    const of = events.get(answer.line) ?? { line: answer.line, type: '', stream: '' };
    const told =
      'violations' in answer
        ? { ...of, verdict: 'refused' as const, violations: answer.violations.map((each) => inOwnWords(each, headers)) }
        : { ...of, verdict: answer.answer, violations: [] };
    return { ...before, lines: [...before.lines, told] };
  }
  const { lines, recorded, unchanged, replayed, refused, position } = answer;
  const totals = { lines, recorded, unchanged, replayed, refused, position };
  if (!('done' in answer)) return { ...before, totals };
  const { nextLine, done, reason = null } = answer;
  const goOn = nextLine === undefined ? null : (events.get(nextLine)?.line ?? nextLine);
  return { ...before, totals, ended: { done, reason, nextLine: goOn } };
}

function inOwnWords(violation: LineViolation, headers: Sendable['headers']): LineViolation {
  const own = violation.column === undefined ? undefined : headers.get(violation.column);
  return own === undefined ? violation : { ...violation, column: own };
}
