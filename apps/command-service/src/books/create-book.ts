import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Book } from '@offtake/event-store/book';
import { EventStore } from '@offtake/event-store/store';
import { DEFAULT_PARTITIONS } from '@offtake/event-transport/transport';

/** Create a book. Where it exists, it is answered as it is. */
export class CreateBook extends Command<{ readonly created: boolean; readonly book: Book }> {
  constructor(
    readonly book: string,
    readonly name: string,
  ) {
    super();
  }
}

@CommandHandler(CreateBook)
export class CreateBookHandler implements ICommandHandler<CreateBook> {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  execute({ book, name }: CreateBook): Promise<{ readonly created: boolean; readonly book: Book }> {
    return this.#store.createBook({ book, name, partition: partitionOf(book) });
  }
}

/** Spreads books evenly. It is kept with the book, so that another number of partitions later moves nobody. */
function partitionOf(book: string): number {
  return createHash('sha256').update(book).digest().readUInt32BE(0) % DEFAULT_PARTITIONS;
}
