import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { COORDINATES, position } from '../queries/coordinates.ts';
import { Places } from '../queries/place.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { Feeds } from './feeds.ts';
import { OpenStreams } from './open-streams.ts';
import { replay } from './replay.ts';

/** It always tells what is recorded now: of the coordinates it takes only the one to wait for. */
export const streamSchema = z.strictObject({ after: position.optional(), minPosition: position.optional() });
const FASTEST = 10_000;
export const replaySchema = z.strictObject({
  ...COORDINATES,
  from: position.pipe(z.number().min(1)).default(1),
  to: position.optional(),
  speed: position.pipe(z.number().max(FASTEST)).default(0),
});

@ApiTags('live')
@Controller('api/books/:book')
@Needs('read')
export class StreamController {
  readonly #places: Places;
  readonly #feeds: Feeds;
  readonly #streams: OpenStreams;
  readonly #database: ReadDatabase;

  constructor(places: Places, feeds: Feeds, streams: OpenStreams, database: ReadDatabase) {
    this.#places = places;
    this.#feeds = feeds;
    this.#streams = streams;
    this.#database = database;
  }

  @Get('stream')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'Server-sent events: what is recorded, as it is recorded' })
  async stream(
    @Param('book') book: string,
    @Query({ schema: streamSchema }) { after, minPosition }: z.infer<typeof streamSchema>,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#places.settle(book, { reading: 'recorded', minPosition });
    await this.#feeds.follow(book, resumeFrom(last) ?? after ?? null, reply);
  }

  @Get('replay')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'Server-sent events: the recorded events again, with their postings' })
  async replay(
    @Param('book') book: string,
    @Query({ schema: replaySchema }) { from, to, speed, ...coordinates }: z.infer<typeof replaySchema>,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const minPosition = Math.max(coordinates.minPosition ?? 0, to ?? 0);
    const known = await this.#places.settle(book, { ...coordinates, minPosition });
    const place = { ...known, position: Math.min(known.position, to ?? known.position) };
    const connection = this.#streams.open(reply);
    const first = Math.max(from, (resumeFrom(last) ?? 0) + 1);
    // The answer has begun: what fails from here on can only end it.
    await replay(this.#database, place, first, speed, connection).catch(() => connection.cut());
  }
}

/** A Last-Event-ID that is none of ours says nothing. */
function resumeFrom(last: string | undefined): number | null {
  const parsed = position.safeParse(last);
  return parsed.success ? parsed.data : null;
}
