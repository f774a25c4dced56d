import { Body, Controller, Headers, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { type Command, commandSchema } from '@offtake/deals/command';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bookPath, unknownBook } from '../books/book-path.ts';
import { idempotencyOf } from '../decider/idempotency.ts';
import { problemOf } from './event-problem.ts';
import { RecordEvent } from './record-event.ts';
import { readIdempotencyKey, readIfMatch } from './request-headers.ts';

@ApiTags('recording')
@Controller('api/books/:book/events')
export class EventsController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  /** Records one event. */
  @Post()
  @Needs('record')
  async record(
    @Param('book', { schema: bookPath }) book: string,
    @Body({ schema: commandSchema }) command: Command,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('if-match') ifMatch: string | undefined,
    @Who() { principal }: Principal,
    @Req() { id }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const idempotency = idempotencyOf(principal, readIdempotencyKey(key), command, 'day');
    const request = { command, actor: principal, correlationId: id, ifMatch: readIfMatch(ifMatch), idempotency };
    const answer = await this.#commands.execute(new RecordEvent(book, request));
    if (answer === null) throw unknownBook(book);
    switch (answer.answer) {
      case 'recorded': {
        const { position, stream, version, event, recordedAt } = answer;
        void reply
          .status(HttpStatus.CREATED)
          .header('location', `/api/books/${book}/events/${position}`)
          .header('etag', `"${version}"`);
        return { book, position, stream, version, event, recordedAt };
      }
      case 'unchanged':
        void reply.status(HttpStatus.OK);
        return { book, position: answer.position };
      default:
        throw problemOf(answer);
    }
  }
}
