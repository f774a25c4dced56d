import { Controller, Delete, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Access } from '@offtake/access/access';
import { grant, migrate } from '@offtake/access/migrate';
import { issueSignInCode, upsertOperatorKey } from '@offtake/access/operator';
import type { Principal } from '@offtake/access/principal';
import { hashSecret } from '@offtake/access/secrets';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessModule } from '../src/access.module.ts';
import { Needs, SESSION_COOKIE, Who } from '../src/access-guard.ts';
import { createService } from '../src/service.ts';

@Controller('api')
@Needs('read')
class BooksController {
  @Get('books/:book')
  read(@Who() { principal }: Principal) {
    return { principal };
  }

  @Post('books/:book')
  @Needs('record')
  record() {
    return {};
  }

  @Delete('books/:book')
  @Needs('operate')
  operate() {
    return {};
  }

  @Get('books')
  @Needs('principal')
  list() {
    return {};
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  anything() {
    return {};
  }
}

const RATE = { perSecond: 0.01, burst: 20 };
const SECRET = 'abcdefghijklmnopqrstuvwx';
const OPERATOR = `ofk_0123456789abcdef_${SECRET}`;
const keyOf = (id: string) => ({ authorization: `Bearer ofk_${id}_${SECRET}` });

let postgres: Postgres;
let admin: pg.Pool;
let app: NestFastifyApplication;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  postgres = await startTemporaryPostgres({ durable: false });
  admin = new pg.Pool({ connectionString: postgres.url });
  // The server may end before a connection has heard that it is to.
  admin.on('error', () => {});
  await admin.query(
    "create role offtake_command login password 'c'; create role offtake_projection login password 'p'",
  );
  await migrate(postgres.url);
  await grant(postgres.url);
  await upsertOperatorKey(admin, OPERATOR);
  for (const role of ['reader', 'recorder', 'operator', 'hasty']) {
    const { hash, salt } = await hashSecret(SECRET);
    await admin.query('insert into access.key (id, principal, hash, salt) values ($1, $1, $2, $3)', [role, hash, salt]);
    if (role === 'hasty') continue;
    await admin.query("insert into access.member (book, principal, role) values ('mine', $1, $1)", [role]);
  }
  const databaseUrl = `postgres://offtake_command:c@127.0.0.1:${postgres.port}/postgres`;
  @Module({
    imports: [AccessModule.forRoot({ databaseUrl, bookRole: 'offtake_command_book', open: false, rate: RATE })],
    controllers: [BooksController, ForgottenController],
  })
  class Service {}
  app = await createService(Service);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => {
  await app.close();
  await admin.end();
  await postgres.stop();
});

async function status(method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = {}) {
  return (await app.inject({ method, url, headers })).statusCode;
}

describe('a member of a book', () => {
  it.each([
    ['reader', [200, 403, 403]],
    ['recorder', [200, 201, 403]],
    ['operator', [200, 201, 200]],
  ])('who is %s gets %j for reading, recording, operating', async (role, expected) => {
    const answers = [
      await status('GET', '/api/books/mine', keyOf(role)),
      await status('POST', '/api/books/mine', keyOf(role)),
      await status('DELETE', '/api/books/mine', keyOf(role)),
    ];
    expect(answers).toEqual(expected);
  });

  it('is not told that another book exists, and may ask which books there are to read', async () => {
    expect(await status('POST', '/api/books/theirs', keyOf('operator'))).toBe(404);
    expect(await status('GET', '/api/books', keyOf('reader'))).toBe(200);
  });
});

describe('a caller whom nobody knows', () => {
  it.each([
    {},
    keyOf('unknown'),
    { authorization: `${keyOf('reader').authorization}x` },
    { authorization: 'Basic cmVhZGVy' },
    { cookie: `${SESSION_COOKIE}=made-up` },
  ])('is answered 401: %j', async (headers) => {
    expect(await status('GET', '/api/books/mine', headers as Record<string, string>)).toBe(401);
  });
});

describe('a client that has signed in', () => {
  it('is recognised by its cookie until it signs out', async () => {
    const access = app.get(Access);
    const session = await access.redeem(await issueSignInCode(admin));
    const headers = { cookie: `${SESSION_COOKIE}=${session?.cookie}`, 'sec-fetch-site': 'same-origin' };
    expect(await status('POST', '/api/books/any', headers)).toBe(201);
    await access.signOut(session?.cookie ?? '');
    expect(await status('POST', '/api/books/any', headers)).toBe(401);
  });
});

describe('a page of another site', () => {
  it('writes nothing with the cookie of whoever looks at it', async () => {
    const session = await app.get(Access).redeem(await issueSignInCode(admin));
    const cookie = `${SESSION_COOKIE}=${session?.cookie}`;
    expect(await status('POST', '/api/books/any', { cookie })).toBe(403);
    expect(await status('POST', '/api/books/any', { cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status('POST', '/api/books/any', { cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await status('GET', '/api/books/any', { cookie, 'sec-fetch-site': 'cross-site' })).toBe(200);
  });
});

describe('a principal who asks too often', () => {
  it('is told when to come back, and nobody else is', async () => {
    for (let n = 0; n < RATE.burst; n += 1) await status('GET', '/api/books', keyOf('hasty'));
    const answer = await app.inject({ url: '/api/books', headers: keyOf('hasty') });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '100']);
    expect(answer.json()).toMatchObject({ type: '/docs/problems#too-many-requests' });
    expect(await status('GET', '/api/books', keyOf('reader'))).toBe(200);
  });
});

describe('a refusal', () => {
  it('is noted with who it was, once in a minute', async () => {
    for (let n = 0; n < 3; n += 1) await status('DELETE', '/api/books/noted', keyOf('reader'));
    await status('DELETE', '/api/books/noted', keyOf('unknown'));
    await status('DELETE', '/api/books/noted');
    const noted = async () => {
      const { rows } = await admin.query(
        "select principal, via, act, outcome, detail from access.audit where book = 'noted' order by id",
      );
      return rows;
    };
    await expect.poll(noted).toHaveLength(2);
    const refused = { act: 'DELETE /api/books/:book', outcome: 'refused' };
    expect(await noted()).toEqual([
      { principal: 'reader', via: 'key reader', ...refused, detail: { status: 404, problem: 'not-found' } },
      { principal: null, via: 'none', ...refused, detail: { status: 401, problem: 'unauthenticated' } },
    ]);
  });
});

describe('a route that does not say whom it is for', () => {
  it('is for the platform operator alone', async () => {
    expect(await status('GET', '/forgotten', keyOf('operator'))).toBe(403);
    expect(await status('GET', '/forgotten', { authorization: `Bearer ${OPERATOR}` })).toBe(200);
  });
});
