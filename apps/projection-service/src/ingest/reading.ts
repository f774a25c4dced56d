import { readEvent, typesIn } from '@offtake/deals/stored-event';
import { hashOf } from '@offtake/event-transport/event-hash';
import { recordPostings } from '@offtake/exposure/postings';
import type { LockedBook } from './checkpoints.ts';
import { disputeChanges } from './dispute-changes.ts';
import { continued, type Histories } from './histories.ts';
import { type Received, storedEventOf } from './received.ts';
import type { Added } from './rows.ts';
import { type Checkpoint, type Halt, judge } from './rules.ts';

/** What became of a batch, book by book. */
export interface Projected {
  readonly checkpoint: Checkpoint;
  /** Something was added, or the book was halted. */
  readonly changed: boolean;
  /** The highest position that came too early, or was altered; 0 where none did. */
  readonly passedOver: number;
  /** The position of a message whose hash did not fit; 0 where there was none. */
  readonly altered: number;
}

/** Whether something came too early, and what belongs before it did not come yet. */
export function hasGap({ checkpoint, passedOver }: Projected): boolean {
  return !checkpoint.halted && passedOver > checkpoint.position;
}

/** One book in one batch. */
export class Reading {
  checkpoint: Checkpoint;
  moved = false;
  #changed = false;
  #announcedMax: string | null;
  #passedOver: number;
  #altered = 0;
  readonly #applied: Map<number, string>;

  constructor({ checkpoint, announcedMax, applied }: LockedBook, passedOver: number) {
    this.checkpoint = checkpoint;
    this.#announcedMax = announcedMax;
    this.#applied = new Map(applied);
    this.#passedOver = passedOver;
  }

  get result(): Projected {
    const { checkpoint } = this;
    return { checkpoint, changed: this.#changed, passedOver: this.#passedOver, altered: this.#altered };
  }

  read(event: Received, histories: Histories, added: Added): void {
    const { position } = event;
    const verdict = judge(
      this.checkpoint,
      event,
      (applied) => this.#applied.get(applied),
      () => hashOf(event) === event.hash,
    );
    if (verdict === 'altered') this.#altered = position;
    if (verdict === 'apply') this.#apply(event, histories, added);
    else if (verdict === 'pass over' || verdict === 'altered') this.#passedOver = Math.max(this.#passedOver, position);
    else if (verdict === 'skip') this.#readTo(event);
    else if (verdict !== 'ignore') this.#halt(verdict);
  }

  #apply(event: Received, histories: Histories, added: Added): void {
    const { announcedOn } = event.content;
    const announcedMax = this.#announcedMax && this.#announcedMax > announcedOn ? this.#announcedMax : announcedOn;
    try {
      const { book, stream, version } = event;
      const before = histories.of(book, stream);
      const recorded = readEvent(storedEventOf(event), typesIn(before));
      if (version !== before.version + 1) {
        throw new Error(`${stream} is at version ${before.version}: ${version} does not come next`);
      }
      if (before.kind === 'party') histories.put(book, stream, continued(before, recorded));
      else {
        const { history, postings } = recordPostings(before, recorded);
        histories.put(book, stream, history);
        postings.forEach((posting, n) => added.postings.push({ book, n, posting, announcedMax }));
        for (const change of disputeChanges(before, history, recorded)) {
          added.disputes.push({ book, position: event.position, ...change });
        }
        added.deals.set(`${book}\n${stream}`, { event, history });
      }
    } catch (error) {
      return this.#halt({ reason: (error as Error).message, event: event.id });
    }
    this.#announcedMax = announcedMax;
    added.events.push({ event, announcedMax });
    this.checkpoint = { ...this.checkpoint, position: event.position, hash: event.hash };
    this.#applied.set(event.position, event.hash);
    this.moved = true;
    this.#changed = true;
    this.#readTo(event);
  }

  /** Remembers where to go on, unless something before it was passed over and is still to be read. */
  #readTo({ position, offset, partition }: Received): void {
    if (position !== this.checkpoint.position || this.#passedOver > position) return;
    if (offset === this.checkpoint.offset && partition === this.checkpoint.partition) return;
    this.checkpoint = { ...this.checkpoint, offset, offsetPosition: position };
    this.moved = true;
  }

  #halt(halted: Halt): void {
    this.checkpoint = { ...this.checkpoint, halted };
    this.moved = true;
    this.#changed = true;
  }
}
