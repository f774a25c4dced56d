import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule } from '@offtake/http-edge/access.module';
import { createService } from '@offtake/http-edge/service';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import type { Config } from '../../src/config.ts';
import { ExportModule } from '../../src/export/export.module.ts';
import { Heads } from '../../src/ingest/heads.ts';
import { Projector } from '../../src/ingest/projector.ts';
import { RebuildWatch } from '../../src/ingest/rebuild-watch.ts';
import { QueriesModule } from '../../src/queries/queries.module.ts';
import { ReadModelsModule } from '../../src/read-models/read-models.module.ts';
import { ActiveGeneration } from '../../src/schema/active-generation.ts';
import { Announcements } from '../../src/schema/announcements.ts';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { SchemaModule } from '../../src/schema/schema.module.ts';
import { checkDescribed } from './described.ts';
import type { WrittenLedger } from './written-ledger.ts';

/** So short that the books of tests have many. */
export const SHORT = { stretch: 3, whole: 12 };

/** The reading half of the service on a database of its own, next to a ledger that says what it has. */
export class ReadingSide {
  readonly #postgres: Postgres;
  readonly #ledger: Server;
  readonly #app: NestFastifyApplication;
  readonly #projector: Projector;
  readonly #books: WrittenLedger[];
  readonly origin: string;

  private constructor(parts: {
    postgres: Postgres;
    ledger: Server;
    app: NestFastifyApplication;
    books: WrittenLedger[];
    projector: Projector;
    origin: string;
  }) {
    this.#postgres = parts.postgres;
    this.#ledger = parts.ledger;
    this.#app = parts.app;
    this.#projector = parts.projector;
    this.#books = parts.books;
    this.origin = parts.origin;
  }

  /** Everything that was written so far is in the read models. */
  static async start(...books: WrittenLedger[]): Promise<ReadingSide> {
    process.env.LOG_LEVEL = 'error';
    const postgres = await startTemporaryPostgres({ durable: false });
    const ledger = createServer((_, response) => response.end(JSON.stringify({ books: books.map(headOf) })));
    await new Promise<void>((resolve) => ledger.listen(0, '127.0.0.1', resolve));
    const commandUrl = `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`;
    const app = await createService(
      moduleOf({ databaseUrl: postgres.url, open: true, commandUrl, internalToken: '', log: { kind: 'postgres' } }),
    );
    await app.listen(0, '127.0.0.1');
    const projector = new Projector(postgres.url, 'exposure_1', SHORT);
    const side = new ReadingSide({ postgres, ledger, app, books, projector, origin: await app.getUrl() });
    for (const book of books) if (book.head > 0) await side.project(book);
    return side;
  }

  /** Projects what was written, and announces it as the ingest does. */
  async project(book: WrittenLedger): Promise<void> {
    await this.#projector.project(book.received);
    this.#app.get(Announcements).projected(book.book);
  }

  async halt(book: string, reason: string): Promise<void> {
    await this.#projector.halt({ book, partition: 0 }, { reason, event: null });
  }

  /** A part of the service, as others have it injected. */
  part<T>(type: abstract new (...parts: never[]) => T): T {
    return this.#app.get<T>(type, { strict: false });
  }

  get databaseUrl(): string {
    return this.#postgres.url;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.origin}/api/books/${this.#books[0]?.book}${path}`, { headers });
  }

  /** An answer, held to what the API's document says of it. */
  async json<T = Record<string, never>>(path: string, status = 200): Promise<T> {
    const response = await this.get(path);
    const text = await response.text();
    if (response.status !== status) throw new Error(`${path}: ${response.status} ${text}`);
    const body: unknown = JSON.parse(text);
    if (status === 200) checkDescribed('get', `/api/books/${this.#books[0]?.book}${path}`, status, body);
    return body as T;
  }

  /** Answers how many milliseconds the service took to stop. */
  async stop(): Promise<number> {
    const began = Date.now();
    await this.#app.close();
    const took = Date.now() - began;
    await this.#projector.close();
    this.#ledger.close();
    this.#ledger.closeAllConnections();
    await this.#postgres.stop();
    return took;
  }
}

function headOf({ book, head, hash }: WrittenLedger) {
  return { book, name: `The book ${book}`, partition: 0, position: head, hash };
}

function moduleOf(config: Config) {
  @Global()
  @Module({
    providers: [
      {
        provide: Heads,
        useFactory: (database: ReadDatabase) => new Heads(config.commandUrl, '', database),
        inject: [ReadDatabase],
      },
      {
        provide: RebuildWatch,
        useFactory: (database: ReadDatabase, active: ActiveGeneration) => new RebuildWatch(database, active),
        inject: [ReadDatabase, ActiveGeneration],
      },
    ],
    exports: [Heads, RebuildWatch],
  })
  class LedgerHeads {}
  const access = AccessModule.forRoot({
    databaseUrl: config.databaseUrl,
    bookRole: 'offtake_projection_book',
    open: true,
  });
  const imports = [
    CqrsModule.forRoot(),
    access,
    SchemaModule.from(config),
    LedgerHeads,
    QueriesModule,
    ReadModelsModule,
    ExportModule,
  ];
  @Module({ imports })
  class ReadingModule {}
  return ReadingModule;
}
