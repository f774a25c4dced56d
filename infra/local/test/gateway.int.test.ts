import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../src/gateway.ts';

type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answerer = (_request, response) => void response.end();
const folder = mkdtempSync(path.join(tmpdir(), 'offtake-gateway-'));
let command: Server;
let gateway: Gateway;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'client/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'client/index.html'), '<title>client</title>');
  writeFileSync(path.join(folder, 'client/assets/a.js'), 'export {}');
  writeFileSync(path.join(folder, 'problems.md'), '# Problems\n\n## stale-version\n\nSome `If-Match` <old>.');
  command = createServer((from, to) => answer(from, to)).listen(0, '127.0.0.1');
  await once(command, 'listening');
  const address = `http://127.0.0.1:${(command.address() as AddressInfo).port}`;
  const services = { command: address, projection: 'http://127.0.0.1:9' };
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    services,
    client: path.join(folder, 'client'),
    docs: folder,
  });
});

afterAll(async () => {
  await gateway.close();
  command.closeAllConnections();
  command.close();
  rmSync(folder, { recursive: true });
});

describe('a service that answers', () => {
  it('gets method, path, query, headers and body as they were sent', async () => {
    answer = async (from, to) => {
      const body = (await from.toArray()).join('');
      to.writeHead(201, { 'x-seen': `${from.method} ${from.url} ${from.headers.authorization}` }).end(body);
    };
    const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
    const reply = await fetch(`${gateway.url}/api/books?dryRun=true`, { method: 'POST', body: '{"a":1}', headers });
    expect(reply.status).toBe(201);
    expect(reply.headers.get('x-seen')).toBe('POST /api/books?dryRun=true Bearer k');
    expect(await reply.text()).toBe('{"a":1}');
  });

  it('sends each part of its answer on at once, while the request is still being sent', async () => {
    answer = (from, to) => from.on('data', (line) => to.write(`got ${line}`)).on('end', () => to.end());
    const call = request(`${gateway.url}/api/books/b/imports`, { method: 'POST' });
    call.write('1');
    const [reply] = (await once(call, 'response')) as [IncomingMessage];
    const first = (await once(reply, 'data'))[0];
    call.write('2');
    const second = (await once(reply, 'data'))[0];
    call.end();
    expect([String(first), String(second)]).toEqual(['got 1', 'got 2']);
  });

  it('may answer before it has all of a body, and the connection is good for the next request', async () => {
    answer = (_from, to) => void to.end('early');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const body of [Buffer.alloc(8 * 1024 * 1024), Buffer.from('second')]) {
      const call = request(`${gateway.url}/api/books`, { method: 'POST', agent }).end(body);
      const [reply] = (await once(call, 'response')) as [IncomingMessage];
      expect(await text(reply)).toBe('early');
    }
    agent.destroy();
  });

  it('learns that the client has gone', async () => {
    let gone: Promise<unknown> = Promise.resolve();
    answer = (_from, to) => {
      gone = once(to, 'close');
      to.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    };
    const aborted = new AbortController();
    await fetch(`${gateway.url}/api/books`, { method: 'POST', signal: aborted.signal });
    aborted.abort();
    await gone;
  });

  it('is not the one that ends a connection that is kept: it could meet a request', async () => {
    answer = (_from, to) => void to.end();
    command.closeIdleConnections();
    command.keepAliveTimeout = 3_000;
    const connected = once(command, 'connection') as Promise<[Socket]>;
    await fetch(`${gateway.url}/api/books`, { method: 'POST' });
    const [socket] = await connected;
    const ended = await Promise.race([
      once(socket, 'end').then(() => 'there'),
      once(socket, 'close').then(() => 'here'),
    ]);
    command.keepAliveTimeout = 5_000;
    expect(ended).toBe('there');
  });

  it('keeps its own 503', async () => {
    answer = (_from, to) => void to.writeHead(503, { 'retry-after': '7' }).end();
    const reply = await fetch(`${gateway.url}/api/books`, { method: 'POST' });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '7']);
  });
});

describe('a service that is away', () => {
  it('is answered for with a problem and Retry-After', async () => {
    const reply = await fetch(`${gateway.url}/api/books`);
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('1');
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await reply.json()).toMatchObject({ type: '/docs/problems#unavailable', instance: '/api/books' });
  });
});

const SAID = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
];

describe('what no service is to see', () => {
  const told = async (sent: string) => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(sent.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
    return text(socket);
  };
  it.each([
    ['no HTTP at all', 'HELO there\r\n\r\n', 400, 'malformed'],
    ['an address that cannot be read', 'GET /api/%zz HTTP/1.1\r\nhost: localhost\r\n\r\n', 400, 'malformed'],
    ['a request that names no host', 'GET /api/books HTTP/1.1\r\n\r\n', 403, 'forbidden'],
    ['a head that is too large', `GET /api HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'head-too-large'],
    [
      'a content type that is none',
      'POST /api/books HTTP/1.1\r\nhost: localhost\r\ncontent-type: a/b/c\r\ncontent-length: 1\r\n\r\n1',
      415,
      'unsupported-media-type',
    ],
  ])('is answered with a problem: %s', async (_, sent, status, slug) => {
    const answer = await told(sent);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('content-type: application/problem+json');
    expect(answer).toContain(`"type":"/docs/problems#${slug}"`);
  });

  it('has more headers than a service takes, and a body that is read to its end before the connection ends', async () => {
    const many = Array.from({ length: 120 }, (_, i) => `x-many-${i}: y\r\n`).join('');
    const length = 4 * 1024 * 1024;
    const socket = connect(gateway.port, '127.0.0.1');
    // All of it is sent before anything of the answer is looked at.
    await new Promise<void>((sent, failed) => {
      const head = `PUT /api/books HTTP/1.1\r\nhost: localhost\r\n${many}content-length: ${length}\r\n\r\n`;
      socket.write(head + '['.repeat(length), (error) => (error ? failed(error) : sent()));
    });
    expect(await text(socket)).toMatch(/^HTTP\/1.1 431 /);
  });

  it('is not what an expectation asks for that nobody knows', async () => {
    answer = (_from, to) => void to.end('here');
    const head = 'POST /api/books HTTP/1.1\r\nhost: localhost\r\nexpect: a miracle\r\n\r\n';
    expect(await told(head)).toMatch(/^HTTP\/1.1 200 /);
  });

  it('is reached by no address that leads out of the API', async () => {
    answer = (from, to) => void to.end(`path ${from.url}`);
    const sent = 'POST /api/../metrics HTTP/1.1\r\nhost: localhost\r\n\r\n';
    expect(await told(sent)).toContain('path /api/../metrics');
  });
});

describe('the client', () => {
  it('is answered for every address of a screen, and is asked for anew each time', async () => {
    const reply = await fetch(`${gateway.url}/books/ai-compute/deals?knownAt=3`);
    expect(reply.headers.get('cache-control')).toBe('no-cache');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await reply.text()).toContain('client');
  });

  it('keeps its files for a year: their names change with their content', async () => {
    const reply = await fetch(`${gateway.url}/assets/a.js`);
    expect(reply.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${gateway.url}/assets/gone.js`)).status).toBe(404);
  });

  it('says of itself what the gateway of the containers says too', async () => {
    const conf = readFileSync(path.join(import.meta.dirname, '../../gateway/nginx.conf'), 'utf8');
    const { headers } = await fetch(`${gateway.url}/`);
    for (const name of SAID) expect([name, conf.includes(headers.get(name) ?? 'nothing')]).toEqual([name, true]);
  });

  it('finds the page that a problem leads to', async () => {
    const page = await (await fetch(`${gateway.url}/docs/problems`)).text();
    expect(page).toContain('<h2 id="stale-version">');
    expect(page).toContain('<code>If-Match</code> &lt;old&gt;');
  });
});

describe('another site', () => {
  it.each([
    ['a write from its page', 'POST', { origin: 'https://example.org' }],
    ['a read under its name', 'GET', { host: 'example.org' }],
  ])('is refused %s', async (_what, method, headers) => {
    const call = request(`${gateway.url}/api/books`, { method, headers }).end();
    const [reply] = (await once(call, 'response')) as [IncomingMessage];
    reply.resume();
    expect(reply.statusCode).toBe(403);
  });
});
