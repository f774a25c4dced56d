import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Command } from '@offtake/deals/command';
import type { EventStore } from '@offtake/event-store/store';
import type { Violation } from '@offtake/http-edge/problem';
import type { Answer } from '../decider/answer.ts';
import type { Group } from '../decider/batch.ts';
import type { BookState } from '../decider/book-state.ts';
import { type Decider, reasonNotToDecide } from '../decider/decider.ts';
import { draft, type Request } from '../decider/draft.ts';
import type { Origin } from '../decider/event-body.ts';
import { eventId } from '../decider/event-id.ts';
import { idempotencyOf } from '../decider/idempotency.ts';
import { FileKeys } from './file-keys.ts';
import type { ImportLine, ReadLines } from './import-line.ts';
import type { Report } from './report.ts';

export interface Import {
  readonly store: EventStore;
  readonly decider: Decider;
  readonly book: string;
  readonly origin: Origin;
  readonly onError: 'stop' | 'skip';
  readonly dryRun: boolean;
  readonly source: AsyncIterable<Buffer>;
  /** What the file is made of. */
  readonly read: ReadLines;
  readonly report: Report;
  /** Aborted when nobody waits for the answer any more, or this process stops: the chunk under way is the last. */
  readonly over: AbortSignal;
}

/** Lines that are decided together: none of the next is read before they are. */
const CHUNK = 250;

type CommandLine = Extract<ImportLine, { readonly command: Command }>;
/** What became of a line; without an answer where it is no command. */
interface Settled {
  readonly line: ImportLine;
  readonly answer: Answer | null;
}

/**
 * Records the events of a file, in order, and reports as it goes.
 * @throws what is a defect, or an error of the source; both are reported before
 */
export async function runImport(task: Import): Promise<void> {
  const { report, dryRun, decider } = task;
  try {
    if (!dryRun) return await readAll(task, (lines) => record(task, lines), {});
    await decider.withState(async (state) => {
      report.totals.position = state.position;
      const overlay = state.fork();
      const keys = new FileKeys(task.store, task.book, task.origin.actor);
      await readAll(task, (lines) => tryOut(task, overlay, keys, lines), { dryRun: true });
    });
  } catch (error) {
    const reason = reasonNotToDecide(error);
    report.failed(reason ?? 'an error on this side');
    if (reason === null) throw error;
  }
}

async function readAll(
  { source, read, report, onError, over }: Import,
  settle: (lines: readonly ImportLine[]) => Promise<readonly Settled[]>,
  last: { readonly dryRun?: true },
): Promise<void> {
  for await (const lines of read(until(over, source))) {
    for (const chunk of chunksOf(lines)) {
      if (over.aborted) break;
      for (const { line, answer } of await settle(chunk)) {
        const refused = answer === null ? violationsOf(line) : count(answer, report);
        if (refused === 'not decided') return report.failed(reasonOf(answer));
        report.settled(line.number);
        if (refused === null) {
          if (last.dryRun && answer !== null) report.wouldBe(line.number, answer);
          continue;
        }
        report.refused(line.number, 'explain' in line ? refused.map(line.explain) : refused);
        if ('end' in line) return report.failed(line.end);
        if (onError === 'stop') return report.done({ ...last, nextLine: line.number });
      }
      report.progress();
      await nextTurn();
    }
  }
  if (over.aborted) report.failed('this service is being stopped');
  else report.done(last);
}

function violationsOf(line: ImportLine): readonly Violation[] {
  return 'violations' in line ? line.violations : [];
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

function* chunksOf(lines: readonly ImportLine[]): Generator<readonly ImportLine[]> {
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
      if ('violations' in line) return { line, answer: null };
      const request = { ...requestOf(line, origin), kept: line.key !== null && kept.has(line.key) };
      return { line, answer: await decider.submit(request, group) };
    }),
  );
}

/** Decides on an overlay that nobody else sees, and writes nothing. */
async function tryOut(
  { origin, onError, report }: Import,
  overlay: BookState,
  keys: FileKeys,
  all: readonly ImportLine[],
): Promise<readonly Settled[]> {
  const lines = decidable(all, onError);
  const requests = lines.map((line) => ('violations' in line ? null : requestOf(line, origin)));
  await keys.ask(requests.map((request) => request?.idempotency ?? null));
  return lines.map((line, i): Settled => {
    const request = requests[i] ?? null;
    if (request === null) return { line, answer: null };
    const answer = keys.answerOf(request.idempotency) ?? tried(overlay, request, report.totals.position);
    if ('again' in answer) keys.keep(request.idempotency, answer);
    return { line, answer };
  });
}

/** @param position the dry run's own: what it decides has none */
function tried(overlay: BookState, request: Request, position: number): Answer {
  const drafted = draft(overlay, request, eventId());
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

function reasonOf(answer: Answer | null): string {
  return answer?.answer === 'unavailable' ? answer.reason : 'it was not decided';
}
