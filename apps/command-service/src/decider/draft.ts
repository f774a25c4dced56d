import { type Command, streamOf } from '@offtake/deals/command';
import { decide } from '@offtake/deals/decide';
import { guards } from '@offtake/deals/guards';
import { isRefusal } from '@offtake/deals/refusal';
import type { Entry, Idempotency } from '@offtake/event-store/entry';
import { MAX_BODY_BYTES } from '@offtake/event-store/event';
import type { Meaning } from './answer.ts';
import type { BookState } from './book-state.ts';
import { bodyOf, type Origin } from './event-body.ts';

/** A command as it waits to be decided. */
export interface Request extends Origin {
  readonly command: Command;
  /** The version that the client has seen of the stream; null: any. */
  readonly ifMatch: number | null;
  readonly idempotency: Idempotency | null;
  /** The idempotency key is known to be kept: there is nothing to decide, unless it stands for another request. */
  readonly kept?: boolean;
}

/** A decision, and the entry that the append is to check it by. */
export interface Draft {
  readonly entry: Entry;
  readonly meaning: Meaning;
  /** Of the body, in bytes. */
  readonly size: number;
}

/** A version that no stream has: the append never confirms what rests on it. */
const NO_VERSION = -1;

/**
 * Decides on a command and takes its event into the state, so that the next decision sees it.
 * @param id of the event, where there will be one
 * @returns 'too large' where the event would exceed what the ledger takes
 */
export function draft(state: BookState, request: Request, id: string): Draft | 'too large' {
  const { command, ifMatch, idempotency } = request;
  const stream = streamOf(command);
  const before = state.history(stream);
  const about = { stream, expectedVersion: before.version, reads: [], idempotency };
  if (request.kept) {
    return { entry: { ...about, kind: 'unchanged', expectedVersion: NO_VERSION }, meaning: { means: 'ask' }, size: 0 };
  }
  if (ifMatch !== null && ifMatch !== before.version) {
    const meaning = { means: 'version mismatch', version: before.version } as const;
    return { entry: { ...about, kind: 'refused' }, meaning, size: 0 };
  }
  const decision = decide(state.facts, before, command, id);
  const { reads, writes } = guards(before, command, decision);
  if (isRefusal(decision)) {
    return { entry: { ...about, kind: 'refused', reads }, meaning: { means: 'refused', refusal: decision }, size: 0 };
  }
  const [event] = decision.events;
  if (!event) return { entry: { ...about, kind: 'unchanged', reads }, meaning: { means: 'unchanged' }, size: 0 };
  const body = bodyOf(event, request);
  const size = Buffer.byteLength(body);
  if (size > MAX_BODY_BYTES) return 'too large';
  state.advance(stream, decision.history);
  return {
    entry: { ...about, kind: 'record', reads, writes, event: { id, type: event.type, body } },
    meaning: { means: 'record', stream, event: id },
    size,
  };
}
