import { Malformed } from '@offtake/event-transport/event-headers';
import type {
  DeliveredBatch,
  PartitionProgress,
  Progress,
  Reader,
  Subscription,
} from '@offtake/event-transport/transport';
import type { Reached } from './marks.ts';
import type { Projector } from './projector.ts';
import { backTo, type Reach, reachedBy, reachFrom } from './reach.ts';
import { hasGap, type Projected } from './reading.ts';
import { type Received, receive } from './received.ts';
import type { Checkpoint } from './rules.ts';

export interface ConsumerOptions {
  readonly projector: Projector;
  /** Called after a commit that added to a book, or halted it. */
  readonly onProjected: (checkpoint: Checkpoint) => void;
  readonly onMalformed: (reason: string, at: { readonly partition: number; readonly offset: bigint }) => void;
}

/**
 * Reads a generation's events by the rules of the log: what comes twice is skipped, what comes too early is looked for
 * once more from where the gap began, and a gap that stays halts its book.
 */
export class Consumer implements Reader {
  readonly #options: ConsumerOptions;
  #subscription: Pick<Subscription, 'seek' | 'assigned'> | null = null;
  /** The books with a gap: what came in its place, and for which gap it was looked back already. */
  readonly #gaps = new Map<string, Projected & { soughtAt: number | null }>();
  /** Of each partition that was assigned. Another object is another reading. */
  readonly #reaches = new Map<number, Reach>();

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  readFrom(subscription: Pick<Subscription, 'seek' | 'assigned'>): void {
    this.#subscription = subscription;
  }

  async progress(partition: number): Promise<PartitionProgress> {
    const { projector } = this.#options;
    const { turn, mark } = await projector.turn(partition);
    const books = (await projector.checkpoints(partition)).map(progressOf);
    for (const [book, { checkpoint }] of this.#gaps) if (checkpoint.partition === partition) this.#gaps.delete(book);
    this.#reaches.set(partition, reachFrom(turn, mark, books));
    return { books, mark };
  }

  async handle({ partition, log, messages, atEnd }: DeliveredBatch): Promise<void> {
    const { projector, onProjected, onMalformed } = this.#options;
    const events: Received[] = [];
    for (const message of messages) {
      const received = receive(message);
      if (received instanceof Malformed) onMalformed(received.reason, message);
      else events.push(received);
    }
    const last = events.at(-1);
    if (last) {
      const reach = this.#reaches.get(partition);
      const passedOver = new Map([...this.#gaps].map(([book, gap]) => [book, gap.passedOver]));
      const results = await projector.project(events, passedOver, this.#reached(log, events, last, reach));
      if (reach) reachedBy(reach, progressAt(last), log);
      for (const [book, result] of results) {
        this.#follow(book, result);
        if (result.changed) onProjected(result.checkpoint);
      }
    }
    if (atEnd) await this.#lookForGaps(partition);
  }

  /** Goes on with a book that was halted, from where it stands. */
  async resume(book: string): Promise<void> {
    const { projector } = this.#options;
    for (const partition of this.#subscription?.assigned() ?? []) {
      const { turn } = await projector.turn(partition);
      const checkpoints = await projector.checkpoints(partition);
      if (!checkpoints.some((each) => each.book === book)) continue;
      const known = this.#reaches.get(partition)?.turn ?? 0;
      // Also those of whose going on nothing was heard: in its new turn the mark will speak for them all.
      const goOn = checkpoints.filter((each) => each.book === book || (each.turn > known && each.turn <= turn));
      for (const each of goOn) this.#gaps.delete(each.book);
      this.#goBack(partition, goOn, turn);
    }
  }

  /** The mark that these events reach; none while another book has a gap: what shows that must come again. */
  #reached(log: string | null, events: readonly Received[], last: Received, reach?: Reach): Reached | null {
    if (log === null || !reach) return null;
    const books = new Set(events.map(({ book }) => book));
    const { partition } = last;
    for (const [book, { checkpoint }] of this.#gaps) {
      if (checkpoint.partition === partition && !books.has(book)) return null;
    }
    return { partition, turn: reach.turn, mark: { log, ...progressAt(last) } };
  }

  #follow(book: string, projected: Projected): void {
    if (!hasGap(projected)) return void this.#gaps.delete(book);
    const before = this.#gaps.get(book);
    const altered = projected.altered || (before?.altered ?? 0);
    this.#gaps.set(book, { ...projected, altered, soughtAt: before?.soughtAt ?? null });
  }

  /** At the end of a partition: what is missing may stand before what came too early. */
  async #lookForGaps(partition: number): Promise<void> {
    const back: Checkpoint[] = [];
    for (const [book, gap] of this.#gaps) {
      const { checkpoint } = gap;
      if (checkpoint.partition !== partition) continue;
      if (gap.soughtAt !== checkpoint.position) {
        gap.soughtAt = checkpoint.position;
        back.push(checkpoint);
        continue;
      }
      this.#gaps.delete(book);
      const next = checkpoint.position + 1;
      const halt = { reason: gap.altered === next ? `hash does not fit at ${next}` : `gap at ${next}`, event: null };
      const results = await this.#options.projector.halt({ book, partition }, halt);
      for (const result of results.values()) this.#options.onProjected(result.checkpoint);
    }
    if (back.length > 0) this.#goBack(partition, back);
  }

  #goBack(partition: number, checkpoints: readonly Checkpoint[], turn?: number): void {
    const books = checkpoints.map(progressOf);
    const reach = this.#reaches.get(partition);
    const at = reach && reach.log !== null ? backTo(reach, books) : null;
    if (reach) this.#reaches.set(partition, { ...reach, at: at ?? reach.at, turn: turn ?? reach.turn });
    for (const place of at ? [at] : books) this.#subscription?.seek(partition, place);
  }
}

function progressAt({ book, position, offset }: Received): Progress {
  return { book, position, offset };
}

function progressOf({ book, offset, offsetPosition }: Checkpoint): Progress {
  return { book, offset, position: offsetPosition };
}
