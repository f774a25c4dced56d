import type { NewestFrames } from './newest-frames.ts';
import { frameOf, type ServerSent } from './server-sent.ts';

/** A client that has taken nothing for so long is gone. */
const STUCK_MS = 60_000;

/** One reader of a feed: a place in it, and a connection that takes as much as it takes. */
export class StreamClient {
  readonly #newest: NewestFrames;
  readonly #connection: ServerSent;
  /** The last event that was sent. */
  #cursor: number;
  #caughtUp = false;
  /** Whether the client has been given the id of its place: with it, it resumes there after a break. */
  #placed = false;
  #blockedSince = 0;

  constructor(newest: NewestFrames, connection: ServerSent, after: number) {
    this.#newest = newest;
    this.#connection = connection;
    this.#cursor = after;
    connection.onDrain(() => this.pump());
  }

  /** Sends what there is, as far as it is taken. Who is too far behind is told to reload. */
  pump(): void {
    if (this.#connection.blocked || this.#connection.closed) return;
    const frames = this.#newest.after(this.#cursor);
    if (frames === null) return this.reset();
    for (const { position, bytes } of frames) {
      this.#cursor = position;
      this.#placed = true;
      if (!this.#send(bytes)) return;
    }
    if (!this.#caughtUp && this.#cursor <= this.#newest.head) this.#tellCaughtUp();
  }

  /** From here on only what is newer than the feed has now: the rest is to be loaded. */
  reset(): void {
    this.#cursor = this.#newest.head;
    this.#send(frameOf('reset', { position: this.#cursor }, this.#cursor));
    this.#placed = true;
    this.#tellCaughtUp();
  }

  /** What only counts now: a client that does not take anything misses it, and in the end its connection. */
  tell(frame: Buffer): void {
    if (!this.#connection.blocked) this.#send(frame);
    else if (Date.now() - this.#blockedSince > STUCK_MS) this.#connection.cut();
  }

  #tellCaughtUp(): void {
    this.#caughtUp = true;
    this.#send(frameOf('caught-up', { position: this.#cursor }, this.#placed ? undefined : this.#cursor));
    this.#placed = true;
  }

  #send(frame: Buffer): boolean {
    const taken = this.#connection.send(frame);
    if (!taken) this.#blockedSince = Date.now();
    return taken;
  }
}
