import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Book } from '@offtake/event-store/book';
import { EventStore } from '@offtake/event-store/store';
import { Needs } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { bookPath, unknownBook } from '../books/book-path.ts';
import { admitService } from '../internal-caller.ts';
import { SETTINGS, type Settings } from '../settings.ts';
import { type Checkpoint, signCheckpoint } from './checkpoint.ts';
import { ledgerLines } from './ledger-lines.ts';
import type { PublicKey, SigningKeys } from './signing-keys.ts';

/** For the other service, which asks who may see it: the ledger itself, and its head under a signature. */
@ApiExcludeController()
@Controller('internal')
@Needs('nobody')
export class LedgerController {
  readonly #store: EventStore;
  readonly #settings: Settings;

  constructor(store: EventStore, @Inject(SETTINGS) settings: Settings) {
    this.#store = store;
    this.#settings = settings;
  }

  @Get('books/:book/ledger')
  async ledger(
    @Param('book', { schema: bookPath }) book: string,
    @Headers('authorization') authorization: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    admitService(authorization, this.#settings.internalToken);
    const lines = ledgerLines(this.#store, await this.#find(book));
    await reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(lines, { objectMode: false }));
  }

  @Get('books/:book/checkpoint')
  async checkpoint(
    @Param('book', { schema: bookPath }) book: string,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<Checkpoint> {
    admitService(authorization, this.#settings.internalToken);
    return signCheckpoint(await this.#find(book), this.#keys(), new Date().toISOString());
  }

  @Get('checkpoint-keys')
  keys(@Headers('authorization') authorization: string | undefined): { readonly keys: readonly object[] } {
    admitService(authorization, this.#settings.internalToken);
    const told = ({ id, pem }: PublicKey, n: number) => ({ key: id, publicKey: pem, signs: n === 0 });
    return { keys: this.#settings.signingKeys?.public.map(told) ?? [] };
  }

  #keys(): SigningKeys {
    const { signingKeys } = this.#settings;
    if (signingKeys !== null) return signingKeys;
    throw problem(404, 'not-found', 'Nothing is signed here: no OFFTAKE_SIGNING_KEY was given to the command service.');
  }

  async #find(book: string): Promise<Book> {
    const found = await this.#store.book(book);
    if (found === null) throw unknownBook(book);
    return found;
  }
}
