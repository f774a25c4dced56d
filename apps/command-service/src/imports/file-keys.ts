import type { Idempotency, KeptKey } from '@offtake/event-store/entry';
import type { EventStore } from '@offtake/event-store/store';
import type { Answer } from '../decider/answer.ts';

type Key = Pick<Idempotency, 'key' | 'request'> | null;

/** The idempotency keys of a dry run: those that the book keeps, and those that its own lines would have kept by now. */
export class FileKeys {
  readonly #store: EventStore;
  readonly #book: string;
  readonly #principal: string;
  readonly #known = new Map<string, { readonly request: Uint8Array; readonly answer: Answer }>();

  constructor(store: EventStore, book: string, principal: string) {
    this.#store = store;
    this.#book = book;
    this.#principal = principal;
  }

  /** Looks up what the book keeps of these. @throws {StoreUnavailable} */
  async ask(keys: readonly Key[]): Promise<void> {
    const unknown = keys.flatMap((key) => (key === null || this.#known.has(key.key) ? [] : [key.key]));
    if (unknown.length === 0) return;
    for (const [key, kept] of await this.#store.kept(this.#book, this.#principal, unknown)) {
      this.#known.set(key, { request: kept.request, answer: firstAnswer(kept) });
    }
  }

  /** What the line's key stands for already; null where it is new, or the line has none. */
  answerOf(key: Key): Answer | null {
    const known = key === null ? undefined : this.#known.get(key.key);
    if (key === null || known === undefined) return null;
    return Buffer.compare(known.request, key.request) === 0 ? known.answer : { answer: 'key reused' };
  }

  /** The line was accepted: from now on its key stands for it. */
  keep(key: Key, answer: Extract<Answer, { readonly again: boolean }>): void {
    if (key !== null) this.#known.set(key.key, { request: key.request, answer: { ...answer, again: true } });
  }
}

function firstAnswer(kept: KeptKey): Answer {
  if (!kept.recorded) return { answer: 'unchanged', position: kept.position, again: true };
  const { position, stream, version, id, recordedAt } = kept;
  return { answer: 'recorded', position, stream, version, event: id, recordedAt, again: true };
}
