import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { sendProblem } from './problem.ts';

/** Connections kept open to one service. More requests than this wait for a connection, and are not refused. */
const maxIdleConnections = 64;
/**
 * A service ends a connection on which nothing came for a while; a request that meets this end fails. Node heeds how
 * long the service says that it waits only where a limit of one's own is set.
 */
const idleLimitMs = 30_000;
const agent = new Agent({ keepAlive: true, maxFreeSockets: maxIdleConnections, timeout: idleLimitMs });

/** Headers that speak of one connection only (RFC 9110, 7.6.1); `expect` has been answered here already. */
const connectionHeaders = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Passes one request to the service at `origin` and its answer back, both as they come: nothing is buffered, so a
 * server-sent event leaves at once and an import answers while it is still being sent. It never tries again by itself:
 * a write could take effect twice. Either side going away ends the other.
 */
export function forward(from: IncomingMessage, to: ServerResponse, origin: string, name: string): void {
  const headers = withoutConnectionHeaders(from.headers);
  if (from.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  // The address as it came: one that were put in order might be another than the one that was let through.
  const onward = request(origin, { agent, method: from.method ?? 'GET', path: from.url ?? '/', headers });

  onward.on('response', (answer) => {
    to.writeHead(answer.statusCode ?? 502, { ...ownHeaders(to), ...withoutConnectionHeaders(answer.headers) });
    to.flushHeaders();
    answer.pipe(to);
    answer.on('error', () => to.destroy());
  });
  onward.on('error', () => {
    if (to.headersSent || to.destroyed) to.destroy();
    else
      sendProblem(
        to,
        503,
        'unavailable',
        'Not available at the moment',
        `The ${name} does not answer. It is started again by itself.`,
        1,
      );
  });
  to.on('close', () => {
    // A service may answer before it has all of a body: what is left stands before the connection's next request.
    from.unpipe(onward);
    from.resume();
    onward.destroy();
  });
  from.on('error', () => onward.destroy());
  from.pipe(onward);
}

function withoutConnectionHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || connectionHeaders.has(name) || named.has(name) ? [] : [[name, value]],
    ),
  );
}

/** What the gateway has set for every answer; the service's own header of the same name wins. */
function ownHeaders(to: ServerResponse): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(to.getHeaders()).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  );
}
