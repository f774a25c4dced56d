import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { problem } from '@offtake/http-edge/problem';

const ANSWER_WITHIN_MS = 5_000;
/** Of ledgers, each for as long as its reader takes. */
const MAX_AT_ONCE = 4;

/** What only the command service can say, because it alone has the ledger: asked for one caller at a time, kept nowhere. */
export class LedgerSource {
  readonly #commandUrl: string | null;
  readonly #token: string;
  #streaming = 0;

  constructor(commandUrl: string | null, token: string) {
    this.#commandUrl = commandUrl;
    this.#token = token;
  }

  /**
   * @param route below /internal
   * @throws {Problem} 404 as it was answered, 503 where the command service is away
   */
  async json(route: string): Promise<object> {
    const answer = await this.#ask(route);
    return (await answer.json().catch(away)) as object;
  }

  /**
   * The bytes of an answer, as they come. Whoever closes the stream ends the asking.
   * @throws {Problem} 429 where too many are read; else, before the first byte, what `json` throws
   */
  async stream(route: string): Promise<Readable> {
    if (this.#streaming >= MAX_AT_ONCE) throw problem(429, 'too-many-requests', 'Other ledgers are being read.');
    this.#streaming += 1;
    const over = (): void => {
      this.#streaming -= 1;
    };
    try {
      const { body } = await this.#ask(route);
      if (body === null) throw new Error('an answer without a body');
      return Readable.fromWeb(body as WebStream<Uint8Array>).once('close', over);
    } catch (error) {
      over();
      throw error;
    }
  }

  async #ask(route: string): Promise<Response> {
    if (this.#commandUrl === null) throw problem(503, 'unavailable', 'OFFTAKE_COMMAND_URL is not set.');
    const headers = { authorization: `Bearer ${this.#token}` };
    // The answer's beginning may not take longer; its body may.
    const stopping = new AbortController();
    const late = setTimeout(() => stopping.abort(), ANSWER_WITHIN_MS);
    const address = new URL(`/internal/${route}`, this.#commandUrl);
    const answer = await fetch(address, { headers, signal: stopping.signal })
      .catch(away)
      .finally(() => clearTimeout(late));
    if (answer.ok) return answer;
    const { detail } = (await answer.json().catch(() => ({}))) as { readonly detail?: string };
    if (answer.status === 404) throw problem(404, 'not-found', detail ?? 'The command service does not know it.');
    throw problem(503, 'unavailable', `The ledger cannot be read at the moment: ${detail ?? answer.status}`);
  }
}

function away(): never {
  throw problem(503, 'unavailable', 'The ledger cannot be read at the moment: the command service is away.');
}
