import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';
import { sendProblem } from './problem-filter.ts';

/** From the order to stop until the process ends, whatever it still waits for: a database that says nothing, for one. */
const END_WITHIN_MS = 8_000;
/** From the order to stop until requests and streams that are still under way are cut off. */
const GRACE_MS = 5_000;

/** Ends this process in time after it was told to stop, also where something of it does not end. */
export function endInTime(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void setTimeout(() => process.exit(1), END_WITHIN_MS).unref());
  }
}

/** From the order to stop on, what is under way is finished, and who asks for more is told to come again. */
export function beginNothingOnStop(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', async () => {
    stopping = true;
    setTimeout(() => fastify.server.closeAllConnections(), GRACE_MS).unref();
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (stopping) return sendProblem(reply, problem(503, 'unavailable', 'This service is stopping.'), request);
  });
}
