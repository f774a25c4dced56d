import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Needs } from '../src/access-guard.ts';
import { SECURITY_HEADERS } from '../src/security-headers.ts';
import { createService } from '../src/service.ts';

@Controller()
@Needs('nobody')
class EchoController {
  @Post('echo')
  echo(@Body() body: unknown) {
    return { body };
  }

  @Post('lines')
  async lines(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply) {
    await reply.send({ length: (await text(raw)).length });
  }

  @Get('past-fastify')
  past(@Res() reply: FastifyReply) {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/plain' }).end('past');
  }
}
@Module({ controllers: [EchoController] })
class Service {}

const BODY_MS = 600;
const PAUSE_MS = 600;
const MIB = 1024 * 1024;
let app: NestFastifyApplication;
let origin: URL;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  app = await createService(Service, { headMs: 600, bodyMs: BODY_MS, pauseMs: PAUSE_MS });
  await app.listen(0, '127.0.0.1');
  origin = new URL(await app.getUrl());
});
afterAll(() => app.close());

/** Sends text as it is, and answers all that comes back until the connection ends. */
async function send(...parts: readonly string[]): Promise<string> {
  const socket: Socket = connect(Number(origin.port), '127.0.0.1');
  socket.on('error', () => {});
  const answer = text(socket).catch(() => '');
  for (const [n, part] of parts.entries()) {
    if (n > 0) await sleep(PAUSE_MS / 2);
    socket.write(part);
  }
  return answer;
}
const head = (path: string, type: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;

describe('a body that does not come', () => {
  it('is a problem, and the end of the connection, where it is read at once', async () => {
    const began = Date.now();
    const answer = await send(`${head('/echo', 'application/json', 100)}{"a":`);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain('/docs/problems#too-slow');
    expect(Date.now() - began).toBeGreaterThanOrEqual(BODY_MS - 50);
  });

  it('ends the connection where it is read as it comes, once nothing has come for a while', async () => {
    expect(await send(`${head('/lines', 'application/x-ndjson', 100)}{}\n`)).toBe('');
  });

  it('may take as long as it likes there while something comes', async () => {
    const parts = ['11', '22', '33', '44', '55'];
    const answer = await send(head('/lines', 'application/x-ndjson', 10), ...parts);
    expect(answer).toContain('{"length":10}');
  });
});

describe('a head that is none', () => {
  it.each([
    ['no HTTP at all', 'HELO there\r\n\r\n', 400, 'malformed'],
    ['one that names no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'malformed'],
    ['a NUL in its address', 'GET /healthz?a=b%00 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400, 'malformed'],
    ['one that is too large', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, 'head-too-large'],
  ])('is answered with a problem: %s', async (_, sent, status, slug) => {
    const answer = await send(sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`"type":"/docs/problems#${slug}"`);
    expect(answer).toContain("content-security-policy: default-src 'none'");
  });
});

describe('an expectation that nobody knows', () => {
  it('is passed over', async () => {
    const answer = await send('GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: a miracle\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('a body that is too large', () => {
  it('is read to its end and left, so that its sender gets the answer', async () => {
    const length = 16 * MIB;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const headers = { 'content-type': 'application/json', 'content-length': length };
    const posting = request(`${origin}echo`, { method: 'POST', agent, headers });
    posting.end(Buffer.alloc(length, '['));
    const [answer] = (await once(posting, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers.connection]).toEqual([413, undefined]);
    expect(await text(answer)).toContain('/docs/problems#too-large');
    agent.destroy();
  });

  it('is read to its end also where the head was refused', async () => {
    const many = Array.from({ length: 120 }, (_, i) => `x-many-${i}: y\r\n`).join('');
    const large = head('/echo', 'application/json', 4 * MIB).replace('\r\n\r\n', `\r\n${many}\r\n`);
    const socket = connect(Number(origin.port), '127.0.0.1');
    // All of it is sent before anything of the answer is looked at.
    await new Promise<void>((sent, failed) => {
      socket.write(large + '['.repeat(4 * MIB), (error) => (error ? failed(error) : sent()));
    });
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(answer).toContain('/docs/problems#head-too-large');
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/nothing', '/past-fastify', '/%zz'])('says what browsers may do with it: %s', async (path) => {
    const { headers } = await fetch(`${origin}`.replace(/\/$/, '') + path);
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      expect([name, headers.get(name)]).toEqual([name, value]);
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
