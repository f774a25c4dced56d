import { PassThrough } from 'node:stream';
import {
  type BeforeApplicationShutdown,
  Controller,
  HttpCode,
  HttpStatus,
  Logger,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiConsumes, ApiProduces, ApiQuery, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { EventStore } from '@offtake/event-store/store';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { importLine } from '../answers.ts';
import { bookPath, unknownBook } from '../books/book-path.ts';
import { Deciders } from '../decider/deciders.ts';
import { csvLines } from './csv-lines.ts';
import { runImport } from './import.ts';
import { ndjsonLines, type ReadLines } from './import-line.ts';
import { Report } from './report.ts';

const NDJSON = 'application/x-ndjson';
const CSV = 'text/csv';
const READERS: Readonly<Record<string, ReadLines>> = { [NDJSON]: ndjsonLines, [CSV]: csvLines };
const GRACE_MS = 250;

const options = z
  .strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    onError: z.enum(['stop', 'skip']).optional(),
  })
  .meta({ id: 'ImportOptions' });

@ApiTags('recording')
@Controller('api/books/:book/imports')
export class ImportsController implements BeforeApplicationShutdown {
  readonly #log = new Logger('imports');
  readonly #store: EventStore;
  readonly #deciders: Deciders;
  readonly #stopping = new AbortController();

  constructor(store: EventStore, deciders: Deciders) {
    this.#store = store;
    this.#deciders = deciders;
  }

  /** Records a stream of events, a line each, and answers while it reads. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Needs('record')
  @ApiSecurity('bearer')
  @ApiConsumes(NDJSON, CSV)
  @ApiProduces(NDJSON)
  @ApiQuery({ name: 'dryRun', enum: ['true', 'false'], required: false })
  @ApiQuery({
    name: 'onError',
    enum: ['stop', 'skip'],
    required: false,
    description: 'Unless told: stop; skip in a dry run, so that it shows all that is wrong.',
  })
  @ApiResponse({
    status: 200,
    description: 'A line for each refused event, in a dry run for each event; progress; a last line with totals.',
    standardSchema: importLine,
  })
  async import(
    @Param('book', { schema: bookPath }) book: string,
    @Query({ schema: options }) { dryRun, onError }: z.infer<typeof options>,
    @Who() { principal }: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = READERS[request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''];
    if (read === undefined) {
      throw problem(415, 'unsupported-media-type', `An import is ${NDJSON} or ${CSV}: an event in each line.`);
    }
    const [decider, head] = await Promise.all([this.#deciders.of(book), this.#store.book(book)]);
    if (decider === null || head === null) throw unknownBook(book);
    const answer = new PassThrough();
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    // Not destroyed where an import stops early: the client would see its connection end, and not the answer.
    const source = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const report = new Report(head.position, (line) => void answer.write(line));
    const origin = { actor: principal, correlationId: request.id };
    // A dry run is there to see all that is wrong at once.
    const unlessTold = dryRun === 'true' ? 'skip' : 'stop';
    const task = { store: this.#store, decider, book, origin, onError: onError ?? unlessTold, source, read, report };
    const over = AbortSignal.any([gone.signal, this.#stopping.signal]);
    void runImport({ ...task, over, dryRun: dryRun === 'true' })
      .catch((error: unknown) => {
        if (!gone.signal.aborted) this.#log.error({ err: error, requestId: request.id }, 'An import failed');
      })
      .finally(() => {
        answer.end();
        // The lines that an early end left unread: the connection's next request comes after them.
        request.raw.resume();
      });
    reply.raw.once('finish', () => this.#stopping.signal.aborted && disconnectSoon(request));
    await reply.type(NDJSON).send(answer);
  }

  /** An import has no end of its own that a stop could wait for. */
  beforeApplicationShutdown(): void {
    this.#stopping.abort();
  }
}

/** A connection whose request never ends would keep the process; its client has so long to read the answer. */
function disconnectSoon({ raw }: FastifyRequest): void {
  setTimeout(() => raw.destroy(), GRACE_MS);
}
