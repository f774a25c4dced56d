import { Injectable } from '@nestjs/common';
import { problem } from '@offtake/http-edge/problem';
import { Heads } from '../ingest/heads.ts';
import { Commits } from '../live/commits.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { type Coordinates, type KnownAt, printKnownAt } from './coordinates.ts';
import { lastPositionBy } from './last-position.ts';

/** The coordinates of one read, settled: what it reads, up to where, and in which generation of the read models. */
export interface Place {
  readonly book: string;
  /** The generation's schema, safe to put into SQL. */
  readonly schema: string;
  readonly generation: number;
  /** The last event that counts. */
  readonly position: number;
  readonly reading: 'recorded' | 'alternative';
  readonly validAt: string | null;
  /** The day that "overdue" is asked of: validAt, or today in UTC. */
  readonly today: string;
  /** As it was asked. */
  readonly knownAt: number | string | null;
}

/** Either from and to, or fromValid and toValid. */
export interface Between extends Coordinates {
  readonly from?: KnownAt | undefined;
  readonly to?: KnownAt | undefined;
  readonly fromValid?: string | undefined;
  readonly toValid?: string | undefined;
}

const WAIT_MS = 5_000;

interface Reached {
  readonly checkpoint: number;
  /** Why it is halted. */
  readonly halted: string | null;
}

@Injectable()
export class Places {
  readonly #database: ReadDatabase;
  readonly #generation: ActiveGeneration;
  readonly #commits: Commits;
  readonly #heads: Heads;

  constructor(database: ReadDatabase, generation: ActiveGeneration, commits: Commits, heads: Heads) {
    this.#database = database;
    this.#generation = generation;
    this.#commits = commits;
    this.#heads = heads;
  }

  /**
   * Settles the coordinates, after waiting for the position that they ask for.
   * @throws Problem 400 above the newest event, 503 where it is not reached within 5 s or the book is halted, 404
   */
  async settle(book: string, coordinates: Coordinates): Promise<Place> {
    const { knownAt, minPosition = 0, validAt = null, reading } = coordinates;
    const least = Math.max(minPosition, knownAt?.by === 'position' ? knownAt.position : 0);
    const checkpoint = await this.#waitFor(book, least);
    let position = knownAt ? await this.#positionAt(book, knownAt) : checkpoint;
    const head = this.#heads.of(book)?.position ?? 0;
    if (knownAt && knownAt.by !== 'position' && position === checkpoint && head > checkpoint) {
      // What was recorded by then, or was public that day, may not end here.
      await this.#waitFor(book, head);
      position = await this.#positionAt(book, knownAt);
    }
    const { number: generation, schema } = this.#generation;
    const today = validAt ?? new Date().toISOString().slice(0, 10);
    return { book, schema, generation, position, reading, validAt, today, knownAt: printKnownAt(knownAt) };
  }

  /** Two places to be compared: at two moments of what was known, or at two dates of what was valid. */
  async settleBoth(book: string, between: Between): Promise<readonly [Place, Place]> {
    const { from, to, fromValid, toValid, knownAt, validAt, minPosition, reading } = between;
    const common = { minPosition, reading };
    const after = await this.settle(book, { ...common, knownAt: to ?? knownAt, validAt: toValid ?? validAt });
    if (fromValid) return [{ ...after, validAt: fromValid, today: fromValid }, after];
    const before = await this.settle(book, { ...common, knownAt: from, validAt });
    // A swap of generations may lie between the two: the newer one has both positions.
    const { schema, generation } = before;
    return [before, { ...after, schema, generation }];
  }

  /** The position that the book knew of at `knownAt`; 0 before its first event. */
  async #positionAt(book: string, knownAt: KnownAt): Promise<number> {
    if (knownAt.by === 'position') return knownAt.position;
    return lastPositionBy(this.#database, { book, schema: this.#generation.schema }, knownAt);
  }

  async #waitFor(book: string, least: number): Promise<number> {
    const asked = Date.now();
    let reached = await this.#reached(book);
    if (reached.checkpoint < least) await this.#checkHead(book, least);
    while (reached.checkpoint < least) {
      const { checkpoint, halted } = reached;
      if (halted) throw problem(503, 'unavailable', `${book} is halted at ${checkpoint}: ${halted}`);
      const left = asked + WAIT_MS - Date.now();
      if (left <= 0) throw problem(503, 'unavailable', `${book} has reached ${checkpoint}, and not yet ${least}`);
      const moved = this.#commits.next(book, left);
      reached = await this.#reached(book);
      if (reached.checkpoint < least) await moved;
    }
    return reached.checkpoint;
  }

  /** Asks the ledger at once: what was known a moment ago may be older than the position that is asked for. */
  async #checkHead(book: string, least: number): Promise<void> {
    if ((this.#heads.of(book)?.position ?? 0) >= least) return;
    await this.#heads.poll();
    const head = this.#heads.of(book)?.position ?? 0;
    if (this.#heads.unknownSince !== null || head >= least) return;
    throw problem(400, 'invalid', `${book} has no position ${least} yet: its newest event is ${head}`);
  }

  async #reached(book: string): Promise<Reached> {
    const text = `
      select position as checkpoint, case when state = 'halted' then reason end as halted
      from ${this.#generation.schema}.checkpoint where book = $1`;
    const [reached] = await this.#database.query<Reached & object>(book, text, [book]);
    if (reached) return reached;
    if (!this.#heads.of(book)) await this.#heads.poll();
    if (this.#heads.of(book)) return { checkpoint: 0, halted: null };
    if (this.#heads.unknownSince) throw problem(503, 'unavailable', `whether there is a book ${book} is not known now`);
    throw problem(404, 'not-found', `there is no book ${book}`);
  }
}
