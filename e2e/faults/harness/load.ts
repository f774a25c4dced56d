import { setTimeout as sleep } from 'node:timers/promises';
import { commandsOf, firstCommands, type Marked } from './commands.ts';
import type { Random } from './random.ts';
import type { FaultySystem } from './system.ts';

/** An event that a client was told is recorded. */
export interface Acknowledged {
  readonly key: string;
  readonly sentAt: number;
  readonly position: number;
  readonly event: string;
  readonly stream: string;
  readonly version: number;
}

const CLIENTS = 4;
const LONGEST_PAUSE_MS = 20;
const RETRY_AFTER_MS = { least: 50, most: 300 };
const ANSWER_WITHIN_MS = 8_000;
const GIVES_UP_AFTER_MS = 120_000;
/** What a client takes for a final no. */
const REFUSALS = new Set([200, 412, 422]);

/** Several clients that post commands to one book, each again and again with its key until it knows what became of it. */
export class Load {
  readonly book: string;
  readonly acknowledged: Acknowledged[] = [];
  /** What no client should ever be told. */
  readonly problems: string[] = [];
  /** Answers that said: later. */
  unavailable = 0;
  readonly #system: Pick<FaultySystem, 'commandUrls' | 'key'>;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(system: Pick<FaultySystem, 'commandUrls' | 'key'>, book: string, random: Random) {
    this.#system = system;
    this.book = book;
    this.#random = random;
  }

  async openBook(): Promise<void> {
    const body = { book: this.book, name: this.book };
    const { status } = await this.#post('/api/books', { key: `create-${this.book}`, body }, 0);
    if (status !== 201) throw new Error(`The book ${this.book} is not created: ${status}`);
    for (const command of firstCommands(this.book, this.#random)) await this.send(command, 0);
  }

  start(): void {
    const clients = Array.from({ length: CLIENTS }, (_, client) => this.#work(client, this.#random.fork()));
    this.#running = Promise.all(clients);
  }

  /** Resolves when every client knows what became of its last command. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Sends one command until it is answered for good; null where it was refused. */
  async send(command: Marked, client: number): Promise<Acknowledged | null> {
    const { status, text, sentAt } = await this.#post(`/api/books/${this.book}/events`, command, client);
    if (status !== 201) {
      if (!REFUSALS.has(status)) this.problems.push(`${command.key}: ${status} ${text}`);
      return null;
    }
    const { position, event, stream, version } = JSON.parse(text);
    const acknowledged = { key: command.key, sentAt, position, event, stream, version };
    this.acknowledged.push(acknowledged);
    return acknowledged;
  }

  /** The first position of those whose commands were sent for the first time after this instant; null until there is one. */
  positionAfter(instant: number): number | null {
    return this.acknowledged.find(({ sentAt }) => sentAt >= instant)?.position ?? null;
  }

  async #work(client: number, random: Random): Promise<void> {
    for (const command of commandsOf(this.book, client, CLIENTS, random)) {
      if (this.#stopping.signal.aborted) return;
      await this.send(command, client);
      await sleep(random.next() * LONGEST_PAUSE_MS);
    }
  }

  async #post(path: string, { key, body }: Marked, client: number) {
    const sentAt = Date.now();
    const { commandUrls } = this.#system;
    const request = { method: 'POST', headers: this.#headers(key), body: JSON.stringify(body) };
    for (let tries = client; Date.now() < sentAt + GIVES_UP_AFTER_MS; tries += 1) {
      // Where one does not answer, the next one is asked.
      const address = `${commandUrls[tries % commandUrls.length]}${path}`;
      const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
        .then(async (response) => ({ response, text: await response.text() }))
        .catch(() => null);
      if (answer !== null && answer.response.status !== 503) {
        return { status: answer.response.status, text: answer.text, sentAt };
      }
      if (answer !== null) {
        this.unavailable += 1;
        if (!answer.response.headers.has('retry-after')) this.problems.push(`${key}: 503 without Retry-After`);
      }
      await sleep(this.#random.between(RETRY_AFTER_MS.least, RETRY_AFTER_MS.most));
    }
    throw new Error(`${key} has no final answer within ${GIVES_UP_AFTER_MS / 1_000} s`);
  }

  #headers(key: string): Record<string, string> {
    return {
      'content-type': 'application/json',
      authorization: `Bearer ${this.#system.key}`,
      'idempotency-key': key,
    };
  }
}
