import type { EventStore } from '@offtake/event-store/store';
import { Decider } from './decider.ts';

/** Books, and events of all of them, that are held in memory; beyond that, those that were not used for longest go. */
const MAX_BOOKS = 200;
const MAX_EVENTS = 500_000;

/** One decider for each book that is written to. */
export class Deciders {
  readonly #store: EventStore;
  readonly #onAppended: (book: string) => void;
  /** The one that was used last comes last. */
  readonly #deciders = new Map<string, Decider>();

  constructor(store: EventStore, onAppended: (book: string) => void) {
    this.#store = store;
    this.#onAppended = onAppended;
  }

  /** Null where there is no such book. @throws {StoreUnavailable} */
  async of(book: string): Promise<Decider | null> {
    if (!this.#deciders.has(book) && (await this.#store.book(book)) === null) return null;
    const decider = this.#deciders.get(book) ?? new Decider(this.#store, book, this.#onAppended);
    this.#deciders.delete(book);
    this.#deciders.set(book, decider);
    this.#forget(decider);
    return decider;
  }

  /** Commands that wait, of all books. */
  get waiting(): number {
    return [...this.#deciders.values()].reduce((sum, { waiting }) => sum + waiting, 0);
  }

  #forget(used: Decider): void {
    let events = [...this.#deciders.values()].reduce((sum, decider) => sum + decider.events, 0);
    for (const [book, decider] of this.#deciders) {
      if (this.#deciders.size <= MAX_BOOKS && events <= MAX_EVENTS) return;
      if (decider === used || !decider.idle) continue;
      this.#deciders.delete(book);
      events -= decider.events;
    }
  }
}
