import { Controller, Get, Global, Header, Module, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, register } from 'prom-client';
import { Needs } from './access-guard.ts';

/** Answers with what is wrong, or null where nothing is. */
export type ReadinessCheck = () => Promise<string | null> | string | null;

/** What must hold for the service to do its work; each part of it adds its own check. */
export class Readiness {
  readonly #checks: ReadinessCheck[] = [];

  add(check: ReadinessCheck): void {
    this.#checks.push(check);
  }

  /** What is wrong now; empty where nothing is. */
  async reasons(): Promise<readonly string[]> {
    const answers = await Promise.all(this.#checks.map(async (check) => check()));
    return answers.filter((answer) => answer !== null);
  }
}

collectDefaultMetrics();

@ApiExcludeController()
@Controller()
@Needs('nobody')
export class HealthController {
  readonly #readiness: Readiness;

  constructor(readiness: Readiness) {
    this.#readiness = readiness;
  }

  /** The process lives. */
  @Get('healthz')
  live() {
    return { status: 'live' };
  }

  /** It can do its work now. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const reasons = await this.#readiness.reasons();
    if (reasons.length > 0) void reply.code(503).header('retry-after', '1');
    return { status: reasons.length > 0 ? 'not ready' : 'ready', reasons };
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics() {
    return register.metrics();
  }
}

@Global()
@Module({ controllers: [HealthController], providers: [Readiness], exports: [Readiness] })
export class HealthModule {}
