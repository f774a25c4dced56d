import type { FastifyInstance } from 'fastify';

export const NDJSON = 'application/x-ndjson';

/** Leaves bodies of this type unread: imports read them at their own pace. */
export function leaveNdjsonUnread(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(NDJSON, (_request, body, done) => done(null, body));
}
