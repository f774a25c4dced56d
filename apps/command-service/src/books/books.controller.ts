import { Body, Controller, Headers, HttpStatus, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { Audited } from '@offtake/http-edge/audited';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import * as answers from '../answers.ts';
import { readIdempotencyKey } from '../events/request-headers.ts';
import { bookName } from './book-name.ts';
import { bookPath } from './book-path.ts';
import { CreateBook } from './create-book.ts';

const newBook = z
  .strictObject({
    book: bookPath,
    name: bookName,
  })
  .meta({ id: 'NewBook' });

@ApiTags('books')
@Controller('api/books')
export class BooksController {
  readonly #commands: CommandBus;

  constructor(commands: CommandBus) {
    this.#commands = commands;
  }

  /** Creates a book. */
  @Post()
  @Needs('platform')
  @Audited('book.created')
  @ApiSecurity('bearer')
  @ApiResponse({ status: 201, description: 'Created.', standardSchema: answers.created })
  @ApiResponse({ status: 409, description: 'There is a book of this name.' })
  async create(
    @Body({ schema: newBook }) { book, name }: z.infer<typeof newBook>,
    @Headers('idempotency-key') key: string | undefined,
    @Who() { principal }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const answer = await this.#commands.execute(new CreateBook(book, name, principal, readIdempotencyKey(key)));
    if (answer === 'exists') throw problem(409, 'exists', `The book ${book} exists.`);
    if (answer === 'key reused') throw problem(409, 'key-reused', 'This Idempotency-Key stands for another request.');
    void reply.status(HttpStatus.CREATED).header('location', `/api/books/${book}`);
    // Of a new book, also where it has grown since the first answer.
    return { book, name: answer.made.name, position: 0, createdAt: answer.made.createdAt };
  }
}
