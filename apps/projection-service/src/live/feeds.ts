import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { Heads } from '../ingest/heads.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { BookFeed } from './book-feed.ts';
import { Commits } from './commits.ts';
import { HEARTBEAT_MS, ServerSent } from './server-sent.ts';
import { StreamClient } from './stream-client.ts';

const MOST_CLIENTS = 5_000;

interface Running {
  readonly feed: BookFeed;
  readonly started: Promise<void>;
  readonly stop: () => void;
}

/** The feeds of the books that somebody follows on this node. */
@Injectable()
export class Feeds implements OnModuleDestroy {
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #commits: Commits;
  readonly #heads: Heads;
  readonly #running = new Map<string, Running>();
  #clients = 0;

  constructor(database: ReadDatabase, generation: ActiveGeneration, commits: Commits, heads: Heads) {
    this.#database = database;
    this.#generation = generation;
    this.#commits = commits;
    this.#heads = heads;
  }

  /**
   * Follows a book from the event after `after` (null: from now on) until the client leaves.
   * @throws Problem 503 where too many follow already
   */
  async follow(book: string, after: number | null, reply: FastifyReply): Promise<void> {
    if (this.#clients >= MOST_CLIENTS) throw problem(503, 'unavailable', 'too many follow books already');
    const running = this.#feedOf(book);
    const { feed } = running;
    this.#clients += 1;
    try {
      await running.started;
      const from = after ?? feed.head;
      const known = from <= feed.head || (await this.#isRecorded(book, from));
      const connection = new ServerSent(reply);
      const client = new StreamClient(feed, connection, from);
      feed.clients.add(client);
      connection.onClose(() => this.#leave(book, running, client));
      client.tell(feed.statusFrame());
      if (known) client.pump();
      else client.reset();
    } catch (error) {
      this.#leave(book, running, null);
      throw error;
    }
  }

  onModuleDestroy(): void {
    for (const { feed } of this.#running.values()) for (const client of feed.clients) client.end();
  }

  #feedOf(book: string): Running {
    const running = this.#running.get(book) ?? this.#start(book);
    this.#running.set(book, running);
    return running;
  }

  #start(book: string): Running {
    const feed = new BookFeed(book, this.#database, this.#generation, this.#heads);
    const started = feed.start();
    const unfollow = this.#commits.follow(book, () => void started.then(() => feed.look()).catch(() => undefined));
    const heartbeat = setInterval(() => feed.heartbeat(), HEARTBEAT_MS).unref();
    const stop = () => {
      unfollow();
      clearInterval(heartbeat);
    };
    return { feed, started, stop };
  }

  #leave(book: string, { feed, stop }: Running, client: StreamClient | null): void {
    if (client && !feed.clients.delete(client)) return;
    this.#clients -= 1;
    if (feed.clients.size > 0) return;
    stop();
    if (this.#running.get(book)?.feed === feed) this.#running.delete(book);
  }

  /** Whether the ledger has this event, although the read models may not yet. */
  async #isRecorded(book: string, position: number): Promise<boolean> {
    if ((this.#heads.of(book)?.position ?? 0) < position) await this.#heads.poll();
    return this.#heads.unknownSince !== null || (this.#heads.of(book)?.position ?? 0) >= position;
  }
}
