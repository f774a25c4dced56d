import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemOfStatus } from './problem.ts';

/** Answers every error with problem+json. What broke on our side is logged with the request's id, and never told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.status === 500) this.#log.error({ err: error, requestId: request.id }, 'a request failed');
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
  return reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', ...problem.extras.headers })
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(instance, request.id)));
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return ofStatus(status, error instanceof Error ? error.message : '');
}

function ofStatus(status: number, message: string): Problem {
  if (status >= 400 && status < 500) return problemOfStatus(status, message);
  return problemOfStatus(500, 'Something broke on our side. The log has it under this requestId.');
}
