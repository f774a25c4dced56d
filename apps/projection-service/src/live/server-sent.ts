import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

/** Server-sent events (WHATWG), as bytes that any number of clients can be sent. */

export function frameOf(event: string, data: object, id?: number): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Keeps a connection open through proxies, and shows a client that it is. */
export const HEARTBEAT = Buffer.from(': \n\n');
export const HEARTBEAT_MS = 15_000;

/** One open answer of server-sent events. It holds no queue: who sends more than is taken has to wait, or to skip. */
export class ServerSent {
  readonly #reply: FastifyReply;
  #blocked = false;
  #closed: boolean;

  constructor(reply: FastifyReply) {
    this.#reply = reply;
    // A client may have left while its answer was being prepared: then nothing is ever closed again.
    this.#closed = reply.raw.destroyed;
    reply.hijack();
    if (this.#closed) return;
    // The connection ends with the stream: kept alive, it would hold up a stop of the service.
    reply.raw.shouldKeepAlive = false;
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    reply.raw.flushHeaders();
    reply.raw.on('error', () => this.#reply.raw.destroy());
    reply.raw.on('close', () => {
      this.#closed = true;
    });
    reply.raw.on('drain', () => {
      this.#blocked = false;
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The client has not yet taken what was sent. */
  get blocked(): boolean {
    return this.#blocked;
  }

  onDrain(listener: () => void): void {
    this.#reply.raw.on('drain', listener);
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#reply.raw.on('close', listener);
  }

  /** False: enough for now, until it drains. */
  send(frame: Buffer): boolean {
    if (this.#closed) return false;
    this.#blocked = !this.#reply.raw.write(frame);
    return !this.#blocked;
  }

  /** Resolves when more can be sent, or at the end. */
  async ready(): Promise<void> {
    if (!this.#blocked || this.#closed) return;
    const stop = new AbortController();
    const ends = [once(this.#reply.raw, 'drain', stop), once(this.#reply.raw, 'close', stop)];
    await Promise.race(ends).finally(() => {
      stop.abort();
      for (const end of ends) end.catch(() => undefined);
    });
  }

  end(): void {
    this.#reply.raw.end();
  }

  /** Ends it without waiting for a client that takes nothing. */
  cut(): void {
    this.#reply.raw.destroy();
  }
}
