import { Random } from '../harness/random.ts';
import { malformedBytes } from './malformed.ts';
import { oddHeaders } from './odd-headers.ts';
import { type Point, pointsOf, withText } from './points.ts';
import { type ApiDocument, type Operation, operationsOf, Samples, type Schema } from './schema.ts';
import { spoiledJson, spoiledText } from './spoil.ts';

/** A request as it is sent: over HTTP, or byte by byte where no client would send it. */
export interface Attack {
  readonly n: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly to: 'gateway' | 'service';
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | null;
  /** Parts of what is sent on a socket, with pauses in ms between them; null: over HTTP. */
  readonly bytes: readonly (Buffer | number)[] | null;
}

/** What the requests name, and who sends them. */
export interface Targets {
  /** Books that may be written to. */
  readonly own: readonly string[];
  /** A book of somebody else, to be read and written by those who may not. */
  readonly foreign: string;
  /** Of the operator of the own books, and of one who may only read. */
  readonly operatorKey: string;
  readonly readerKey: string;
  /** Of the platform: sends only what names one of the own books, or none. */
  readonly platformKey: string;
  /** Ids of keys that may be revoked. */
  readonly spareKeyIds: readonly string[];
  /** Stands in what is sent where a secret stands. */
  readonly canary: string;
}

/** Shares of all. */
const GATEWAY = 0.4;
const MALFORMED = 0.1;
const SPOILED = 0.6;
const LARGE = 0.015;
const TWO_MIB = 2 * 1024 * 1024;
const CONTENT_TYPES = ['application/json', 'application/x-ndjson', 'application/ndjson', 'text/csv', 'text/plain'];
const ODD_TYPES = [
  '',
  'application/json; charset=utf-16',
  'application/xml',
  'multipart/form-data; boundary=',
  'a/b/c',
  '*/*',
  'application/json;;;',
  'x'.repeat(3_000),
];
const ENCODINGS = ['gzip', 'br', 'deflate', 'identity', 'utf-7', 'gzip, gzip, gzip'];

/** The n-th request that follows from a seed: it does not depend on those before it, nor on any answer. */
export class Attacks {
  readonly #operations: readonly Operation[];
  readonly #points: readonly Point[];
  readonly #samples: Samples;
  readonly #targets: Targets;
  readonly #seed: number;

  constructor(document: ApiDocument, targets: Targets, seed: number) {
    this.#samples = new Samples(document);
    this.#targets = targets;
    this.#seed = seed;
    this.#operations = operationsOf(document);
    this.#points = pointsOf(this.#operations, document);
  }

  at(n: number): Attack {
    // Of neighbouring seeds the first numbers are alike.
    const random = new Random(this.#seed + Math.imul(n + 1, 0x9e3779b1)).fork();
    const point = this.#points[n];
    if (point !== undefined) return this.#pointed(n, point, random);
    // Each of them in turn, so that none is left out.
    const operation = this.#operations[n % this.#operations.length] as Operation;
    const to = random.next() < GATEWAY ? 'gateway' : 'service';
    const spoils = random.next() < SPOILED;
    const authorization = this.#authorization(operation, random);
    const path = this.#path(operation, spoils, random);
    const content = this.#content(operation, spoils, random);
    const headers = [
      ...authorization,
      ...(spoils && random.next() < 0.3 ? oddHeaders(random) : []),
      ...content.headers,
    ];
    const attack = { n, method: operation.method, path, to, headers, body: content.body, bytes: null } as const;
    return random.next() < MALFORMED ? { ...attack, bytes: malformedBytes(attack, random) } : attack;
  }

  /** Right but for one place, so that nothing else turns it away before that is looked at. */
  #pointed(n: number, { operation, parameter, alternative, text }: Point, random: Random): Attack {
    const { own, operatorKey } = this.#targets;
    const { method } = operation;
    const filled = operation.path
      .replace('{book}', own[0] ?? '')
      .replaceAll(/\{(deal|party|principal|id)\}/g, 'supply');
    const others = operation.parameters.filter((other) => other.in === 'query' && other.required);
    const query = others.map(({ name, schema }) => [name, String(this.#samples.of(schema, random))]);
    const asked = Object.fromEntries(parameter === null ? query : [...query, [parameter, text]]) as Record<
      string,
      string
    >;
    const words = Object.entries(asked).map(([name, value]) => `${name}=${encoded(value)}`);
    const path = words.length === 0 ? filled : `${filled}?${words.join('&')}`;
    const value = alternative === null ? null : this.#valueOf(operation, alternative, random);
    const body = alternative === null ? null : Buffer.from(withText(value, text, random));
    const headers: [string, string][] = [['authorization', `Bearer ${operatorKey}`]];
    if (body !== null) headers.push(['content-type', 'application/json']);
    return { n, method, path: path.replace('{position}', '1'), to: 'service', headers, body, bytes: null };
  }

  #authorization(operation: Operation, random: Random): [string, string][] {
    const { operatorKey, readerKey, platformKey, canary } = this.#targets;
    const bearer = (key: string): [string, string][] => [['authorization', `Bearer ${key}`]];
    const kind = random.next();
    if (kind < 0.75) return bearer(needsPlatform(operation) ? platformKey : operatorKey);
    if (kind < 0.85) return bearer(readerKey);
    return random.pick([
      [],
      bearer(canary),
      bearer(`${operatorKey.slice(0, operatorKey.lastIndexOf('_'))}_${canary}`),
      [['authorization', `Basic ${canary}`]],
      [
        ['authorization', `Bearer ${canary} ${canary}`],
        ['authorization', 'Bearer'],
      ],
      [
        ['cookie', `offtake_session=${canary}`],
        ['origin', 'https://evil.example'],
      ],
      [
        ['cookie', `offtake_session=${canary}; offtake_session=%00; =; ;;`],
        ['sec-fetch-site', 'same-origin'],
      ],
    ]);
  }

  #path(operation: Operation, spoils: boolean, random: Random): string {
    const { own, foreign, spareKeyIds } = this.#targets;
    const isPlatform = needsPlatform(operation);
    const values: Record<string, () => string> = {
      book: () => (isPlatform || random.next() < 0.9 ? random.pick(own) : foreign),
      deal: () => random.pick(['supply', 'a-deal', 'no-deal']),
      party: () => random.pick(['buyer', 'seller', 'nobody']),
      position: () => String(random.between(0, 6)),
      principal: () => random.pick(['somebody', 'an@example.org', 'x']),
      id: () => random.pick(spareKeyIds),
    };
    const spoiledPart = spoils && random.next() < 0.2;
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const known = values[name]?.() ?? 'x';
      return spoiledPart && !(isPlatform && name === 'book')
        ? encoded(spoiledText(random), random)
        : encodeURIComponent(known);
    });
    const query = operation.parameters.filter(
      (parameter) => parameter.in === 'query' && (parameter.required || random.next() < 0.3),
    );
    const asked = query.map(({ name, schema }) => {
      const value = spoils && random.next() < 0.4 ? spoiledText(random) : String(this.#samples.of(schema, random));
      return `${encodeURIComponent(name)}=${encoded(value, random)}`;
    });
    if (spoils && random.next() < 0.1)
      asked.push(...asked, `${encoded(spoiledText(random), random)}=1`, 'a[b][c]=1', 'book=1&book=2');
    return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
  }

  #content(
    operation: Operation,
    spoils: boolean,
    random: Random,
  ): { headers: [string, string][]; body: Buffer | null } {
    const streams = /\/(imports|restore)$/.test(operation.path);
    const takesNone = operation.body === null && !streams;
    if (takesNone && (!spoils || random.next() < 0.8)) return { headers: [], body: null };
    if (random.next() < LARGE)
      return { headers: [['content-type', 'application/json']], body: Buffer.alloc(TWO_MIB, '[') };
    const type = streams ? random.pick(['application/x-ndjson', 'text/csv']) : 'application/json';
    const odd = spoils && random.next() < 0.15;
    const headers: [string, string][] = [['content-type', odd ? random.pick([...CONTENT_TYPES, ...ODD_TYPES]) : type]];
    if (spoils && random.next() < 0.05) headers.push(['content-encoding', random.pick(ENCODINGS)]);
    const schema = operation.body ?? { $ref: '#/components/schemas/Command' };
    const lines = Array.from({ length: streams ? random.between(0, 5) : 1 }, () => {
      const value = this.#valueOf(operation, schema, random);
      return spoils && random.next() < 0.8 ? spoiledJson(value, random) : JSON.stringify(value);
    });
    const text = lines.join('\n');
    // A lone surrogate that is not escaped is no UTF-8 at all; so are these.
    const bytes = odd ? Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0, 0x80])]) : Buffer.from(text);
    return { headers, body: bytes };
  }

  #valueOf({ path }: Operation, schema: Schema, random: Random): unknown {
    if (path === '/api/session') return { code: this.#targets.canary };
    const value = this.#samples.of(schema, random);
    if (path === '/api/books') return { ...(value as object), book: random.pick(this.#targets.own) };
    if (path === '/api/keys') return { ...(value as object), book: random.pick(this.#targets.own) };
    return value;
  }
}

/** What nobody else may do, and what concerns no book but the one that is named. */
function needsPlatform({ method, path }: Operation): boolean {
  return method === 'POST' && (path === '/api/books' || path.endsWith('/restore'));
}

function encoded(text: string, random: Random | null = null): string {
  // encodeURIComponent does not take a lone surrogate: those stand there as the bytes that they would have.
  const safe = [...text]
    .map((sign) => (/[\ud800-\udfff]/u.test(sign) ? '%ED%A0%80' : encodeURIComponent(sign)))
    .join('');
  return random === null || random.next() < 0.7
    ? safe
    : safe.replaceAll('%2F', '/').replaceAll('%25', '%').replaceAll('%3F', '?');
}
