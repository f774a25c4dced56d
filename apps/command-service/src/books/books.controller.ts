import { Body, Controller, HttpStatus, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { isStorable } from '@offtake/deals/vocabulary';
import { Needs } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { bookPath } from './book-path.ts';
import { CreateBook } from './create-book.ts';

const newBook = z
  .strictObject({
    book: bookPath,
    name: z.string().trim().min(1).max(200).refine(isStorable, 'a NUL, or half a character'),
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
  @ApiSecurity('bearer')
  @ApiResponse({ status: 201, description: 'Created: book, name, position, createdAt.' })
  @ApiResponse({ status: 409, description: 'There is a book of this name.' })
  async create(
    @Body({ schema: newBook }) { book, name }: z.infer<typeof newBook>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const made = await this.#commands.execute(new CreateBook(book, name));
    if (!made.created) throw problem(409, 'exists', `The book ${book} exists.`);
    void reply.status(HttpStatus.CREATED).header('location', `/api/books/${book}`);
    return { book, name: made.book.name, position: made.book.position, createdAt: made.book.createdAt };
  }
}
