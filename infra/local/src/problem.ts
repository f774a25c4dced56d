import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers with an RFC 9457 problem. `retryAfter` in seconds. */
export function sendProblem(
  to: ServerResponse,
  status: number,
  slug: string,
  title: string,
  detail: string,
  retryAfter?: number,
): void {
  const requestId = randomUUID();
  const body = {
    type: `/docs/problems#${slug}`,
    title,
    status,
    detail,
    instance: to.req.url?.split('?')[0],
    requestId,
  };
  to.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    // The rest of a body that nobody reads must not hold the connection.
    ...(to.req.complete ? {} : { connection: 'close' }),
  });
  to.end(JSON.stringify(body));
}

/** What a request is refused for before it gets to a service, by status: slug and title as the services have them. */
const REFUSALS: Readonly<Record<number, readonly [slug: string, title: string]>> = {
  400: ['malformed', 'The request is malformed'],
  403: ['forbidden', 'Your role does not allow this'],
  404: ['not-found', 'There is no such thing, or you may not see it'],
  408: ['too-slow', 'The request did not come in time'],
  415: ['unsupported-media-type', 'This content type is not taken here'],
  431: ['head-too-large', 'The head of the request is too large'],
  500: ['internal', 'Something broke on our side'],
};

/** Answers for what was refused; a status that stands for nothing here is a 400. */
export function sendRefusal(to: ServerResponse, asked: number | undefined, detail: string): void {
  const [status, slug, title] = refusalOf(asked);
  sendProblem(to, status, slug, title, detail);
}

/** What is no HTTP, or has too large or too slow a head: nobody has seen a request. */
export function answerNoRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  readOut(socket);
  const asked = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }[error.code ?? ''];
  const [status, slug, title] = refusalOf(asked);
  const detail = asked === undefined ? 'This is no HTTP request.' : `${title}.`;
  const body = JSON.stringify({
    type: `/docs/problems#${slug}`,
    title,
    status,
    detail,
    instance: '',
    requestId: randomUUID(),
  });
  const length = Buffer.byteLength(body);
  const head = `content-type: application/problem+json\r\ncontent-length: ${length}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${head}\r\n\r\n${body}`);
}

/** For what a sender had under way when it was refused. */
const READ_OUT_WITHIN_MS = 2_000;

/** What still comes is read and left: a connection that is closed on it takes the answer away. */
function readOut(socket: Socket): void {
  socket.removeAllListeners('data').on('data', () => {});
  const timer = setTimeout(() => socket.destroy(), READ_OUT_WITHIN_MS);
  socket.once('close', () => clearTimeout(timer));
}

function refusalOf(asked = 400): readonly [status: number, slug: string, title: string] {
  const status = REFUSALS[asked] === undefined ? 400 : asked;
  return [status, ...(REFUSALS[status] as readonly [string, string])];
}
