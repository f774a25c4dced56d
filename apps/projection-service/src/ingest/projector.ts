import { survivingPool } from '@offtake/book-scope/book-pools';
import pg from 'pg';
import { getTypeParser } from '../schema/read-database.ts';
import { type BookAt, lockBooks, readCheckpoints, writeCheckpoints } from './checkpoints.ts';
import { Histories } from './histories.ts';
import { type Reached, readTurn, type Turn } from './marks.ts';
import { hasGap, type Projected, Reading } from './reading.ts';
import type { Received } from './received.ts';
import { nothingAdded, writeRows } from './rows.ts';
import type { Checkpoint, Halt } from './rules.ts';
import { LENGTHS, type Lengths, writeSubtotals } from './subtotals.ts';

const CONNECTIONS = 2;
const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 10_000;
/**
 * Whoever locks a checkpoint and is then stopped gives way. Losing the last commits in a crash of the database costs
 * nothing: rows and checkpoint are lost together, and read again.
 */
const SESSION = [
  '-c transaction_timeout=5s -c idle_in_transaction_session_timeout=5s -c synchronous_commit=off',
  // Everything is found by an index, also as long as nothing is known of how much a new generation holds.
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off',
].join(' ');
/** What the database does not take, whenever it is asked. */
const OF_THE_DATA = /^(22|23)/;
/** A batch that takes longer than a transaction may. */
const OF_THE_SIZE = /^25P04/;

/** Adds events to one generation: its rows and its checkpoints, in one transaction. */
export class Projector {
  readonly schema: string;
  readonly #pool: pg.Pool;
  readonly #histories: Histories;
  readonly #lengths: Lengths;

  /** @param mostEvents that are kept in memory between two batches */
  constructor(databaseUrl: string, schema: string, lengths = LENGTHS, mostEvents?: number) {
    this.#histories = new Histories(mostEvents);
    this.schema = schema;
    this.#lengths = lengths;
    this.#pool = survivingPool({
      connectionString: databaseUrl,
      application_name: `offtake-projects-${schema}`,
      options: SESSION,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      types: { getTypeParser },
    });
  }

  checkpoints(partition: number): Promise<readonly Checkpoint[]> {
    return readCheckpoints(this.#pool, this.schema, partition);
  }

  turn(partition: number): Promise<Turn> {
    return readTurn(this.#pool, this.schema, partition);
  }

  /**
   * Applies what can be applied, in the order given. An event that cannot be halts its book, and only that.
   * @param passedOver of each book: the highest position that came too early before
   * @param reached the mark to set with it, unless one of these books has a gap then
   * @throws where the database does not answer: nothing has happened, do it again
   */
  async project(
    events: readonly Received[],
    passedOver: ReadonlyMap<string, number> = new Map(),
    reached: Reached | null = null,
  ): Promise<ReadonlyMap<string, Projected>> {
    try {
      return await this.#transaction((client) => this.#projectIn(client, events, passedOver, reached));
    } catch (error) {
      const [first] = events;
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (events.length > 1 && (OF_THE_DATA.test(code) || OF_THE_SIZE.test(code))) {
        return this.#oneByOne(events, passedOver);
      }
      if (!first || !OF_THE_DATA.test(code)) throw error;
      return this.halt(first, { reason: (error as Error).message, event: first.id });
    }
  }

  /** Halts a book where it stands. */
  halt({ book, partition }: Pick<BookAt, 'book' | 'partition'>, halted: Halt): Promise<ReadonlyMap<string, Projected>> {
    return this.#transaction(async (client) => {
      const locked = (await lockBooks(client, this.schema, [{ book, partition, position: 0 }])).get(book);
      if (!locked) return new Map();
      const checkpoint = { ...locked.checkpoint, halted };
      await writeCheckpoints(client, this.schema, [checkpoint]);
      return new Map([[book, { checkpoint, changed: true, passedOver: 0, altered: 0 }]]);
    });
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #oneByOne(events: readonly Received[], passedOver: ReadonlyMap<string, number>) {
    const results = new Map<string, Projected>();
    for (const event of events) {
      const passed = new Map([...passedOver, ...[...results].map(([book, r]) => [book, r.passedOver] as const)]);
      for (const [book, result] of await this.project([event], passed)) {
        const before = results.get(book);
        const altered = result.altered || (before?.altered ?? 0);
        results.set(book, { ...result, altered, changed: result.changed || before?.changed === true });
      }
    }
    return results;
  }

  async #projectIn(
    client: pg.ClientBase,
    events: readonly Received[],
    passedOver: ReadonlyMap<string, number>,
    reached: Reached | null,
  ): Promise<ReadonlyMap<string, Projected>> {
    const locked = await lockBooks(client, this.schema, events);
    for (const { checkpoint } of locked.values()) this.#histories.expect(checkpoint.book, checkpoint.position);
    const positionOf = (book: string): number => locked.get(book)?.checkpoint.position ?? 0;
    await this.#histories.load(
      client,
      this.schema,
      events.filter(({ book, position }) => position > positionOf(book)),
    );
    const added = nothingAdded();
    const readings = new Map([...locked].map(([book, at]) => [book, new Reading(at, passedOver.get(book) ?? 0)]));
    for (const event of events) readings.get(event.book)?.read(event, this.#histories, added);
    await writeRows(client, this.schema, added);
    for (const [book, { checkpoint }] of readings) {
      await writeSubtotals(
        client,
        this.schema,
        { book, from: positionOf(book), to: checkpoint.position },
        this.#lengths,
      );
    }
    const moved = [...readings.values()].filter(({ moved }) => moved).map(({ checkpoint }) => checkpoint);
    const results = new Map([...readings].map(([book, reading]) => [book, reading.result]));
    const mark = [...results.values()].some(hasGap) ? null : reached;
    if (moved.length > 0 || mark) await writeCheckpoints(client, this.schema, moved, mark);
    return results;
  }

  async #transaction(
    work: (client: pg.ClientBase) => Promise<ReadonlyMap<string, Projected>>,
  ): Promise<ReadonlyMap<string, Projected>> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const results = await work(client);
      await client.query('commit');
      client.release();
      for (const { checkpoint } of results.values()) this.#histories.reached(checkpoint.book, checkpoint.position);
      this.#histories.trim();
      return results;
    } catch (error) {
      this.#histories.clear();
      // Closing the connection is a rollback that needs no answer.
      client.release(true);
      throw error;
    }
  }
}
