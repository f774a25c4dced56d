import type { AddressInfo } from 'node:net';
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

describe('a service that is told to stop', () => {
  it('finishes what is under way, and cuts off within 10 s what has no end', { timeout: 20_000 }, async () => {
    process.env['LOG_LEVEL'] = 'silent';
    process.env['PORT'] = '0';
    const app = await createService(Service);
    await listen(app);
    const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
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
