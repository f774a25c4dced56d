import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { may, type Principal } from '@offtake/access/principal';
import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import type { PartitionPlace } from '@offtake/event-transport/transport';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { Following } from './following.ts';
import { Heads } from './heads.ts';
import { type RebuildProgress, readRebuild, visible } from './rebuild-progress.ts';
import { type ServiceState, ServiceStates } from './service-states.ts';

/** Where the read models stand, as far as who asks may know it: nothing is said of other books. */
export class ProjectionsQuery extends Query<Projections> {
  readonly who: Principal;

  constructor(who: Principal) {
    super();
    this.who = who;
  }
}

export interface Projections {
  readonly projections: readonly {
    readonly name: 'exposure';
    readonly generation: number;
    /** halted: one of the books is. */
    readonly state: 'live' | 'halted';
    readonly books: readonly ProjectedBook[];
    readonly rebuild: RebuildProgress | null;
  }[];
  readonly source: { readonly log: 'kafka' | 'postgres'; readonly connected: boolean; readonly since: string };
  /** What is wrong with them is for the platform operator: it names books. */
  readonly services: readonly (Pick<ServiceState, 'service' | 'state'> & Partial<ServiceState>)[];
  /** For the platform operator; null while the log does not say. */
  readonly partitions?: readonly Partition[] | null;
}

/** A partition of the log, as far as the node that answers reads it. */
export interface Partition {
  readonly partition: number;
  readonly books: readonly string[];
  /** The first offset that is not handled, and the one after the last message: null without a broker. */
  readonly next: number | null;
  readonly end: number | null;
  /** Null where another node reads it. */
  readonly lag: number | null;
}

export interface ProjectedBook {
  readonly book: string;
  /** The newest position that is known of. */
  readonly position: number;
  readonly checkpoint: number;
  /** Events that the read models are behind; null while the command service does not say, unknownSince then. */
  readonly lag: number | null;
  readonly unknownSince?: string;
  /** Why the relay does not publish the book any further. */
  readonly setAside?: string;
  readonly state: 'live' | 'halted';
  readonly reason?: string;
  readonly event?: string;
  readonly haltedAt?: string;
}

@QueryHandler(ProjectionsQuery)
export class ProjectionsHandler implements IQueryHandler<ProjectionsQuery> {
  constructor(
    private readonly database: ReadDatabase,
    private readonly active: ActiveGeneration,
    private readonly heads: Heads,
    private readonly following: Following,
    private readonly services: ServiceStates,
  ) {}

  async execute(query: ProjectionsQuery): Promise<Projections> {
    const { who } = query;
    const generation = this.active.number;
    const checkpoints = await this.database.query<CheckpointRow>(
      EVERY_BOOK,
      `select book, partition, position, state, reason, event, halted_at from ${this.active.schema}.checkpoint order by book`,
    );
    const total = checkpoints.reduce((sum, { position }) => sum + position, 0);
    const mayRead = (book: string) => may(who, book, 'read');
    const newest = await readRebuild(this.database, total);
    // Whoever reads that a rebuild is done reads what it has made.
    if (newest?.state === 'done' && newest.generation > generation) {
      await this.active.look();
      return this.execute(query);
    }
    const rebuild = newest && visible(newest, { mayRead, mayReadAll: who.platformOperator });
    const found = new Map(checkpoints.map((checkpoint) => [checkpoint.book, checkpoint]));
    for (const { book, partition } of this.heads.all())
      if (!found.has(book)) found.set(book, { ...NOTHING_YET, book, partition });
    const books = [...found.values()].filter(({ book }) => mayRead(book)).map((row) => this.#book(row));
    const state = books.some(({ state }) => state === 'halted') ? 'halted' : 'live';
    books.sort((a, b) => (a.book < b.book ? -1 : 1));
    const projections = [{ name: 'exposure', generation, state, books, rebuild }] as const;
    const services = await this.services.all();
    if (!who.platformOperator) {
      const told = services.map(({ service, state }) => ({ service, state }));
      return { projections, source: this.following.source, services: told };
    }
    const places = await this.following.places();
    const partitions = places?.map((place) => partitionOf(place, [...found.values()])) ?? null;
    return { projections, source: this.following.source, services, partitions };
  }

  #book({ book, position: checkpoint, state, reason, event, halted_at }: CheckpointRow): ProjectedBook {
    const { unknownSince } = this.heads;
    const head = this.heads.of(book);
    return {
      book,
      position: Math.max(checkpoint, head?.position ?? 0),
      checkpoint,
      lag: this.heads.lag(book, checkpoint),
      ...(unknownSince ? { unknownSince: unknownSince.toISOString() } : {}),
      ...(head?.setAside === undefined ? {} : { setAside: head.setAside }),
      state,
      ...(reason === null ? {} : { reason }),
      ...(event === null ? {} : { event }),
      ...(halted_at === null ? {} : { haltedAt: halted_at.toISOString() }),
    };
  }
}

const NOTHING_YET = { position: 0, state: 'live', reason: null, event: null, halted_at: null } as const;

function partitionOf({ partition, next, end, lag }: PartitionPlace, all: readonly CheckpointRow[]): Partition {
  const books = all.filter((each) => each.partition === partition).map(({ book }) => book);
  const number = (offset: bigint | null) => (offset === null ? null : Number(offset));
  return { partition, books: books.sort(), next: number(next), end: number(end), lag: number(lag) };
}

interface CheckpointRow {
  readonly book: string;
  readonly partition: number;
  readonly position: number;
  readonly state: 'live' | 'halted';
  readonly reason: string | null;
  readonly event: string | null;
  readonly halted_at: Date | null;
}
