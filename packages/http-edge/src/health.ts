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
  readonly #watched: ReadinessCheck[] = [];

  add(check: ReadinessCheck): void {
    this.#checks.push(check);
  }

  /** Of what may be away without keeping the service from its work: it is said, and the service stays ready. */
  watch(check: ReadinessCheck): void {
    this.#watched.push(check);
  }

  /** What keeps the service from its work now; empty where nothing does. */
  reasons(): Promise<readonly string[]> {
    return answersOf(this.#checks);
  }

  /** What else is wrong now. */
  warnings(): Promise<readonly string[]> {
    return answersOf(this.#watched);
  }
}

async function answersOf(checks: readonly ReadinessCheck[]): Promise<readonly string[]> {
  const answers = await Promise.all(checks.map(asked));
  return answers.filter((answer) => answer !== null);
}

const CHECK_WITHIN_MS = 2_000;

/** A check that fails or does not end is a reason too. */
async function asked(check: ReadinessCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CHECK_WITHIN_MS, `a check did not end within ${CHECK_WITHIN_MS} ms`);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return `a check failed: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
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
    const [reasons, warnings] = await Promise.all([this.#readiness.reasons(), this.#readiness.warnings()]);
    if (reasons.length > 0) void reply.code(503).header('retry-after', '1');
    return { status: reasons.length > 0 ? 'not ready' : 'ready', reasons, warnings };
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
