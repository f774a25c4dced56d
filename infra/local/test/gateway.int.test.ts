import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
