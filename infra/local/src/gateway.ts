import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { problemsPage } from './docs-page.ts';
import { answerNoRequest, sendProblem, sendRefusal } from './problem.ts';
import { forward } from './proxy.ts';
import { type Service, serviceFor } from './routes.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Base URL of each service, such as `http://127.0.0.1:41234`. */
  readonly services: Readonly<Record<Service, string>>;
  /** Folder of the built client. */
  readonly client: string;
  /** Folder of the docs, for the pages that a problem's `type` leads to. */
  readonly docs: string;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const serviceNames: Readonly<Record<Service, string>> = {
  command: 'command service',
  projection: 'projection service',
};

/** What says no more of itself is not to be run or framed; a page and the services say their own. */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** The services take no more either. What they would refuse for its head, they are not sent, with all of its body. */
const MOST_HEADERS = 100;

/** Styles may be inline (measured widths of a virtual list); scripts may not. */
const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** One origin for the client and both services. Rejects where the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const app = fastify({
    forceCloseConnections: true,
    frameworkErrors: refuse,
    clientErrorHandler: answerNoRequest,
    // Node itself would answer with nothing; who names no host is refused below.
    http: { requireHostHeader: false },
  });
  app.server.maxHeadersCount = MOST_HEADERS;
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const refusal = refusedOrigin(request);
    if (refusal === null) return;
    reply.hijack();
    sendProblem(reply.raw, 403, 'forbidden', 'Asked for by another site', refusal);
  });
  routeServices(app, options);
  await routeClient(app, options);
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${shownHost(options.host)}:${port}`, port, close: () => app.close() };
}

function routeServices(app: FastifyInstance, options: GatewayOptions): void {
  // Bodies stay streams: they are the services' to read.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.setErrorHandler(refuse);
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const service = serviceFor(request.method, request.url.split('?')[0] ?? '');
    for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
    reply.hijack();
    if (service === null) {
      sendProblem(reply.raw, 404, 'not-found', 'Not found', `Nothing answers ${request.method} here.`);
    } else forward(request.raw, reply.raw, options.services[service], serviceNames[service]);
  };
  app.all('/api', handler);
  app.all('/api/*', handler);
}

/** An address or a content type that cannot be read comes to no service. */
function refuse(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
  sendRefusal(reply.raw, error.statusCode ?? 500, error.message);
}

async function routeClient(app: FastifyInstance, options: GatewayOptions): Promise<void> {
  const headers = { 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-cache' };
  app.get('/docs/problems', (_request, reply) =>
    reply.headers(headers).type('text/html; charset=utf-8').send(problemsPage(options.docs)),
  );
  await app.register(fastifyStatic, {
    root: options.client,
    cacheControl: false,
    wildcard: true,
    setHeaders: (reply, file) => {
      reply.header('content-security-policy', contentSecurityPolicy);
      const named = path.relative(options.client, file).startsWith(`assets${path.sep}`);
      reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // An address of a screen is the client's own to read; a file that is not there stays a 404.
  app.setNotFoundHandler((request, reply) => {
    const isScreen = request.method === 'GET' && !/\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '');
    return isScreen ? reply.sendFile('index.html') : reply.code(404).type('text/plain').send('Not found\n');
  });
}

/**
 * A browser sends this machine's requests for any site it shows. A name that is not this machine's (DNS rebinding), or
 * a write that another site asks for, is refused, also where no key is required. Other hosts are for whoever set HOST.
 */
function refusedOrigin(request: FastifyRequest): string | null {
  const host = request.headers.host ?? '';
  const local = request.socket.localAddress === '127.0.0.1' || request.socket.localAddress === '::1';
  if (local && !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host))
    return `"${host}" is not a name of this machine.`;
  const origin = request.headers.origin;
  if (request.method === 'GET' || origin === undefined || origin.replace(/^https?:\/\//, '') === host) return null;
  return `A page of ${origin} asked for this; only pages of ${host} may.`;
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
