import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Controller, Get, Module, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { Needs } from '../src/access-guard.ts';
import { createService, listen } from '../src/service.ts';

@Controller()
@Needs('nobody')
class SlowController {
  @Get('slow')
  async slow() {
    await setTimeout(500);
    return { whole: true };
  }

  @Get('endless')
  endless(@Res() reply: FastifyReply) {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write(': open\n\n');
  }
}

@Module({ controllers: [SlowController] })
class Service {}

async function serving() {
  process.env['LOG_LEVEL'] = 'silent';
  process.env['PORT'] = '0';
  const app = await createService(Service);
  await listen(app);
  return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}

describe('a service that is told to stop', () => {
  it('tells who asks for more on an open connection to come again', async () => {
    const { app, url } = await serving();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const ask = () => socket.write(`GET /slow HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    const said = text(socket);
    ask();
    await setTimeout(100);
    const closed = app.close();
    await setTimeout(100);
    ask();
    const [, whole = '', later = ''] = (await said).split('HTTP/1.1 ');
    await closed;
    expect(whole).toMatch(/^200 [^]*{"whole":true}/);
    expect(later).toMatch(/^503 [^]*retry-after: 1\r\n[^]*\/docs\/problems#unavailable/);
  });

  it('finishes what is under way, and cuts off within 10 s what has no end', { timeout: 20_000 }, async () => {
    const { app, url } = await serving();
    const endless = (await fetch(`${url}/endless`)).text().catch(() => 'cut off');
    const slow = fetch(`${url}/slow`);
    await setTimeout(100);
    const toldAt = Date.now();
    const closed = app.close();
    expect(await (await slow).json()).toEqual({ whole: true });
    await closed;
    expect(Date.now() - toldAt).toBeLessThan(10_000);
    expect(await endless).toBe('cut off');
  });
});
