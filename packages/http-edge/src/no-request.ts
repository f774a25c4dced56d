import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { problem, problemOfStatus } from './problem.ts';
import { sendProblem } from './problem-filter.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What is no HTTP, or has too large or too slow a head, is answered with a problem too; nobody has seen a request. */
export function answerNoRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const large = error.code === 'HPE_HEADER_OVERFLOW';
  const found = slow
    ? problemOfStatus(408, 'The head of the request did not come in time.')
    : large
      ? problemOfStatus(431, 'The address and the headers are too large together.')
      : problemOfStatus(400, 'This is no HTTP request.');
  const body = JSON.stringify(found.toBody('', ''));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${found.status} ${found.title}\r\n${lines.join('')}\r\n${body}`);
}

/** What Node would refuse by itself, and without a word of why. */
export function refuseWithoutHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ raw, headers }, reply) => {
    if (headers.host !== undefined || raw.httpVersion !== '1.1') return;
    return sendProblem(reply, problem(400, 'malformed', 'The request names no host.'), reply.request);
  });
  // What nobody here expects to be expected may be passed over (RFC 9110, 10.1.1).
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
}
