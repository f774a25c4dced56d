import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { problem } from '@offtake/http-edge/problem';
import type { Announcements } from './announcements.ts';
import type { ReadDatabase } from './read-database.ts';

const LOOK_EVERY_MS = 1_000;

/** The generation of read models that is read now. Follows the pointer, whichever process moves it. */
export class ActiveGeneration implements OnApplicationBootstrap, OnApplicationShutdown {
  #number = 0;
  #looking: NodeJS.Timeout | undefined;
  readonly #listeners = new Set<(generation: number) => void>();
  readonly #database: ReadDatabase;
  readonly #announcements: Announcements;

  constructor(database: ReadDatabase, announcements: Announcements) {
    this.#database = database;
    this.#announcements = announcements;
  }

  /** 0 until the database is prepared. */
  get number(): number {
    return this.#number;
  }

  /**
   * The schema's name, safe to put into SQL: `exposure_<n>`. A query uses one and the same throughout.
   * @throws {Problem} 503 until the database is prepared
   */
  get schema(): string {
    if (this.#number === 0) throw problem(503, 'unavailable', 'The read models are not prepared yet.');
    return schemaOf(this.#number);
  }

  /** Calls back with the first generation, and after each swap. Returns how to stop that. */
  onSwap(listener: (generation: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async look(): Promise<void> {
    const text = 'select active_generation from exposure.pointer';
    const [pointer] = await this.#database.query<{ active_generation: number }>(EVERY_BOOK, text);
    if (!pointer || pointer.active_generation === this.#number) return;
    this.#number = pointer.active_generation;
    for (const listener of this.#listeners) listener(this.#number);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#announcements.onSwapped(() => this.#lookAgain());
    // Announcements that are made while nobody listens are lost.
    this.#looking = setInterval(() => this.#lookAgain(), LOOK_EVERY_MS).unref();
  }

  /** What stands there before this program has prepared it may be of another version. */
  #lookAgain(): void {
    if (this.#number > 0) this.look().catch(() => {});
  }

  onApplicationShutdown(): void {
    clearInterval(this.#looking);
  }
}

export function schemaOf(generation: number): string {
  if (!Number.isSafeInteger(generation) || generation < 1) throw new Error(`no generation: ${generation}`);
  return `exposure_${generation}`;
}
