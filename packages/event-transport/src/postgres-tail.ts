import { deliver } from './delivery.ts';
import type { Log } from './log.ts';
import type { Head, Listener, View } from './postgres-view.ts';
import type { Progress, Reader } from './transport.ts';

/** A book that is being read. Another object is another reading: what was read for the old one is dropped. */
interface Place {
  readonly partition: number;
  /** The position to read from. */
  next: number;
}

export interface TailOptions {
  readonly reader: Reader;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly pollMs: number;
  readonly onAnswer: () => void;
}

/** Reads every book of the view as it grows, over one connection. Its offsets are the books' positions. */
export class PostgresTail implements Listener {
  readonly #options: TailOptions;
  readonly #places = new Map<string, Place>();
  readonly #progress = new Map<number, readonly Progress[]>();
  readonly #pending = new Set<string>();
  #pollAt = 0;
  #error: Error | null = null;
  #wake: () => void = () => {};

  constructor(options: TailOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#wake());
  }

  get assigned(): readonly number[] {
    return [...this.#progress.keys()].sort((a, b) => a - b);
  }

  /** @throws what broke the connection */
  async follow(view: View): Promise<void> {
    const { signal, pollMs } = this.#options;
    while (!signal.aborted) {
      if (Date.now() >= this.#pollAt) {
        this.#pollAt = Date.now() + pollMs;
        for (const head of await view.heads()) await this.#meet(head);
      }
      const due = [...this.#pending];
      for (const book of due) await this.#read(view, book);
      if (this.#pending.size === 0) await this.#woken();
      if (this.#error) throw this.#error;
    }
  }

  lag(heads: readonly Head[]): ReadonlyMap<number, bigint> {
    const lag = new Map(this.assigned.map((partition) => [partition, 0n]));
    for (const { book, partition, position } of heads) {
      const next = this.#places.get(book)?.next ?? 1;
      lag.set(partition, (lag.get(partition) ?? 0n) + BigInt(Math.max(0, position + 1 - next)));
    }
    return lag;
  }

  seek(partition: number, { book, position }: Progress): void {
    this.#places.set(book, { partition, next: position + 1 });
    this.appended(book);
  }

  appended(book: string): void {
    if (this.#places.has(book)) this.#pending.add(book);
    else this.#pollAt = 0;
    this.#wake();
  }

  answered(): void {
    this.#options.onAnswer();
  }

  broken(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  async #meet({ book, partition, position }: Head): Promise<void> {
    if (!this.#places.has(book)) {
      const progress = this.#progress.get(partition) ?? (await this.#options.reader.progress(partition)).books;
      this.#progress.set(partition, progress);
      // From the last handled event on: its hash tells the reader of a ledger that was set back meanwhile.
      const next = progress.find((reached) => reached.book === book)?.position ?? 1;
      this.#places.set(book, { partition, next: Math.max(1, next) });
    }
    const next = this.#places.get(book)?.next ?? 1;
    if (position >= next) this.#pending.add(book);
  }

  async #read(view: View, book: string): Promise<void> {
    const place = this.#places.get(book);
    this.#pending.delete(book);
    if (!place) return;
    const { messages, complete } = await view.page(book, place.next);
    const last = messages.at(-1);
    if (!last) return;
    const wanted = (): boolean => this.#places.get(book) === place && !this.#error;
    const others = [...this.#pending].some((other) => this.#places.get(other)?.partition === place.partition);
    const { reader, log, signal } = this.#options;
    const batch = { partition: place.partition, log: null, messages, atEnd: complete && !others };
    const handled = await deliver(reader, batch, { log, signal, wanted, between: async () => {} });
    if (handled && wanted()) place.next = Number(last.offset) + 1;
    if (!handled || !complete) this.#pending.add(book);
  }

  /** Resolves when there is something to do, or at the next poll. */
  #woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), Math.max(0, this.#pollAt - Date.now()));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
      if (this.#options.signal.aborted || this.#error || this.#pending.size > 0) this.#wake();
    });
  }
}
