import { finished } from 'node:stream/promises';
import { Controller, HttpStatus, Logger, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { EventStore } from '@offtake/event-store/store';
import { Needs } from '@offtake/http-edge/access-guard';
import { Audited } from '@offtake/http-edge/audited';
import { type Problem, problem } from '@offtake/http-edge/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers.ts';
import { bookPath } from '../books/book-path.ts';
import { BrokenExport } from './exported-book.ts';
import { RestoreBook } from './restore-book.ts';

const NDJSON = 'application/x-ndjson';
/** Each holds a book in memory and a connection of its own. */
const MAX_AT_ONCE = 2;
/** For the rest of a file that is refused: its sender reads the answer when it has sent all. */
const REST_WITHIN_MS = 10_000;

@ApiTags('books')
@Controller('api/books/:book/restore')
export class RestoreController {
  readonly #log = new Logger('restore');
  readonly #commands: CommandBus;
  readonly #store: EventStore;
  #running = 0;

  constructor(commands: CommandBus, store: EventStore) {
    this.#commands = commands;
    this.#store = store;
  }

  /** Puts an exported book into an empty one of the same name: all of it, as it was, or nothing. */
  @Post()
  @Needs('platform')
  @Audited('book.restored')
  @ApiSecurity('bearer')
  @ApiConsumes(NDJSON)
  @ApiResponse({ status: 201, description: 'Restored.', standardSchema: answers.restored })
  @ApiResponse({ status: 409, description: 'The book has events.' })
  @ApiResponse({ status: 422, description: 'A line does not fit: rule, line, path, message. Nothing is restored.' })
  async restore(
    @Param('book', { schema: bookPath }) book: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if (!request.headers['content-type']?.startsWith(NDJSON)) {
      throw problem(415, 'unsupported-media-type', `An exported book is ${NDJSON}.`);
    }
    if (this.#running >= MAX_AT_ONCE) throw problem(429, 'too-many-requests', 'Other books are being restored.');
    this.#running += 1;
    try {
      return await this.#restore(book, request, reply);
    } catch (error) {
      const { destroyed, complete } = request.raw;
      if (destroyed && !complete) throw problem(400, 'malformed', 'The connection ended before the file did.');
      await this.#readRest(request);
      throw error instanceof BrokenExport ? problemOf(error) : error;
    } finally {
      this.#running -= 1;
    }
  }

  async #restore(book: string, request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const there = await this.#store.book(book);
    if (there !== null && there.position > 0) throw hasEvents(book);
    // Not destroyed where a line is refused: its sender is still to be answered.
    const source = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const restored = await this.#commands.execute(new RestoreBook(book, source));
    if (restored === null) throw hasEvents(book);
    const { name, position, hash, recordedAt } = restored;
    this.#log.log({ book, position, requestId: request.id }, 'A book was restored');
    void reply.status(HttpStatus.CREATED).header('location', `/api/books/${book}`);
    return { book, name, position, hash, recordedAt };
  }

  async #readRest({ raw }: FastifyRequest): Promise<void> {
    if (raw.complete) return;
    raw.resume();
    await finished(raw, { signal: AbortSignal.timeout(REST_WITHIN_MS) }).catch(() => {});
  }
}

function hasEvents(book: string): Problem {
  return problem(409, 'exists', `The book ${book} has events: a book is restored into an empty one.`);
}

function problemOf({ line, rule, path, message }: BrokenExport): Problem {
  const detail = `Line ${line}: ${message}. Nothing was restored.`;
  return problem(422, 'refused', detail, { violations: [{ rule, path, message, line }] });
}
