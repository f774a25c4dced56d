import { Body, Controller, Headers, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { type Command, commandSchema } from '@offtake/deals/command';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as answers from '../answers.ts';
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
  @ApiSecurity('bearer')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same request again gets the same answer.' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version of the stream, in quotes: "3".' })
  @ApiResponse({ status: 201, description: 'Recorded.', standardSchema: answers.recorded })
  @ApiResponse({ status: 200, description: 'There is nothing new to record.', standardSchema: answers.nothingNew })
  @ApiResponse({ status: 409, description: 'The Idempotency-Key stands for another request.' })
  @ApiResponse({ status: 412, description: 'The stream is not at the version of If-Match.' })
  @ApiResponse({ status: 422, description: 'Refused by a rule, with violations: rule, path, message.' })
  @ApiResponse({ status: 503, description: 'Not recorded; to be sent again after Retry-After seconds.' })
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
