import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Heads } from '../ingest/heads.ts';
import { isFresh } from '../queries/answer.ts';
import { COORDINATES } from '../queries/coordinates.ts';
import { Places } from '../queries/place.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { exportedLines } from './exported-lines.ts';

/** A book up to what it knew is a book; what is valid, and which reading, makes no difference to what was recorded. */
export const exportSchema = z.strictObject({ knownAt: COORDINATES.knownAt, minPosition: COORDINATES.minPosition });

@ApiTags('books')
@Controller('api/books/:book/export')
@Needs('read')
export class ExportController {
  readonly #places: Places;
  readonly #heads: Heads;
  readonly #database: ReadDatabase;
  readonly #active: ActiveGeneration;

  constructor(places: Places, heads: Heads, database: ReadDatabase, active: ActiveGeneration) {
    this.#places = places;
    this.#heads = heads;
    this.#database = database;
    this.#active = active;
  }

  @Get()
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The whole book with its hashes, as NDJSON, to be verified or restored' })
  @ApiProduces('application/x-ndjson')
  async export(
    @Param('book') book: string,
    @Query({ schema: exportSchema }) { knownAt, minPosition = 0 }: z.infer<typeof exportSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#heads.poll();
    const head = this.#heads.of(book);
    // Nothing that is recorded is left out, unless less is asked for.
    const least = knownAt ? minPosition : Math.max(minPosition, head?.position ?? 0);
    const place = await this.#places.settle(book, { knownAt, minPosition: least, reading: 'recorded' });
    if (isFresh(request, reply, place)) {
      await reply.status(304).send();
      return;
    }
    const lines = exportedLines(this.#database, this.#active, place, this.#heads.of(book)?.name ?? book);
    reply.headers({ 'content-disposition': `attachment; filename="${book}-${place.position}.ndjson"` });
    await reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines, { objectMode: false }));
  }
}
