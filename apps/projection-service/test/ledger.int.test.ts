import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule } from '@offtake/http-edge/access.module';
import { createService } from '@offtake/http-edge/service';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONFIG, type Config } from '../src/config.ts';
import { LedgerModule } from '../src/ledger/ledger.module.ts';

/** Answers as the command service does, or as one that is in trouble. */
let command: Server;
let app: NestFastifyApplication;
let origin = '';
const open = new Set<ServerResponse>();

beforeAll(async () => {
  process.env.LOG_LEVEL = 'fatal';
  command = createServer((request, response) => {
    const json = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (request.headers.authorization !== 'Bearer secret') return json(401, {});
    if (request.url === '/internal/checkpoint-keys') return json(200, { keys: [] });
    if (request.url === '/internal/books/b/checkpoint') return json(200, { book: 'b', position: 7 });
    if (request.url === '/internal/books/none/checkpoint') return json(404, { detail: 'There is no book none.' });
    if (request.url === '/internal/books/b/ledger') return response.end('{"export":"book"}\n{"complete":true}\n');
    if (request.url === '/internal/books/broken/ledger') {
      response.write('{"export":"book"}\n');
      return setTimeout(() => response.destroy(), 50);
    }
    if (request.url === '/internal/books/slow/ledger') {
      open.add(response);
      response.on('close', () => open.delete(response));
      return response.write('{"export":"book"}\n');
    }
    return json(500, { detail: 'It broke.' });
  });
  await new Promise<void>((resolve) => command.listen(0, '127.0.0.1', resolve));
  const commandUrl = `http://127.0.0.1:${(command.address() as AddressInfo).port}`;
  app = await createService(
    moduleOf({ databaseUrl: '', open: true, commandUrl, internalToken: 'secret', log: { kind: 'postgres' } }),
  );
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  command.closeAllConnections();
  command.close();
});

function moduleOf(config: Config) {
  @Global()
  @Module({ providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] })
  class Configured {}
  @Module({
    imports: [
      Configured,
      AccessModule.forRoot({ databaseUrl: '', bookRole: 'offtake_projection_book', open: true }),
      LedgerModule,
    ],
  })
  class LedgerOnly {}
  return LedgerOnly;
}

const get = (path: string, signal?: AbortSignal) => fetch(`${origin}/api/${path}`, signal ? { signal } : {});

describe('the ledger behind the read models', () => {
  it('is answered as the command service answers it', async () => {
    const checkpoint = await get('books/b/checkpoint');
    expect(await checkpoint.json()).toEqual({ book: 'b', position: 7 });
    expect(checkpoint.headers.get('cache-control')).toBe('no-store');
    expect(await (await get('checkpoint-keys')).json()).toEqual({ keys: [] });
    const ledger = await get('books/b/ledger');
    expect(ledger.headers.get('content-type')).toContain('application/x-ndjson');
    expect(await ledger.text()).toBe('{"export":"book"}\n{"complete":true}\n');
  });

  it('is not there where the command service does not know it, and away where that is in trouble', async () => {
    const none = await get('books/none/checkpoint');
    expect([none.status, await none.json()]).toEqual([
      404,
      expect.objectContaining({ detail: 'There is no book none.' }),
    ]);
    const trouble = await get('books/trouble/checkpoint');
    expect([trouble.status, trouble.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('breaks off where it breaks off there: it never ends as if it were whole', async () => {
    const answer = await get('books/broken/ledger');
    await expect(answer.text()).rejects.toThrow();
  });

  it('is read by so many at once, and by the next when one has left', async () => {
    const stopping = Array.from({ length: 4 }, () => new AbortController());
    await Promise.all(stopping.map(({ signal }) => get('books/slow/ledger', signal)));
    expect((await get('books/slow/ledger')).status).toBe(429);
    for (const one of stopping) one.abort();
    await vi.waitFor(() => expect(open.size).toBe(0), { timeout: 5_000 });
    expect((await get('books/b/ledger')).status).toBe(200);
  });
});
