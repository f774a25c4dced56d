import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger, LoggerModule } from 'nestjs-pino';
import { HealthModule } from './health.ts';
import { problemOfStatus } from './problem.ts';
import { ProblemFilter, sendProblem } from './problem-filter.ts';
import { validationPipe } from './validation.ts';

/** An event has at most 256 KiB; its envelope in a request a little more. A longer body is a 413. */
export const BODY_LIMIT_BYTES = 320 * 1024;
/** Bodies that are read as they come, line by line: their size is not limited, but that of each line is. */
const STREAMED = ['application/x-ndjson', 'application/ndjson', 'text/csv'];

/** A Nest application on Fastify with the edge that both services share: problems, validation, log, health. */
export async function createService(module: Type | DynamicModule): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => randomUUID(),
    // Requests under way are finished on a stop; idle connections are closed at once.
    forceCloseConnections: 'idle',
  });
  const root = { module: ServiceModule, imports: [logging(), HealthModule, module] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();

  const fastify = adapter.getInstance();
  await app.register(cookie);
  fastify.addContentTypeParser(STREAMED, (_request, payload, done) => done(null, payload));
  fastify.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
  });
  fastify.setErrorHandler((error, request, reply) => {
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    return sendProblem(
      reply,
      problemOfStatus(statusCode, statusCode < 500 ? message : 'Something broke on our side.'),
      request,
    );
  });
  return app;
}

/** Listens on HOST (127.0.0.1 unless told otherwise) and PORT. */
export async function listen(app: NestFastifyApplication): Promise<void> {
  await app.listen(Number(process.env['PORT'] ?? 0), process.env['HOST'] || '127.0.0.1');
}

class ServiceModule {}

function logging(): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level: process.env['LOG_LEVEL'] || 'info',
      // One line a request would be most of the log; errors are logged by the problem filter.
      autoLogging: false,
      quietReqLogger: true,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
  });
}
