import type { RecordedFrame } from './recorded-frames.ts';

/** Who is further behind than this many events, or bytes, reloads instead. */
export const MOST_FRAMES = 1_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** The newest events of a book, each serialised once. Clients keep a place in them, and no queue of their own. */
export class NewestFrames {
  #frames: RecordedFrame[] = [];
  #bytes = 0;
  #head = 0;

  /** The newest event that can be sent. */
  get head(): number {
    return this.#head;
  }

  beginAfter(position: number): void {
    this.#head = position;
  }

  /** What comes after a position, or null where that is too far back. */
  after(position: number): readonly RecordedFrame[] | null {
    const first = this.#head - this.#frames.length;
    return position < first ? null : this.#frames.slice(position - first);
  }

  /** Takes the events that come next, and lets go of the oldest. */
  take(page: readonly RecordedFrame[]): void {
    for (const frame of page) {
      this.#frames.push(frame);
      this.#bytes += frame.bytes.length;
      this.#head = frame.position;
    }
    let dropped = 0;
    while (this.#frames.length - dropped > MOST_FRAMES || this.#bytes > MOST_BYTES) {
      this.#bytes -= this.#frames[dropped]?.bytes.length ?? 0;
      dropped += 1;
    }
    this.#frames.splice(0, dropped);
  }
}
