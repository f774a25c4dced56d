import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Logger, LoggerModule } from 'nestjs-pino';
import { HealthModule } from './health.ts';
import { answerNoRequest, refuseUnreadable } from './no-request.ts';
import { limitPatience, PATIENCE, type Patience } from './patience.ts';
import { ProblemFilter, sendProblem, toProblem } from './problem-filter.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { beginNothingOnStop, endInTime } from './stopping.ts';
import { validationPipe } from './validation.ts';

/**
 * An event has at most 256 KiB; its envelope in a request a little more. A longer body is a 413. A route of larger
 * bodies says so: `@RouteConfig({ bodyLimit: bytes })`.
 */
export const BODY_LIMIT_BYTES = 320 * 1024;
/** Bodies that are read as they come, line by line: their size is not limited, but that of each line is. */
const STREAMED = ['application/x-ndjson', 'application/ndjson', 'text/csv'];

/** A Nest application on Fastify with the edge that both services share: problems, validation, log, health. */
export async function createService(
  module: Type | DynamicModule,
  patience: Patience = PATIENCE,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    // Requests under way are finished on a stop; idle connections are closed at once.
    forceCloseConnections: 'idle',
    // Its own answer says neither when to come back nor that it is a problem.
    return503OnClosing: false,
    // What the router refuses comes neither to the filter nor to a hook.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(reply, toProblem(error), request),
    clientErrorHandler: answerNoRequest,
    // Node itself would answer with nothing.
    http: { requireHostHeader: false },
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  beginNothingOnStop(fastify);
  // On the bare answer, so that one that is written past Fastify has them too.
  fastify.addHook('onRequest', async (request, reply) => {
    reply.raw.setHeader('x-request-id', request.id);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) reply.raw.setHeader(name, value);
  });
  refuseUnreadable(fastify);
  limitPatience(fastify, isStreamed, patience);
  // JSON alone is parsed, by Fastify; forms and plain text, which any page may send, are not taken.
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(STREAMED, (_request, payload, done) => done(null, payload));
  await fastify.register(cookie);

  const root = { module: ServiceModule, imports: [logging(), HealthModule, module] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bufferLogs: true, bodyParser: false });
  app.useLogger(app.get(Logger));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  return app;
}

/** Listens on HOST (127.0.0.1 unless told otherwise) and PORT. */
export async function listen(app: NestFastifyApplication): Promise<void> {
  endInTime();
  await app.listen(Number(process.env['PORT'] ?? 0), process.env['HOST'] || '127.0.0.1');
}

function isStreamed({ headers }: FastifyRequest): boolean {
  return STREAMED.includes(headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '');
}

@Module({})
class ServiceModule {}

function logging(): DynamicModule {
  return LoggerModule.forRoot({
    // One line a request would be most of the log, and a logger for each costs it more than a decision: who logs something
    // of a request says its id.
    forRoutes: [],
    pinoHttp: {
      level: process.env['LOG_LEVEL'] || 'info',
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
  });
}
