import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

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
