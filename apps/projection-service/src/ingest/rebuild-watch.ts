import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import type { ActiveGeneration } from '../schema/active-generation.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { type RebuildProgress, readRebuild } from './rebuild-progress.ts';

const LOOK_EVERY_MS = 1_000;

/** How far a rebuild is, whichever node runs it; looked up once for every client that is told. */
export class RebuildWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #database: ReadDatabase;
  readonly #active: ActiveGeneration;
  #running: RebuildProgress | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: ReadDatabase, active: ActiveGeneration) {
    this.#database = database;
    this.#active = active;
  }

  /** The rebuild that is under way; null where none is. */
  get running(): RebuildProgress | null {
    return this.#running;
  }

  onApplicationBootstrap(): void {
    const look = () =>
      this.look().finally(() => {
        if (!this.#closed) this.#timer = setTimeout(look, LOOK_EVERY_MS).unref();
      });
    void look();
  }

  onApplicationShutdown(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Never fails: of a database that does not answer nothing is known. */
  async look(): Promise<void> {
    const found = await this.#look().catch(() => null);
    this.#running = found?.state === 'running' ? found : null;
  }

  async #look(): Promise<RebuildProgress | null> {
    const running = `select true as found from exposure.rebuild where state = 'running'`;
    if ((await this.#database.query(EVERY_BOOK, running)).length === 0) return null;
    const text = `select coalesce(sum(position), 0)::bigint as total from ${this.#active.schema}.checkpoint`;
    const [live] = await this.#database.query<{ total: number }>(EVERY_BOOK, text);
    return readRebuild(this.#database, live?.total ?? 0);
  }
}
