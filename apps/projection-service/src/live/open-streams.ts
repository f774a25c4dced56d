import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { ServerSent } from './server-sent.ts';

const MOST_STREAMS = 5_000;
/** How long a client may take for what it was still sent. */
const END_WITHIN_MS = 1_000;

/** The answers that stay open. A stop of the service ends them, for they would never end by themselves. */
@Injectable()
export class OpenStreams implements OnModuleDestroy {
  readonly #open = new Set<ServerSent>();
  #stopping = false;

  /** @throws Problem 503 where too many are open, or the service stops */
  open(reply: FastifyReply): ServerSent {
    if (this.#stopping) throw problem(503, 'unavailable', 'This service is stopping.');
    if (this.#open.size >= MOST_STREAMS) throw problem(503, 'unavailable', 'too many streams are open');
    const stream = new ServerSent(reply);
    this.#open.add(stream);
    stream.onClose(() => this.#open.delete(stream));
    return stream;
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping = true;
    for (const stream of this.#open) stream.end();
    setTimeout(() => {
      for (const stream of this.#open) stream.cut();
    }, END_WITHIN_MS).unref();
  }
}
