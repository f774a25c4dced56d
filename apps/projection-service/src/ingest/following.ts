import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { PartitionPlace } from '@offtake/event-transport/transport';
import type { Config } from '../config.ts';
import type { ActiveGeneration } from '../schema/active-generation.ts';
import type { Announcements } from '../schema/announcements.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import { Lately } from './lately.ts';
import { openTopicReader, type TopicReader } from './topic-reader.ts';

/** Keeps the active generation up to date with the log, whichever it is. */
export class Following implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #config: Config;
  readonly #active: ActiveGeneration;
  readonly #announcements: Announcements;
  readonly #database: ReadDatabase;
  readonly #log = new Logger('Following');
  #reader: TopicReader | null = null;
  /** One change of readers at a time. */
  #changing: Promise<void> = Promise.resolve();
  readonly #places = new Lately(async () => (await this.#reader?.places()) ?? []);
  #malformed = 0;
  #closed = false;

  constructor(config: Config, active: ActiveGeneration, announcements: Announcements, database: ReadDatabase) {
    this.#config = config;
    this.#active = active;
    this.#announcements = announcements;
    this.#database = database;
  }

  /** Messages that were no events, since this process started. */
  get malformed(): number {
    return this.#malformed;
  }

  get source(): { readonly log: 'kafka' | 'postgres'; readonly connected: boolean; readonly since: string } {
    const { connected, since } = this.#reader?.health() ?? { connected: false, since: new Date() };
    return { log: this.#config.log.kind, connected, since: since.toISOString() };
  }

  /** Of each partition of the log, how far this node is; null where the log does not say. */
  places(): Promise<readonly PartitionPlace[] | null> {
    return this.#places.look();
  }

  get running(): boolean {
    return this.#reader !== null;
  }

  onApplicationBootstrap(): void {
    this.#announcements.onResumed((book) => {
      this.#reader?.resume(book).catch((error: Error) => this.#log.warn(`${book} is not resumed: ${error.message}`));
    });
    this.#active.onSwap((generation) => this.#change(() => this.#follow(generation)));
    if (this.#active.number > 0) this.#change(() => this.#follow(this.#active.number));
  }

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await this.#changing;
    await this.#reader?.close();
  }

  /** Opens a reader for a generation, which a rebuild fills. */
  open(generation: number): Promise<TopicReader> {
    return openTopicReader({
      config: this.#config,
      generation,
      onProjected: ({ book }) => {
        if (generation === this.#active.number) this.#announcements.projected(book);
      },
      onMalformed: () => {
        this.#malformed += 1;
      },
    });
  }

  /** Goes on with the reader that has filled the generation which is now active. */
  adopt(reader: TopicReader): Promise<void> {
    return this.#change(async () => {
      const before = this.#reader;
      this.#reader = reader;
      await before?.close();
    });
  }

  /**
   * Lets a halted book go on, on whichever node reads it.
   * @returns false where there is no such book
   */
  async resume(book: string): Promise<boolean> {
    const resumed = await this.#database.query(
      book,
      `update ${this.#active.schema}.checkpoint set state = 'live', reason = null, event = null, halted_at = null
       where book = $1 returning book`,
      [book],
    );
    if (resumed.length > 0) await this.#announcements.resumed(book);
    return resumed.length > 0;
  }

  async #follow(generation: number): Promise<void> {
    if (this.#closed || this.#reader?.generation === generation) return;
    await this.#reader?.close();
    this.#reader = await this.open(generation);
    this.#log.log(`Follows the log into generation ${generation}`);
  }

  #change(work: () => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(work).catch((error: Error) => {
      this.#log.error(`The generation is not followed: ${error.message}`);
    });
    return this.#changing;
  }
}
