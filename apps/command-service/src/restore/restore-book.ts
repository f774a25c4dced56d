import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Unreadable } from '@offtake/deals/stored-event';
import type { Book } from '@offtake/event-store/book';
import { BrokenChain } from '@offtake/event-store/restore';
import { EventStore } from '@offtake/event-store/store';
import { partitionOf } from '../books/create-book.ts';
import { BookState, Unfit } from '../decider/book-state.ts';
import { RelayService } from '../relay/relay.service.ts';
import { BrokenExport, ExportedBook, type ExportedEvent } from './exported-book.ts';

/**
 * Put an exported book into an empty one of the same name, which is created where it is not there.
 * Answers null where the book has events. @throws {BrokenExport}
 */
export class RestoreBook extends Command<Book | null> {
  constructor(
    readonly book: string,
    readonly source: AsyncIterable<Buffer>,
  ) {
    super();
  }
}

@CommandHandler(RestoreBook)
export class RestoreBookHandler implements ICommandHandler<RestoreBook> {
  readonly #store: EventStore;
  readonly #relay: RelayService;

  constructor(store: EventStore, relay: RelayService) {
    this.#store = store;
    this.#relay = relay;
  }

  async execute({ book, source }: RestoreBook): Promise<Book | null> {
    const exported = new ExportedBook(source);
    const head = await exported.head();
    if (head.book !== book) {
      throw new BrokenExport(
        1,
        'another-book',
        '/book',
        `this is ${head.book}: the name of a book is part of its hashes`,
      );
    }
    const events = new Folded(exported.events(head));
    try {
      const partition = partitionOf(book);
      const restored = await this.#store.restore({ book, name: head.name, partition }, events.pages());
      if (restored !== null) this.#publish(book);
      return restored;
    } catch (error) {
      if (error instanceof BrokenChain) throw events.place(error);
      throw error;
    }
  }

  #publish(book: string): void {
    this.#relay.wake();
    this.#store.announce(book);
  }
}

/** Events on their way into the ledger, folded as every decision on the book will fold them. */
class Folded {
  readonly #source: AsyncIterable<readonly ExportedEvent[]>;
  #page: readonly ExportedEvent[] = [];
  /** What the book comes to; it takes the memory that deciding on the book takes. */
  readonly #state = new BookState();

  constructor(source: AsyncIterable<readonly ExportedEvent[]>) {
    this.#source = source;
  }

  /** A page is folded when the ledger asks for the next: by then it has followed the hashes up to there. */
  async *pages(): AsyncGenerator<readonly ExportedEvent[], void, void> {
    for await (const page of this.#source) {
      this.#page = page;
      yield page;
      for (const event of page) this.#fold(event);
      await nextTurn();
    }
  }

  /** Where in the file the chain breaks. */
  place({ after, field, message }: BrokenChain): BrokenExport {
    const line = this.#page[after - this.#state.position]?.line ?? 0;
    return new BrokenExport(line, 'chain', `/${field === 'id' ? 'event' : field}`, message);
  }

  #fold(event: ExportedEvent): void {
    try {
      this.#state.fold(event);
    } catch (error) {
      if (error instanceof Unreadable) throw new BrokenExport(event.line, 'unreadable', '/body', error.message);
      if (error instanceof Unfit) throw new BrokenExport(event.line, 'invalid-there', '/body', error.message);
      throw error;
    }
  }
}
