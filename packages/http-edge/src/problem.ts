/** Problem details (RFC 9457): what every error of the API answers with. */

/**
 * Every type of problem: the status that goes with it, and its title. `type` is `/docs/problems#<slug>`, a section of
 * docs/problems.md.
 */
export const PROBLEMS = {
  malformed: { status: 400, title: 'The request is malformed' },
  invalid: { status: 400, title: 'The request does not fit its schema' },
  unauthenticated: { status: 401, title: 'Sign in, or send a key' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  'not-found': { status: 404, title: 'There is no such thing, or you may not see it' },
  'too-slow': { status: 408, title: 'The request did not come in time' },
  exists: { status: 409, title: 'It exists already' },
  'key-reused': { status: 409, title: 'The idempotency key was used for another request' },
  version: { status: 412, title: 'The stream has moved on' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'This content type is not taken here' },
  refused: { status: 422, title: 'A rule of the domain refuses this' },
  'too-many-requests': { status: 429, title: 'Too many requests at once' },
  'head-too-large': { status: 431, title: 'The head of the request is too large' },
  internal: { status: 500, title: 'Something broke on our side' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemSlug = keyof typeof PROBLEMS;

/** One broken rule, and its place in the request (JSON Pointer). */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  /** The line of the file that was sent, where that is what was sent. */
  readonly line?: number;
  /** The recorded event that would not be valid any more, where that is the reason. */
  readonly event?: string;
}

export interface ProblemExtras {
  readonly violations?: readonly Violation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere at the edge; the problem filter answers with it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly slug: ProblemSlug;
  readonly status: number;
  readonly title: string;
  readonly extras: ProblemExtras;

  constructor(slug: ProblemSlug, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    const { status, title } = PROBLEMS[slug];
    this.slug = slug;
    this.status = status;
    this.title = title;
    this.extras = extras;
  }

  /** The body of the answer to the request for `instance`. */
  toBody(instance: string, requestId: string) {
    const { slug, title, status, message: detail } = this;
    const { violations } = this.extras;
    const said = { type: `/docs/problems#${slug}`, title, status, detail, instance, requestId };
    return violations ? { ...said, violations } : said;
  }
}

/**
 * `throw problem(404, 'not-found', 'There is no deal x.')`: the status is said again where it is read, and the compiler
 * holds it to the slug's. Whoever may come back later is told when, in seconds, also where the thrower does not say it.
 */
export function problem<S extends ProblemSlug>(
  status: (typeof PROBLEMS)[S]['status'],
  slug: S,
  detail: string,
  extras: ProblemExtras = {},
): Problem {
  const passes = (status as number) === 429 || (status as number) === 503;
  const headers = passes ? { 'retry-after': RETRY_AFTER_S, ...extras.headers } : extras.headers;
  return new Problem(slug, detail, headers ? { ...extras, headers } : extras);
}

const RETRY_AFTER_S = '1';

/** The type of problem that a library's own status stands for: for errors of which nothing but the kind is told. */
export function problemOfStatus(status: number, detail: string): Problem {
  const slug = slugOfStatus(status);
  return problem(PROBLEMS[slug].status, slug, detail);
}

function slugOfStatus(status: number): ProblemSlug {
  if (status === 405) return 'not-found';
  const slugs = Object.keys(PROBLEMS) as ProblemSlug[];
  return slugs.find((slug) => PROBLEMS[slug].status === status) ?? (status < 500 ? 'malformed' : 'internal');
}
