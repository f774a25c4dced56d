import type { NewEvent } from './event.ts';

/**
 * One decided command, for `append`. Everything it rests on is checked under the book's lock, in this order: its
 * idempotency key, the version of its stream, its guards.
 */
export type Entry = Decided &
  (
    | { readonly kind: 'record'; readonly event: NewEvent; readonly writes: readonly string[] }
    /** There is nothing new to record: nothing is written but the idempotency key. */
    | { readonly kind: 'unchanged' }
    /** Refused by a rule. Nothing is written; `confirmed` says that the refusal rests on the present state. */
    | { readonly kind: 'refused' }
  );

interface Decided {
  readonly stream: string;
  /** The version of the stream that the decision saw, the entries before it in the batch included; 0: no such stream. */
  readonly expectedVersion: number;
  /** Guard keys of the facts that the decision rests on; `WHOLE_BOOK` where it may rest on any. */
  readonly reads: readonly string[];
  readonly idempotency: Idempotency | null;
}

/** A guard that is stale as soon as anybody else recorded anything in the book after `at`. It is never written. */
export const WHOLE_BOOK = 'book';

/** Scoped to book and principal. */
export interface Idempotency {
  readonly principal: string;
  readonly key: string;
  /** A hash of the request, at most 32 bytes: the same key with another request is refused. */
  readonly request: Uint8Array;
  /** `day`: for at least 24 hours. `book`: as long as the book. */
  readonly kept: 'day' | 'book';
}

/** What an idempotency key stands for: enough to give the first answer again. */
export type Kept =
  | {
      readonly recorded: true;
      readonly position: number;
      readonly stream: string;
      readonly version: number;
      readonly id: string;
      readonly recordedAt: string;
    }
  /** There was nothing new to record, at this position. */
  | { readonly recorded: false; readonly position: number };

/** The same with the request that the key was first used for. */
export type KeptKey = Kept & { readonly request: Uint8Array };

/**
 * What became of an entry. The first `record` entry that was not recorded cuts the batch, and so does any entry whose
 * version or facts moved: what follows it was decided on a state that never was, and comes back as `again`.
 */
export type Outcome =
  | { readonly outcome: 'recorded'; readonly position: number; readonly version: number; readonly recordedAt: string }
  /** `unchanged` or `refused`, and true of the book as it stands at `position`. */
  | { readonly outcome: 'confirmed'; readonly position: number }
  | { readonly outcome: 'replayed'; readonly first: Kept }
  | { readonly outcome: 'key reused' }
  | { readonly outcome: 'version moved'; readonly version: number }
  | { readonly outcome: 'facts moved' }
  | { readonly outcome: 'again' };

export interface Appended {
  /** One for each entry, in their order. */
  readonly outcomes: readonly Outcome[];
  /** The book's newest position after this batch. */
  readonly head: number;
  /** The hash of the event there. */
  readonly hash: string;
}

/** Entries in one batch. */
export const MAX_ENTRIES = 1_000;
