import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { problem, problemOfStatus } from './problem.ts';
import { readOut, sendProblem } from './problem-filter.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What is no HTTP, or has too large or too slow a head, is answered with a problem too; nobody has seen a request. */
export function answerNoRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // The parser would call each further part of a body one more request that is none.
  readOut(socket.removeAllListeners('data').on('data', () => {}));
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

/** What Node would refuse by itself without a word of why, and what the database would: it has no text with a NUL. */
export function refuseUnreadable(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const nameless = request.headers.host === undefined && request.raw.httpVersion === '1.1';
    const reason = nameless ? 'names no host' : request.url.includes('%00') ? 'has a NUL in its address' : null;
    if (reason !== null) return sendProblem(reply, problem(400, 'malformed', `The request ${reason}.`), request);
  });
  // What nobody here expects to be expected may be passed over (RFC 9110, 10.1.1).
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
}
