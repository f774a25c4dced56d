import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Command } from '@offtake/deals/command';
import { StoreUnavailable } from '@offtake/event-store/failure';
import type { EventStore } from '@offtake/event-store/store';
import type { Violation } from '@offtake/http-edge/problem';
import { v7 as uuidv7 } from 'uuid';
import type { Answer } from '../decider/answer.ts';
import type { BookState } from '../decider/book-state.ts';
import type { Decider, Group } from '../decider/decider.ts';
import { draft, type Request } from '../decider/draft.ts';
import type { Origin } from '../decider/event-body.ts';
import { idempotencyOf } from '../decider/idempotency.ts';
import { type ImportLine, readLine } from './import-line.ts';
import { type Line, linesOf } from './lines.ts';
import type { Report } from './report.ts';

export interface Import {
  readonly store: EventStore;
  readonly decider: Decider;
  readonly book: string;
  readonly origin: Origin;
  readonly onError: 'stop' | 'skip';
  readonly dryRun: boolean;
  readonly source: AsyncIterable<Buffer>;
  readonly report: Report;
  /** Aborted when nobody waits for the answer any more, or this process stops: the chunk under way is the last. */
  readonly over: AbortSignal;
}

/** Lines that are decided together: none of the next is read before they are. */
const CHUNK = 250;

type CommandLine = Extract<ImportLine, { readonly command: Command }>;
/** What became of a line. */
type Settled = { readonly number: number; readonly violations: readonly Violation[] } | AnsweredLine;
type AnsweredLine = { readonly number: number; readonly answer: Answer };

/**
 * Records the events of a stream of NDJSON, in order, and reports as it goes.
 * @throws what is a defect, or an error of the source; both are reported before
 */
export async function runImport(task: Import): Promise<void> {
  const { report, dryRun, decider } = task;
  try {
    if (!dryRun) return await readAll(task, (lines) => record(task, lines), {});
    await decider.withState(async (state) => {
      report.totals.position = state.position;
      const overlay = state.fork();
      await readAll(task, (lines) => tryOut(task, overlay, lines), { dryRun: true });
    });
  } catch (error) {
    const unavailable = error instanceof StoreUnavailable;
    report.failed(unavailable ? error.message : 'an error on this side');
    if (!unavailable) throw error;
  }
}

async function readAll(
  { source, report, onError, over }: Import,
  settle: (lines: readonly ImportLine[]) => Promise<readonly Settled[]>,
  last: { readonly dryRun?: true },
): Promise<void> {
  for await (const lines of linesOf(until(over, source))) {
    for (const chunk of chunksOf(lines)) {
      if (over.aborted) break;
      for (const settled of await settle(chunk.map(readLine))) {
        const refused = 'violations' in settled ? settled.violations : count(settled.answer, report);
        if (refused === 'not decided') return report.failed(reasonOf(settled));
        report.settled(settled.number);
        if (refused === null) continue;
        report.refused(settled.number, refused);
        if (onError === 'stop') return report.done({ ...last, nextLine: settled.number });
      }
      report.progress();
      await nextTurn();
    }
  }
  if (over.aborted) report.failed('this service is being stopped');
  else report.done(last);
}

/** What the source gives until it is over, without ending the source: its sender is still to be answered. */
async function* until(over: AbortSignal, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = source[Symbol.asyncIterator]();
  const ended = new Promise<{ readonly done: true }>((resolve) => {
    if (over.aborted) resolve({ done: true });
    over.addEventListener('abort', () => resolve({ done: true }));
  });
  try {
    for (;;) {
      const next = await Promise.race([bytes.next(), ended]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Lets go of the source, without waiting for what it may never give.
    void bytes.return?.();
  }
}

function* chunksOf(lines: readonly Line[]): Generator<readonly Line[]> {
  for (let from = 0; from < lines.length; from += CHUNK) yield lines.slice(from, from + CHUNK);
}

/** Up to where the import may stop, so that nothing after a malformed line is recorded then. */
function decidable(lines: readonly ImportLine[], onError: 'stop' | 'skip'): readonly ImportLine[] {
  const malformed = onError === 'stop' ? lines.findIndex((line) => 'violations' in line) : -1;
  return malformed === -1 ? lines : lines.slice(0, malformed + 1);
}

async function record(task: Import, all: readonly ImportLine[]): Promise<readonly Settled[]> {
  const { store, book, decider, origin, onError } = task;
  const lines = decidable(all, onError);
  const keys = lines.flatMap((line) => ('key' in line && line.key !== null ? [line.key] : []));
  const kept = keys.length === 0 ? new Map() : await store.kept(book, origin.actor, keys);
  const group: Group = { onError, stopped: false };
  return Promise.all(
    lines.map(async (line) => {
      if ('violations' in line) return line;
      const request = { ...requestOf(line, origin), kept: line.key !== null && kept.has(line.key) };
      return { number: line.number, answer: await decider.submit(request, group) };
    }),
  );
}

/** Decides on an overlay that nobody else sees, and writes nothing. */
async function tryOut(task: Import, overlay: BookState, all: readonly ImportLine[]): Promise<readonly Settled[]> {
  const { store, book, origin, onError } = task;
  const lines = decidable(all, onError);
  const keys = lines.flatMap((line) => ('key' in line && line.key !== null ? [line.key] : []));
  const kept = keys.length === 0 ? new Map() : await store.kept(book, origin.actor, keys);
  return lines.map((line) => {
    if ('violations' in line) return line;
    const { number, key } = line;
    if (key !== null && kept.has(key)) return { number, answer: { answer: 'unchanged', position: 0, again: true } };
    return { number, answer: tried(overlay, requestOf(line, origin), task.report.totals.position) };
  });
}

/** @param position the dry run's own: what it decides has none */
function tried(overlay: BookState, request: Request, position: number): Answer {
  const drafted = draft(overlay, request, uuidv7());
  if (drafted === 'too large') return { answer: 'too large' };
  switch (drafted.meaning.means) {
    case 'record': {
      const { stream, event } = drafted.meaning;
      const version = drafted.entry.expectedVersion + 1;
      return { answer: 'recorded', position, stream, version, event, recordedAt: '', again: false };
    }
    case 'refused':
      return { answer: 'refused', refusal: drafted.meaning.refusal, position };
    default:
      return { answer: 'unchanged', position, again: false };
  }
}

function requestOf({ command, key }: CommandLine, origin: Origin): Request {
  return { ...origin, command, ifMatch: null, idempotency: idempotencyOf(origin.actor, key, command, 'book') };
}

/** Counts what is accepted; answers what is wrong with a line that is not. */
function count(answer: Answer, { totals }: Report): readonly Violation[] | null | 'not decided' {
  switch (answer.answer) {
    case 'recorded':
    case 'unchanged':
      if (answer.again) totals.replayed += 1;
      else totals[answer.answer] += 1;
      totals.position = Math.max(totals.position, answer.position);
      return null;
    case 'refused':
      return [answer.refusal];
    case 'key reused':
      return [{ rule: 'key-reused', path: '/idempotencyKey', message: 'this key stands for another event already' }];
    case 'too large':
      return [{ rule: 'too-large', path: '', message: 'an event has at most 256 KiB' }];
    case 'version mismatch':
    case 'left out':
    case 'unavailable':
      return 'not decided';
  }
}

function reasonOf(settled: Settled): string {
  return 'answer' in settled && settled.answer.answer === 'unavailable' ? settled.answer.reason : 'it was not decided';
}
