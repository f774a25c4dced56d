import type { Readable } from 'node:stream';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemOfStatus } from './problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { isUnavailable } from './unavailable.ts';

/** Answers every error with problem+json. What broke on our side is logged with the request's id, and never told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.status >= 500 && !(error instanceof Problem)) {
      this.#log.error({ err: error, requestId: request.id }, 'a request failed');
    }
    if (reply.raw.headersSent) {
      // The answer has begun: all that is left is to end it, so that it is not taken for whole.
      reply.raw.destroy();
      return;
    }
    void sendProblem(reply, problem, request);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem, request: FastifyRequest): FastifyReply {
  const instance = request.url.split('?')[0] ?? request.url;
  if (!request.raw.complete) {
    // Fastify sets it for a body that is too large.
    reply.removeHeader('connection');
    readOut(request.raw);
  }
  return reply
    .code(problem.status)
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store', ...problem.extras.headers })
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(instance, request.id)));
}

/** For what a sender had under way when it was refused. */
const READ_OUT_WITHIN_MS = 2_000;

/**
 * Whoever closes a connection on what is still being sent takes the answer away with it: the sender is told of a broken
 * connection, and a gateway of a service that is away. So the rest is read and left, but not for long.
 */
export function readOut(from: Readable): void {
  from.resume();
  const timer = setTimeout(() => from.destroy(), READ_OUT_WITHIN_MS);
  from.once('close', () => clearTimeout(timer));
}

/** Any error, as far as a client may know it: only what it can change itself is said in the error's own words. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return problemOfStatus(503, 'A part that this rests on is away. Try again.');
  const status = statusOf(error);
  if (status >= 400 && status < 500) return problemOfStatus(status, (error as Error).message);
  return problemOfStatus(500, 'The log has it under this requestId.');
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const isFastify = error instanceof Error && 'code' in error && String(error.code).startsWith('FST_');
  return isFastify && 'statusCode' in error ? Number(error.statusCode) : 500;
}
