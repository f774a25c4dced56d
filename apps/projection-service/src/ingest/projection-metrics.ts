import type { OnApplicationBootstrap } from '@nestjs/common';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import type { Readiness } from '@offtake/http-edge/health';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { ActiveGeneration } from '../schema/active-generation.ts';
import type { ReadDatabase } from '../schema/read-database.ts';
import type { Following } from './following.ts';
import type { Heads } from './heads.ts';

/** A node that is further behind is asked only where no other is ready. */
const LAG_BUDGET_EVENTS = 10_000;

/** What is measured of the read models whenever the metrics are read, and when the service counts as ready. */
export class ProjectionMetrics implements OnApplicationBootstrap {
  readonly #database: ReadDatabase;
  readonly #active: ActiveGeneration;
  readonly #heads: Heads;
  readonly #following: Following;
  readonly #readiness: Readiness;
  readonly #register: Registry;
  #checkpoint: Gauge | undefined;
  #lag: Gauge | undefined;
  #halted: Gauge | undefined;
  #measuring: Promise<void> | null = null;

  constructor(
    database: ReadDatabase,
    active: ActiveGeneration,
    heads: Heads,
    following: Following,
    readiness: Readiness,
    register: Registry,
  ) {
    this.#database = database;
    this.#active = active;
    this.#heads = heads;
    this.#following = following;
    this.#readiness = readiness;
    this.#register = register;
  }

  onApplicationBootstrap(): void {
    this.#readiness.add(() => this.#behind());
    this.#readiness.add(() => (this.#following.running ? null : 'the log is not followed'));
    // Reads go on without the broker or the command service, and say how far behind they are, or that nobody knows.
    this.#readiness.watch(() => this.#withoutLog());
    this.#readiness.watch(() => this.#withoutHeads());
    const registers = [this.#register];
    const gauge = (name: string, help: string): Gauge => {
      return new Gauge({ name, help, labelNames: ['book'], registers, collect: () => this.#measured() });
    };
    this.#checkpoint = gauge('offtake_projection_checkpoint', 'Position of the newest event in the read models');
    this.#lag = gauge('offtake_projection_lag_events', 'Events that the read models are behind; absent while unknown');
    this.#halted = gauge('offtake_projection_halted', '1 for a book that is halted');
    const following = this.#following;
    let counted = 0;
    const malformed = new Counter({
      name: 'offtake_projection_malformed_total',
      help: 'Messages that were no events',
      registers: [],
      collect() {
        this.inc(following.malformed - counted);
        counted = following.malformed;
      },
    });
    this.#register.registerMetric(malformed);
  }

  /** A book that is halted is behind for good: that makes nothing better by asking another node. */
  async #behind(): Promise<string | null> {
    try {
      const rows = await this.#database.query<{ book: string; position: number; state: string }>(
        EVERY_BOOK,
        `select book, position, state from ${this.#active.schema}.checkpoint`,
      );
      const reached = new Map(rows.map((row) => [row.book, row]));
      // Also those of which nothing has come yet, as after a new version of the read models.
      const behind = this.#heads.all().filter(({ book }) => {
        const { position = 0, state = 'live' } = reached.get(book) ?? {};
        return state === 'live' && (this.#heads.lag(book, position) ?? 0) > LAG_BUDGET_EVENTS;
      });
      return behind.length === 0 ? null : `behind the ledger: ${behind.map(({ book }) => book).join(', ')}`;
    } catch {
      return 'the database does not answer';
    }
  }

  #withoutLog(): string | null {
    const { log, connected, since } = this.#following.source;
    return connected ? null : `the log (${log}) is away since ${since}`;
  }

  #withoutHeads(): string | null {
    const { unknownSince } = this.#heads;
    return unknownSince && `how far behind the read models are is unknown since ${unknownSince.toISOString()}`;
  }

  /** Gauges are collected at the same time: one reading serves them all. */
  #measured(): Promise<void> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = null;
    });
    return this.#measuring;
  }

  async #measure(): Promise<void> {
    if (this.#active.number === 0) return;
    const rows = await this.#database
      .query<{ book: string; position: number; state: string }>(
        EVERY_BOOK,
        `select book, position, state from ${this.#active.schema}.checkpoint`,
      )
      .catch(() => []);
    this.#lag?.reset();
    for (const { book, position, state } of rows) {
      this.#checkpoint?.set({ book }, position);
      this.#halted?.set({ book }, state === 'halted' ? 1 : 0);
      const behind = this.#heads.lag(book, position);
      if (behind !== null) this.#lag?.set({ book }, behind);
    }
  }
}
