import { createHash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Book } from '@offtake/event-store/book';
import { canonicalBody } from '@offtake/event-store/chain';
import { EventStore } from '@offtake/event-store/store';
import { DEFAULT_PARTITIONS } from '@offtake/event-transport/transport';

/** Create a book; a key says that the same request may come again, and is to be answered as the first time. */
export class CreateBook extends Command<Made> {
  constructor(
    readonly book: string,
    readonly name: string,
    readonly principal: string,
    readonly key: string | null,
  ) {
    super();
  }
}

type Made = { readonly made: Book } | 'exists' | 'key reused';

@CommandHandler(CreateBook)
export class CreateBookHandler implements ICommandHandler<CreateBook> {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  async execute({ book, name, principal, key }: CreateBook): Promise<Made> {
    const { created, book: made } = await this.#store.createBook({ book, name, partition: partitionOf(book) });
    if (key === null) return created ? { made } : 'exists';
    const request = createHash('sha256').update(canonicalBody({ book, name })).digest();
    // A new book keeps the key; one that was there is only asked what the key stands for.
    const kind = created ? 'unchanged' : 'refused';
    const idempotency = { principal, key, request, kept: 'day' } as const;
    const entry = { kind, stream: `book/${book}`, expectedVersion: 0, reads: [], idempotency } as const;
    const [outcome] = (await this.#store.append(book, 0, [entry])).outcomes;
    if (outcome?.outcome === 'key reused') return 'key reused';
    return created || outcome?.outcome === 'replayed' ? { made } : 'exists';
  }
}

/** Spreads books evenly. It is kept with the book, so that another number of partitions later moves nobody. */
export function partitionOf(book: string): number {
  return createHash('sha256').update(book).digest().readUInt32BE(0) % DEFAULT_PARTITIONS;
}
