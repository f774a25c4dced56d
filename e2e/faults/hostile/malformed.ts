import type { Random } from '../harness/random.ts';
import { TEXTS } from './spoil.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | null;
}

type Bytes = readonly (Buffer | number)[];

const SLOW_PARTS = 8;
const SLOW_PAUSE_MS = 200;
/** Longer than the parser of Node takes for a head, which is 16 KiB. */
const LONG = 70_000;

/** The request in a way that no client would send: heads, framing and bodies that are not what HTTP says. */
export function malformedBytes(request: Request, random: Random): Bytes {
  const bodied = { ...request, body: request.body ?? Buffer.from('{"type":"PartyRegistered"}') };
  return random.pick(WAYS)(bodied, random);
}

type Bodied = Request & { readonly body: Buffer };

function head(
  { method, path, headers }: Request,
  more: readonly string[],
  first = `${method} ${path} HTTP/1.1`,
): Buffer {
  const lines = [first, 'Host: 127.0.0.1', ...headers.map(([name, value]) => `${name}: ${value}`), ...more];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
const lengthOf = ({ body }: Bodied, off = 0) => `Content-Length: ${body.length + off}`;
const chunked = 'Transfer-Encoding: chunked';
const close = 'Connection: close';

/** A head whose first line is this. */
const line = (of: (request: Bodied, random: Random) => string) => (request: Bodied, random: Random) => [
  head(request, [close], of(request, random)),
];
/** A request with these lines in its head, and its body. */
const lines =
  (...more: readonly string[]) =>
  (request: Bodied) => [head(request, [...more, close]), request.body];

const WAYS: readonly ((request: Bodied, random: Random) => Bytes)[] = [
  // Heads.
  () => [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
  () => [Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
  (_, random) => [Buffer.from(Array.from({ length: 200 }, () => random.between(0, 255)))],
  line(({ path }) => `GET ${path}`),
  line(({ method, path }) => `${method} ${path} HTTP/9.9`),
  line(({ method, path }) => `${method}  ${path}  HTTP/1.1`),
  line(({ path }) => `FROBNICATE ${path} HTTP/1.1`),
  line(({ path }) => `post ${path} HTTP/1.1`),
  line(
    ({ path }, random) => `${random.pick(['HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY'])} ${path} HTTP/1.1`,
  ),
  line(() => 'CONNECT 127.0.0.1:5432 HTTP/1.1'),
  line(() => 'GET http://example.org/api/books HTTP/1.1'),
  line(() => 'OPTIONS * HTTP/1.1'),
  line(({ method, path }) => `${method} ${path}${'a'.repeat(LONG)} HTTP/1.1`),
  line(({ method, path }) => `${method} ${path}${path.includes('?') ? '&' : '?'}q=${'a,'.repeat(5_000)} HTTP/1.1`),
  line(
    ({ method }, random) =>
      `${method} /api/books/${Buffer.from(random.pick(TEXTS))
        .toString('latin1')
        .replaceAll(/[\r\n]/g, '')} HTTP/1.1`,
  ),
  line(
    ({ method }, random) =>
      `${method} /api/books/${random.pick(['%', '%zz', '%ff%fe', '%00', '%E0%A4%A', '..%2f..', '%2e%2e/x', 'a;b', 'a%20b'])}/deals HTTP/1.1`,
  ),
  lines('X-Long: '.concat('b'.repeat(LONG))),
  lines(...Array.from({ length: 2_000 }, (_, i) => `X-Header-${i}: c`)),
  lines('Bad Name: d'),
  lines(': no name'),
  lines('X-Nul: a\u0000b'),
  lines('X-Folded: a\r\n b'),
  lines('X-Bare: a\nX-Injected: b'),
  lines('Host: elsewhere'),
  (request) => [Buffer.from(`${request.method} ${request.path} HTTP/1.1\r\n\r\n`, 'latin1')],
  lines('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'),
  lines('Authorization: Bearer one', 'Authorization: Bearer two'),
  // Framing.
  (request) => [head(request, [lengthOf(request), lengthOf(request, 5), close]), request.body],
  (request) => [head(request, [lengthOf(request), chunked, close]), Buffer.from('0\r\n\r\n')],
  lines('Content-Length: -1'),
  lines('Content-Length: 1e3'),
  lines('Content-Length: 99999999999999999999'),
  lines('Content-Length: 9007199254740991'),
  lines('Transfer-Encoding: chunked, identity'),
  lines('Transfer-Encoding: gzip'),
  (request) => [head(request, [chunked, close]), Buffer.from('zz\r\n{}\r\n0\r\n\r\n')],
  (request) => [head(request, [chunked, close]), Buffer.from('-1\r\n{}\r\n0\r\n\r\n')],
  (request) => [head(request, [chunked, close]), Buffer.from('ffffffffffffffffff\r\n{}\r\n')],
  (request) => [head(request, [chunked, close]), Buffer.from('2\r\n{}extra\r\n0\r\n\r\n')],
  (request) => [head(request, [chunked, close]), Buffer.from(`2;${'e'.repeat(LONG)}\r\n{}\r\n0\r\n\r\n`)],
  (request) => [
    head(request, [chunked, close]),
    Buffer.from('2\r\n{}\r\n0\r\nTrailer: x\r\nContent-Length: 5\r\n\r\n'),
  ],
  // Bodies that end early, or late, or are followed by others.
  (request) => [head(request, [lengthOf(request, 1_000), close]), request.body],
  (request) => [
    head(request, [chunked]),
    Buffer.from(`${request.body.length.toString(16)}\r\n`),
    request.body.subarray(1),
  ],
  (request) => [head(request, [lengthOf(request)]), request.body.subarray(0, request.body.length >> 1)],
  (request) => [
    head(request, [lengthOf(request), close]),
    request.body,
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
  ],
  (request) => [
    Buffer.concat(Array.from({ length: 30 }, () => Buffer.concat([head(request, [lengthOf(request)]), request.body]))),
  ],
  (request) => inParts(Buffer.concat([head(request, [lengthOf(request), close]), request.body])),
  (request) => inParts(head(request, ['X-Slow: '.concat('e'.repeat(100)), close])),
  (request) => [head(request, [lengthOf(request), 'Content-Encoding: gzip', close]), request.body],
];

function inParts(bytes: Buffer): Bytes {
  const size = Math.ceil(bytes.length / SLOW_PARTS);
  const parts = Array.from({ length: SLOW_PARTS }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  return parts.flatMap((part) => [part, SLOW_PAUSE_MS]);
}
