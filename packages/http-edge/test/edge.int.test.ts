import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AccessModule } from '../src/access.module.ts';
import { Needs, Who } from '../src/access-guard.ts';
import { Readiness } from '../src/health.ts';
import { problem } from '../src/problem.ts';
import { createService } from '../src/service.ts';

const schema = z.strictObject({ legs: z.array(z.strictObject({ unit: z.string() })) });

@Controller('api/books/:book')
class DealsController {
  @Post()
  @Needs('record')
  record(@Body({ schema }) body: z.infer<typeof schema>) {
    return body;
  }

  @Get('broken')
  @Needs('read')
  broken() {
    throw new Error('the password is hunter2');
  }

  @Get('away')
  @Needs('read')
  away() {
    throw problem(503, 'unavailable', 'the database is away');
  }

  @Get('who')
  @Needs('read')
  who(@Param('book') book: string, @Who() { principal }: { principal: string }) {
    return { book, principal };
  }
}

/** A database that nobody listens for. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

@Module({
  imports: [AccessModule.forRoot({ databaseUrl: NOWHERE, bookRole: 'offtake_command_book', open: true })],
  controllers: [DealsController],
})
class OpenService {}

@Module({
  imports: [AccessModule.forRoot({ databaseUrl: NOWHERE, bookRole: 'offtake_command_book', open: false })],
  controllers: [DealsController],
})
class ClosedService {}

let open: NestFastifyApplication;
let closed: NestFastifyApplication;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  open = await createService(OpenService);
  closed = await createService(ClosedService);
  await Promise.all([open.init(), closed.init()]);
  await Promise.all([open.getHttpAdapter().getInstance().ready(), closed.getHttpAdapter().getInstance().ready()]);
});

afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
});

describe('a request that is wrong', () => {
  it('names each place that does not fit, as a JSON Pointer', async () => {
    const payload = { legs: [{ unit: 5 }], 'a/b': 1 };
    const answer = await open.inject({ method: 'POST', url: '/api/books/b', payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const { violations, ...rest } = answer.json();
    expect(rest).toMatchObject({ type: '/docs/problems#invalid', status: 400, instance: '/api/books/b' });
    expect(rest.requestId).toBe(answer.headers['x-request-id']);
    expect(violations.map(({ rule, path }: { rule: string; path: string }) => [rule, path])).toEqual([
      ['schema', '/legs/0/unit'],
      ['unknown-field', '/a~1b'],
    ]);
  });

  it.each([
    ['JSON that is none', 400, { payload: '{"legs":', headers: { 'content-type': 'application/json' } }],
    ['a body that is too large', 413, { payload: { legs: [{ unit: 'x'.repeat(400_000) }] } }],
    ['another content type', 415, { payload: '<a/>', headers: { 'content-type': 'application/xml' } }],
  ])('answers %s with %i', async (_, status, request) => {
    const answer = await open.inject({ method: 'POST', url: '/api/books/b', ...request });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, instance: '/api/books/b' });
  });

  it('answers an unknown path with 404', async () => {
    const answer = await open.inject({ url: '/api/nothing?x=1' });
    expect(answer.json()).toMatchObject({ type: '/docs/problems#not-found', status: 404, instance: '/api/nothing' });
  });
});

describe('a service that is broken', () => {
  it('says nothing of why', async () => {
    const answer = await open.inject({ url: '/api/books/b/broken' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
  });

  it('says when to come back where it will be', async () => {
    const answer = await open.inject({ url: '/api/books/b/away' });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  });

  it('is not ready, and says for what reason', async () => {
    expect((await open.inject({ url: '/readyz' })).statusCode).toBe(200);
    open.get(Readiness).add(() => 'the broker is away');
    const answer = await open.inject({ url: '/readyz' });
    expect([answer.statusCode, answer.json().reasons]).toEqual([503, ['the broker is away']]);
  });
});

describe('a caller', () => {
  it('is anybody where no key is asked for', async () => {
    expect((await open.inject({ url: '/api/books/b/who' })).json()).toEqual({ book: 'b', principal: 'anybody' });
  });

  it('is asked for a key everywhere else, but not by the health routes', async () => {
    const answer = await closed.inject({ url: '/api/books/b/who' });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer realm="offtake"']);
    expect((await closed.inject({ url: '/healthz' })).statusCode).toBe(200);
    expect((await closed.inject({ url: '/metrics' })).body).toContain('process_cpu_seconds_total');
  });

  it('is told to come back where nobody can look the key up', async () => {
    const headers = { authorization: 'Bearer ofk_0123456789abcdef_abcdefghijklmnopqrstuvwx' };
    expect((await closed.inject({ url: '/api/books/b/who', headers })).statusCode).toBe(503);
  });
});
