import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from './problem.ts';
import { sendProblem } from './problem-filter.ts';

/** How long a sender may take, so that nobody holds a connection by saying nothing. */
export interface Patience {
  /** For the head of a request. */
  readonly headMs: number;
  /** For all of a body that is read at once. */
  readonly bodyMs: number;
  /** From one part of a body to the next where it is read as it comes. */
  readonly pauseMs: number;
}

export const PATIENCE: Patience = { headMs: 15_000, bodyMs: 30_000, pauseMs: 120_000 };
const MOST_HEADERS = 100;

/** Holds a server to its patience. `isStreamed`: the body is read as it comes. */
export function limitPatience(
  fastify: FastifyInstance,
  isStreamed: (request: FastifyRequest) => boolean,
  { headMs, bodyMs, pauseMs }: Patience,
): void {
  fastify.server.headersTimeout = headMs;
  fastify.server.maxHeadersCount = MOST_HEADERS;
  fastify.addHook('onRequest', async (request, reply) => {
    const { raw, headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    if (isStreamed(request)) endAfterPause(request, reply, pauseMs);
    else {
      const timer = setTimeout(() => {
        if (!raw.complete && !reply.raw.headersSent) tooSlow(request, reply, bodyMs);
      }, bodyMs);
      reply.raw.once('close', () => clearTimeout(timer));
    }
  });
}

function tooSlow(request: FastifyRequest, reply: FastifyReply, withinMs: number): void {
  // The body is still awaited; its end must not answer once more.
  reply.raw.once('finish', () => request.raw.destroy());
  void sendProblem(reply, problem(408, 'too-slow', `The body did not come within ${withinMs / 1_000} s.`), request);
}

/** Nothing has come or gone for so long, and the sender is not done. */
function endAfterPause({ raw }: FastifyRequest, reply: FastifyReply, pauseMs: number): void {
  const { socket } = raw;
  const end = () => {
    if (!raw.complete) socket.destroy();
  };
  socket.setTimeout(pauseMs, end);
  // Between requests the server's own patience holds, which it has set by then.
  reply.raw.once('close', () => socket.removeListener('timeout', end));
}
