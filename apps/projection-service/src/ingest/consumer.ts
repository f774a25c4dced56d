import { Malformed } from '@offtake/event-transport/event-headers';
import type { DeliveredBatch, Progress, Reader, Subscription } from '@offtake/event-transport/transport';
import type { Projector } from './projector.ts';
import type { Projected } from './reading.ts';
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

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  readFrom(subscription: Pick<Subscription, 'seek' | 'assigned'>): void {
    this.#subscription = subscription;
  }

  async progress(partition: number): Promise<readonly Progress[]> {
    for (const [book, { checkpoint }] of this.#gaps) if (checkpoint.partition === partition) this.#gaps.delete(book);
    return (await this.#options.projector.checkpoints(partition)).map(progressOf);
  }

  async handle({ partition, messages, atEnd }: DeliveredBatch): Promise<void> {
    const { projector, onProjected, onMalformed } = this.#options;
    const events: Received[] = [];
    for (const message of messages) {
      const received = receive(message);
      if (received instanceof Malformed) onMalformed(received.reason, message);
      else events.push(received);
    }
    if (events.length > 0) {
      const passedOver = new Map([...this.#gaps].map(([book, gap]) => [book, gap.passedOver]));
      const results = await projector.project(events, passedOver);
      for (const [book, result] of results) {
        this.#follow(book, result);
        if (result.changed) onProjected(result.checkpoint);
      }
    }
    if (atEnd) await this.#lookForGaps(partition);
  }

  /** Goes on with a book that was halted, from where it stands. */
  async resume(book: string): Promise<void> {
    this.#gaps.delete(book);
    for (const partition of this.#subscription?.assigned() ?? []) {
      const checkpoints = await this.#options.projector.checkpoints(partition);
      const checkpoint = checkpoints.find((each) => each.book === book);
      if (checkpoint) this.#subscription?.seek(partition, progressOf(checkpoint));
    }
  }

  #follow(book: string, projected: Projected): void {
    const { checkpoint, passedOver } = projected;
    if (checkpoint.halted || passedOver <= checkpoint.position) return void this.#gaps.delete(book);
    const before = this.#gaps.get(book);
    const altered = projected.altered || (before?.altered ?? 0);
    this.#gaps.set(book, { ...projected, altered, soughtAt: before?.soughtAt ?? null });
  }

  /** At the end of a partition: what is missing may stand before what came too early. */
  async #lookForGaps(partition: number): Promise<void> {
    const back: Progress[] = [];
    for (const [book, gap] of this.#gaps) {
      const { checkpoint } = gap;
      if (checkpoint.partition !== partition) continue;
      if (gap.soughtAt !== checkpoint.position) {
        gap.soughtAt = checkpoint.position;
        back.push(progressOf(checkpoint));
        continue;
      }
      this.#gaps.delete(book);
      const next = checkpoint.position + 1;
      const halt = { reason: gap.altered === next ? `hash does not fit at ${next}` : `gap at ${next}`, event: null };
      const results = await this.#options.projector.halt({ book, partition }, halt);
      for (const result of results.values()) this.#options.onProjected(result.checkpoint);
    }
    // Where books share their offsets the last place counts: it must be the earliest.
    back.sort((a, b) => (a.offset > b.offset ? -1 : 1));
    for (const progress of back) this.#subscription?.seek(partition, progress);
  }
}

function progressOf({ book, offset, offsetPosition }: Checkpoint): Progress {
  return { book, offset, position: offsetPosition };
}
