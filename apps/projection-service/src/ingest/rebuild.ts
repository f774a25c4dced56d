import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { type ActiveGeneration, schemaOf } from '../schema/active-generation.ts';
import type { Announcements } from '../schema/announcements.ts';
import { clearInterruptedRebuilds, generationText, REBUILD_LOCK } from '../schema/prepare.ts';
import type { Following } from './following.ts';
import { compareGenerations } from './generation-comparison.ts';
import { standing, swap } from './generation-swap.ts';
import type { TopicReader } from './topic-reader.ts';

const LOOK_EVERY_MS = 100;
/** Reads of the old generation that are under way end in peace. */
const DROP_AFTER_MS = 6_000;
/** Of what differs. */
const MOST_NAMED = 100;

/** Fills the next generation from the beginning of the log beside the live one, then swaps them. One at a time. */
export class Rebuild implements OnApplicationShutdown {
  readonly #url: string;
  readonly #active: ActiveGeneration;
  readonly #announcements: Announcements;
  readonly #following: Following;
  readonly #log = new Logger('Rebuild');
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;

  constructor(url: string, active: ActiveGeneration, announcements: Announcements, following: Following) {
    this.#url = url;
    this.#active = active;
    this.#announcements = announcements;
    this.#following = following;
  }

  /** @returns the generation that is being filled, or null where a rebuild is under way here or on another node */
  async start(): Promise<number | null> {
    if (this.#running) return null;
    let begun: (generation: number | null) => void = () => {};
    let failed: (error: Error) => void = () => {};
    const answer = new Promise<number | null>((resolve, reject) => {
      begun = resolve;
      failed = reject;
    });
    this.#running = this.#run(begun)
      .catch((error: Error) => failed(error))
      .finally(() => {
        this.#running = null;
      });
    return answer;
  }

  /** Resolves when nothing is under way any more. */
  async ended(): Promise<void> {
    await this.#running;
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(begun: (generation: number | null) => void): Promise<void> {
    // Holds the advisory lock: when this process dies, so does the lock, and the next start clears up.
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'offtake-rebuilds',
      keepAlive: true,
    });
    client.on('error', () => this.#log.warn('The connection of the rebuild is lost'));
    await client.connect();
    try {
      const text = 'select pg_try_advisory_lock($1) as free';
      const { rows } = await client.query<{ free: boolean }>(text, [REBUILD_LOCK]);
      if (!rows[0]?.free) return begun(null);
      await clearInterruptedRebuilds(client);
      await this.#active.look();
      const live = this.#active.number;
      const next = await this.#create(client, live);
      begun(next);
      await this.#fill(client, live, next);
    } finally {
      await client.end().catch(() => {});
    }
  }

  async #create(client: pg.Client, live: number): Promise<number> {
    const { rows } = await client.query<{ next: number }>(
      'select greatest($1::int, max(generation)) + 1 as next from exposure.rebuild',
      [live],
    );
    const next = rows[0]?.next ?? live + 1;
    const row = `insert into exposure.rebuild (generation, state, started_at) values (${next}, 'running', now())`;
    // Several statements in one query are one transaction.
    await client.query(`${generationText(next)};${row}`);
    return next;
  }

  async #fill(client: pg.Client, live: number, next: number): Promise<void> {
    this.#log.log(`Fills generation ${next} beside generation ${live}`);
    let reader: TopicReader | null = null;
    try {
      reader = await this.#following.open(next);
      while (!(await this.#hasCaughtUp(client, live, next))) await this.#pause(LOOK_EVERY_MS);
      await this.#compare(client, live, next);
      while (!(await this.#swapped(client, live, next))) await this.#pause(LOOK_EVERY_MS);
      await this.#following.adopt(reader);
      reader = null;
      await this.#active.look();
      await this.#announcements.swapped();
      this.#log.log(`Generation ${next} is the one that is read now`);
    } catch (error) {
      await reader?.close();
      const { message } = error as Error;
      this.#log.error(`Generation ${next} is given up, generation ${live} stays: ${message}`);
      return this.#giveUp(client, next, message).catch(() => {});
    }
    // Where this fails, the next start does it.
    await this.#pause(DROP_AFTER_MS).catch(() => {});
    await client.query(`drop schema ${schemaOf(live)} cascade`).catch(() => {});
  }

  async #hasCaughtUp(client: pg.Client, live: number, next: number): Promise<boolean> {
    const { behind, stuck } = await standing(client, live, next);
    const [first] = stuck;
    if (first) throw new Error(`the book ${first.book} stands still: ${first.reason}`);
    return behind.length === 0;
  }

  async #swapped(client: pg.Client, live: number, next: number): Promise<boolean> {
    return (await this.#hasCaughtUp(client, live, next)) && swap(client, live, next);
  }

  /** The log is the truth: where the live read models say something else they are replaced all the same, and it is said. */
  async #compare(client: pg.Client, live: number, next: number): Promise<void> {
    const { books, differing } = await compareGenerations(client, live, next);
    if (differing.length > 0) this.#log.error({ differing }, `Generation ${live} does not hold what the log says`);
    await client.query('update exposure.rebuild set books_compared = $2, differing = $3 where generation = $1', [
      next,
      books,
      differing.slice(0, MOST_NAMED),
    ]);
  }

  async #giveUp(client: pg.Client, next: number, error: string): Promise<void> {
    const { rowCount } = await client.query(
      `update exposure.rebuild set state = 'failed', ended_at = now(), error = $2
       where generation = $1 and state = 'running'`,
      [next, error],
    );
    if (rowCount === 1) await client.query(`drop schema ${schemaOf(next)} cascade`);
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve, reject) => {
      const end = (): void => reject(new Error('the service stops'));
      if (signal.aborted) return end();
      signal.addEventListener('abort', end, { once: true });
      setTimeout(() => {
        signal.removeEventListener('abort', end);
        resolve();
      }, ms);
    });
  }
}
