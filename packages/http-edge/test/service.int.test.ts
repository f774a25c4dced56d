import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Needs } from '../src/access-guard.ts';
import { BODY_LIMIT_BYTES, createService, listen } from '../src/service.ts';

@Controller()
@Needs('nobody')
class BodiesController {
  @Post('streamed')
  async streamed(@Req() request: FastifyRequest) {
    let bytes = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
    return { bytes };
  }

  @Post('small')
  small() {
    return {};
  }

  @Post('large')
  @RouteConfig({ bodyLimit: 4 * BODY_LIMIT_BYTES })
  large() {
    return {};
  }

  @Get('halfway')
  halfway(@Res() reply: FastifyReply) {
    reply.raw.write('half');
    throw new Error('broken');
  }
}

@Module({ controllers: [BodiesController] })
class Service {}

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  process.env['PORT'] = '0';
  app = await createService(Service);
  await listen(app);
  const { address, port } = app.getHttpServer().address() as AddressInfo;
  url = `http://${address}:${port}`;
});
afterAll(() => app.close());

const send = (path: string, type: string, body: string) =>
  fetch(url + path, { method: 'POST', headers: { 'content-type': type }, body });

describe('a service', () => {
  it('listens on this machine alone, unless it is told otherwise', () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });

  it('answers an address that is none with a problem', async () => {
    const answer = await fetch(`${url}/api/%zz`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ type: '/docs/problems#malformed', requestId: expect.any(String) });
  });

  it('breaks off an answer that fails halfway, so that it is not taken for whole', async () => {
    await expect(fetch(`${url}/halfway`).then((answer) => answer.text())).rejects.toThrow();
  });
});

describe('a body', () => {
  it.each(['application/x-ndjson', 'text/csv; charset=utf-8'])('of %s is handed over as it comes', async (type) => {
    const body = '{}\n'.repeat(BODY_LIMIT_BYTES);
    const answer = await send('/streamed', type, body);
    expect(await answer.json()).toEqual({ bytes: body.length });
  });

  it('of JSON has a limit, which a route may raise', async () => {
    const body = JSON.stringify('x'.repeat(2 * BODY_LIMIT_BYTES));
    const [small, large] = await Promise.all(['/small', '/large'].map((to) => send(to, 'application/json', body)));
    expect([small?.status, large?.status]).toEqual([413, 201]);
    expect(await small?.json()).toMatchObject({ type: '/docs/problems#too-large' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of %s, which any page may send, is not taken',
    async (type) => {
      expect((await send('/small', type, 'a=1')).status).toBe(415);
    },
  );

  it('that would change what all objects are is refused', async () => {
    expect((await send('/small', 'application/json', '{"__proto__": {"admin": true}}')).status).toBe(400);
  });
});
