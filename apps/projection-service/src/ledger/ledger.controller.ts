import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import type { FastifyReply } from 'fastify';
import { checkpointKeys } from '../answers/access.ts';
import { checkpoint } from '../answers/books.ts';
import { LedgerSource } from './ledger-source.ts';

/** The ledger behind the read models: for whoever does not want to take their word for it. */
@ApiTags('books')
@Controller('api')
export class LedgerController {
  readonly #source: LedgerSource;

  constructor(source: LedgerSource) {
    this.#source = source;
  }

  @Get('books/:book/checkpoint')
  @Needs('read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Position and hash of the newest event, signed with Ed25519' })
  @ApiOkResponse({ standardSchema: checkpoint })
  @ApiResponse({ status: 404, description: 'There is no such book, or no key to sign with.' })
  checkpoint(@Param('book') book: string): Promise<object> {
    return this.#source.json(`books/${encodeURIComponent(book)}/checkpoint`);
  }

  @Get('books/:book/ledger')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Needs('read')
  @ApiOperation({ summary: 'The book as it stands in the ledger, in the lines of an export' })
  @ApiProduces('application/x-ndjson')
  async ledger(@Param('book') book: string, @Res() reply: FastifyReply): Promise<void> {
    const lines = await this.#source.stream(`books/${encodeURIComponent(book)}/ledger`);
    reply.headers({ 'cache-control': 'no-store' });
    await reply.type('application/x-ndjson; charset=utf-8').send(lines);
  }

  @Get('checkpoint-keys')
  @ApiOkResponse({ standardSchema: checkpointKeys })
  @Needs('nobody')
  @ApiOperation({ summary: 'The public keys that verify checkpoints; the first one signs, the others did' })
  keys(): Promise<object> {
    return this.#source.json('checkpoint-keys');
  }
}
