import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Heads } from '../ingest/heads.ts';
import { RebuildWatch } from '../ingest/rebuild-watch.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { BookFeed } from './book-feed.ts';
import { Commits } from './commits.ts';
import { OpenStreams } from './open-streams.ts';
import { HEARTBEAT_MS } from './server-sent.ts';
import { StreamClient } from './stream-client.ts';

interface Running {
  readonly feed: BookFeed;
  /** Also those that still wait for its start. */
  followers: number;
  readonly started: Promise<void>;
  readonly stop: () => void;
}

/** The feeds of the books that somebody follows on this node. */
@Injectable()
export class Feeds {
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #commits: Commits;
  readonly #heads: Heads;
  readonly #streams: OpenStreams;
  readonly #rebuilds: RebuildWatch;
  readonly #running = new Map<string, Running>();

  constructor(
    database: ReadDatabase,
    generation: ActiveGeneration,
    commits: Commits,
    heads: Heads,
    streams: OpenStreams,
    rebuilds: RebuildWatch,
  ) {
    this.#database = database;
    this.#generation = generation;
    this.#commits = commits;
    this.#heads = heads;
    this.#streams = streams;
    this.#rebuilds = rebuilds;
  }

  /**
   * Follows a book from the event after `after` (null: from now on) until the client leaves.
   * @throws Problem 503 where too many streams are open
   */
  async follow(book: string, after: number | null, reply: FastifyReply): Promise<void> {
    const running = this.#feedOf(book);
    const { feed } = running;
    running.followers += 1;
    try {
      await running.started;
      const from = after ?? feed.frames.head;
      const known = from <= feed.frames.head || (await this.#isRecorded(book, from));
      const connection = this.#streams.open(reply);
      const client = new StreamClient(feed.frames, connection, from);
      feed.clients.add(client);
      client.tell(feed.statusFrame());
      if (known) client.pump();
      else client.reset();
      connection.onClose(() => {
        feed.clients.delete(client);
        this.#leave(book, running);
      });
    } catch (error) {
      this.#leave(book, running);
      throw error;
    }
  }

  #feedOf(book: string): Running {
    const running = this.#running.get(book) ?? this.#start(book);
    this.#running.set(book, running);
    return running;
  }

  #start(book: string): Running {
    const feed = new BookFeed(book, this.#database, this.#generation, this.#heads, this.#rebuilds);
    const started = feed.start();
    const unfollow = this.#commits.follow(book, () => void started.then(() => feed.look()).catch(() => undefined));
    const heartbeat = setInterval(() => feed.heartbeat(), HEARTBEAT_MS).unref();
    const stop = () => {
      unfollow();
      clearInterval(heartbeat);
    };
    return { feed, followers: 0, started, stop };
  }

  #leave(book: string, running: Running): void {
    running.followers -= 1;
    if (running.followers > 0) return;
    running.stop();
    if (this.#running.get(book) === running) this.#running.delete(book);
  }

  /** Whether the ledger has this event, although the read models may not yet. */
  async #isRecorded(book: string, position: number): Promise<boolean> {
    if ((this.#heads.of(book)?.position ?? 0) < position) await this.#heads.poll();
    return this.#heads.unknownSince !== null || (this.#heads.of(book)?.position ?? 0) >= position;
  }
}
