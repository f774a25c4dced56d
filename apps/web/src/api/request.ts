/** One fetch, and its refusals as they come: RFC 9457 problems, or no answer at all. */

export interface Violation {
  readonly rule: string;
  /** A JSON Pointer into what was sent. */
  readonly path: string;
  readonly message: string;
}

/** An answer that is not the one asked for. `status` 0 = nothing answered. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly violations: readonly Violation[];
  readonly requestId: string | null;

  constructor(
    status: number,
    title: string,
    detail: string,
    violations: readonly Violation[],
    requestId: string | null,
  ) {
    super(detail || title);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.violations = violations;
    this.requestId = requestId;
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON; a text as it is, with the content type that stands in the headers. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The JSON of an answer, or undefined for 204. Throws Problem. */
export async function request<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** The answer itself, for what is streamed. Throws Problem unless it is 2xx. */
export async function send(path: string, { method = 'GET', body, headers, signal }: Call = {}): Promise<Response> {
  const sent: RequestInit = { method, headers: { accept: 'application/json', ...headers } };
  if (signal) sent.signal = signal;
  if (body !== undefined) {
    sent.body = typeof body === 'string' ? body : JSON.stringify(body);
    sent.headers = { 'content-type': 'application/json', ...sent.headers };
  }
  let response: Response;
  try {
    response = await fetch(path, sent);
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Problem(0, 'unreachable', String((failure as Error).message), [], null);
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<string, unknown>>;
  const text = (key: string) => (typeof said[key] === 'string' ? (said[key] as string) : '');
  const violations = Array.isArray(said['violations']) ? (said['violations'] as Violation[]) : [];
  return new Problem(
    response.status,
    text('title') || response.statusText,
    text('detail'),
    violations,
    text('requestId'),
  );
}
