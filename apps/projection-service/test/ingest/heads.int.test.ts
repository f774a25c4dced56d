import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Heads } from '../../src/ingest/heads.ts';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { type Database, type Server, startServer } from './read-models.ts';

let server: Server;
let database: Database;
let reads: ReadDatabase;
let ledger: HttpServer;
let position = 7;

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await startServer();
});
afterAll(() => server.postgres.stop());
beforeEach(async () => {
  position = 7;
  database = await server.openDatabase();
  reads = new ReadDatabase(database.url);
  ledger = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer secret') return response.writeHead(401).end();
    const head = { book: 'b', name: 'The book', partition: 2, position, hash: 'ab'.repeat(32) };
    return response.end(JSON.stringify({ books: [head] }));
  });
  await new Promise<void>((resolve) => ledger.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  ledger.closeAllConnections();
  ledger.close();
  await reads.onApplicationShutdown();
  await database.close();
});

const address = () => `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`;

describe('the heads of the books', () => {
  it('are those that the command service says, and give the lag', async () => {
    const heads = new Heads(address(), 'secret', reads);
    expect(heads.unknownSince).not.toBeNull();
    expect(heads.lag('b', 5)).toBeNull();
    await heads.poll();
    expect(heads.unknownSince).toBeNull();
    expect(heads.of('b')).toMatchObject({ name: 'The book', partition: 2, position: 7 });
    expect(heads.lag('b', 5)).toBe(2);
    position = 9;
    await heads.poll();
    expect(heads.lag('b', 5)).toBe(4);
    expect(await database.rows('select book, name, head::int from exposure.book')).toEqual([
      { book: 'b', name: 'The book', head: 9 },
    ]);
  });

  it('are unknown since the command service has stopped to answer, and known again when it does', async () => {
    const heads = new Heads(address(), 'secret', reads);
    await heads.poll();
    const { port } = ledger.address() as AddressInfo;
    ledger.closeAllConnections();
    await new Promise((resolve) => ledger.close(resolve));
    await heads.poll();
    const since = heads.unknownSince;
    await heads.poll();
    expect(since).toBeInstanceOf(Date);
    expect(heads.unknownSince).toBe(since);
    expect(heads.lag('b', 5)).toBeNull();
    expect(heads.of('b')?.position).toBe(7);
    await new Promise<void>((resolve) => ledger.listen(port, '127.0.0.1', resolve));
    await heads.poll();
    expect(heads.lag('b', 5)).toBe(2);
  });

  it('are remembered over a restart, although what is newer is unknown', async () => {
    await new Heads(address(), 'secret', reads).poll();
    const later = new Heads(null, '', reads);
    await later.onApplicationBootstrap();
    await later.onApplicationShutdown();
    expect(later.of('b')?.name).toBe('The book');
    expect(later.unknownSince).not.toBeNull();
  });

  it('are not told to who lacks the token', async () => {
    const heads = new Heads(address(), 'wrong', reads);
    await heads.poll();
    expect(heads.all()).toEqual([]);
  });
});
