import type { DeliveredBatch, Mark, PartitionProgress, Progress, Reader } from '../src/transport.ts';

const ARRIVAL_LIMIT_MS = 30_000;

/** Keeps what is delivered to it. Where to begin and whether to accept a batch can be set by a test. */
export class CollectingReader implements Reader {
  readonly batches: DeliveredBatch[] = [];
  begin: (partition: number) => Promise<readonly Progress[]> = async () => [];
  accept: (batch: DeliveredBatch) => Promise<void> = async () => {};
  readonly #waiting = new Set<() => void>();

  mark: (partition: number) => Promise<Mark | null> = async () => null;

  async progress(partition: number): Promise<PartitionProgress> {
    return { books: await this.begin(partition), mark: await this.mark(partition) };
  }

  async handle(batch: DeliveredBatch): Promise<void> {
    await this.accept(batch);
    this.batches.push(batch);
    for (const look of this.#waiting) look();
  }

  /** The positions of a book in the order of their handling. */
  positionsOf(book: string): number[] {
    return this.batches
      .flatMap(({ messages }) => messages)
      .filter((message) => message.book === book)
      .map(({ headers }) => Number(headers.ce_position));
  }

  /** How far a book has been handled, as a reader keeps it. */
  reached(book: string, position: number): Progress {
    const at = String(position);
    const message = this.batches
      .flatMap(({ messages }) => messages)
      .find((each) => each.book === book && each.headers.ce_position === at);
    if (!message) throw new Error(`position ${position} of ${book} was not handled`);
    return { book, position, offset: message.offset };
  }

  /** The same of everything before it, in a log that has an order. */
  marked(book: string, position: number): Mark {
    const { log } = this.batches.at(-1) ?? { log: null };
    if (log === null) throw new Error('nothing was handled of a log that has an order');
    return { ...this.reached(book, position), log };
  }

  /** Resolves when this position of the book has been handled as often as this. */
  arrived(book: string, position: number, times = 1): Promise<void> {
    return this.until(
      () => this.positionsOf(book).filter((each) => each === position).length >= times,
      () => `position ${position} of ${book}, only ${this.positionsOf(book).slice(-10).join()}`,
    );
  }

  /** Resolves as soon as something holds after a batch. */
  until(holds: () => boolean, missing: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle();
      };
      const look = (): void => {
        if (holds()) end(resolve);
      };
      const timer = setTimeout(() => end(() => reject(new Error(`missing: ${missing()}`))), ARRIVAL_LIMIT_MS);
      this.#waiting.add(look);
      look();
    });
  }
}

/** 1, 2, … n */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}
