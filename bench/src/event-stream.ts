import { connect, type Socket } from 'node:net';
import type { Bench } from './bench-system.ts';

/** A client of a book's stream that takes note of when which event came, and does nothing else with it. */
export class EventStream {
  readonly #socket: Socket;
  readonly #onEvent: (position: number) => void;
  #rest = '';
  /** Resolves when the answer has begun. */
  readonly opened: Promise<void>;

  constructor(bench: Bench, book: string, onEvent: (position: number) => void) {
    const { hostname, port, host } = new URL(bench.projectionUrl);
    this.#onEvent = onEvent;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.write(
      `GET /api/books/${book}/stream HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${bench.key}\r\n\r\n`,
    );
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once('data', () => resolve());
      this.#socket.on('error', reject);
    });
    this.#socket.on('data', (text: string) => this.#take(text));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    const read = this.#rest + text;
    const ids = /(?:^|\n)id: (\d+)\n/g;
    let end = 0;
    for (let found = ids.exec(read); found !== null; found = ids.exec(read)) {
      end = ids.lastIndex;
      this.#onEvent(Number(found[1]));
    }
    // An id may be cut in two by the network: a short rest is enough to see it.
    this.#rest = read.slice(Math.max(end, read.length - 32));
  }
}
