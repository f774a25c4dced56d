import { Failure } from './failure.ts';

const ANSWER_WITHIN_MS = 30_000;

/** The API of one installation, as whoever has this key sees it. */
export class Api {
  readonly origin: string;
  readonly #key: string | null;

  constructor(origin: string, key: string | null) {
    this.origin = origin;
    this.#key = key;
  }

  /** @throws {Failure} for anything but a 2xx */
  async json(path: string): Promise<unknown> {
    return (await this.#call(path, {})).json();
  }

  /** The answer's bytes as they come. @throws {Failure} */
  async bytes(path: string): Promise<AsyncIterable<Uint8Array>> {
    return bodyOf(await this.#call(path, {}));
  }

  /** Sends a text as it is read, and answers the bytes that come back. @throws {Failure} */
  async send(path: string, type: string, body: ReadableStream<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
    const sent = { method: 'POST', body, duplex: 'half', headers: { 'content-type': type } };
    return bodyOf(await this.#call(path, sent as RequestInit, null));
  }

  async #call(path: string, request: RequestInit, within: number | null = ANSWER_WITHIN_MS): Promise<Response> {
    const late = new AbortController();
    const timer = within === null ? undefined : setTimeout(() => late.abort(), within);
    const headers = { ...request.headers, ...(this.#key === null ? {} : { authorization: `Bearer ${this.#key}` }) };
    const answer = await fetch(`${this.origin}${path}`, { ...request, headers, signal: late.signal })
      .catch((error: Error) => {
        const why = error.cause instanceof Error ? error.cause.message : error.message;
        throw new Failure(`${this.origin} does not answer: ${why}`);
      })
      .finally(() => clearTimeout(timer));
    if (answer.ok) return answer;
    const { title, detail } = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string };
    throw new Failure(`${path}: ${answer.status} ${detail ?? title ?? ''}`, answer.status);
  }
}

async function* bodyOf({ body }: Response): AsyncGenerator<Uint8Array, void, void> {
  try {
    if (body !== null) yield* body;
  } catch (error) {
    throw new Failure(`The answer broke off: ${(error as Error).message}`);
  }
}
