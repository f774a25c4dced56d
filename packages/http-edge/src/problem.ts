import { STATUS_CODES } from 'node:http';

/** Problem details (RFC 9457): what every error of the API answers with. */

/** One broken rule, and its place in the request (JSON Pointer). */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  /** The recorded event that would not be valid any more, where that is the reason. */
  readonly event?: string;
}

export interface ProblemExtras {
  readonly violations?: readonly Violation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Titles of the problem types, by slug; each has a section in docs/problems.md. */
const TITLES: Readonly<Record<string, string>> = {
  malformed: 'The request is malformed',
  invalid: 'The request does not fit its schema',
  unauthenticated: 'Sign in, or send a key',
  forbidden: 'Your role does not allow this',
  'not-found': 'There is no such thing, or you may not see it',
  exists: 'It exists already',
  'key-reused': 'The idempotency key was used for another request',
  version: 'The stream has moved on',
  'too-large': 'The request is too large',
  'unsupported-media-type': 'This content type is not taken here',
  refused: 'A rule of the domain refuses this',
  unavailable: 'Not available at the moment',
  internal: 'Something broke on our side',
};

/** The problem type of a status that a library has chosen by itself. */
const SLUG_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Thrown anywhere at the edge; the problem filter answers with it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly slug: string;
  readonly extras: ProblemExtras;

  constructor(status: number, slug: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.status = status;
    this.slug = slug;
    this.extras = extras;
  }

  /** The body of the answer to the request for `instance`. */
  toBody(instance: string, requestId: string) {
    const { status, slug, message: detail } = this;
    const { violations } = this.extras;
    const title = TITLES[slug] ?? STATUS_CODES[status] ?? 'Error';
    const said = { type: `/docs/problems#${slug}`, title, status, detail, instance, requestId };
    return violations ? { ...said, violations } : said;
  }
}

/** `throw problem(404, 'not-found', 'there is no deal x')`. 503 says when to come back, where the thrower does not. */
export function problem(status: number, slug: string, detail: string, extras: ProblemExtras = {}): Problem {
  const headers = status === 503 ? { 'retry-after': '1', ...extras.headers } : extras.headers;
  return new Problem(status, slug, detail, headers ? { ...extras, headers } : extras);
}

/** What a status alone says: for errors of the framework, of which nothing but the kind is told. */
export function problemOfStatus(status: number, detail: string): Problem {
  const slug = SLUG_OF_STATUS[status] ?? (status < 500 ? 'malformed' : 'internal');
  return problem(status, slug, detail);
}
