import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from './load.ts';
import type { FaultySystem } from './system.ts';

/** An event as a client of the stream sees it. */
export interface Seen {
  readonly position: number;
  readonly hash: string;
}

const AGAIN_AFTER_MS = 100;
const PAGE = 1_000;

/** Whether a client has seen an event whose command was sent for the first time after this instant. */
export function seenSince(
  instant: number,
  { load, watchers }: { readonly load: Load; readonly watchers: readonly Watcher[] },
): boolean {
  const position = load.positionAfter(instant);
  return position !== null && watchers.some((watcher) => watcher.position >= position);
}

/** A client that follows a book over server-sent events: it resumes where it was, and reloads where it is told to. */
export class Watcher {
  readonly seen: Seen[] = [];
  resets = 0;
  readonly #origin: string;
  readonly #key: string;
  readonly #book: string;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;

  constructor({ key }: Pick<FaultySystem, 'key'>, origin: string, book: string) {
    this.#origin = origin;
    this.#key = key;
    this.#book = book;
    this.#running = this.#run();
  }

  get position(): number {
    return this.seen.at(-1)?.position ?? 0;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#follow().catch(() => {});
      await sleep(AGAIN_AFTER_MS);
    }
  }

  async #follow(): Promise<void> {
    const answer = await this.#get('stream', { 'last-event-id': String(this.position) });
    if (!answer.ok || answer.body === null) return void (await answer.body?.cancel());
    let text = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      const frames = (text + part).split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) await this.#take(frame);
    }
  }

  async #take(frame: string): Promise<void> {
    const fields = new Map(frame.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
    const data = JSON.parse(fields.get('data') ?? '{}');
    if (fields.get('event') === 'recorded') this.seen.push({ position: data.event.position, hash: data.event.hash });
    if (fields.get('event') === 'reset') await this.#reload(data.position);
  }

  /** Reads what it is told that it will not be sent. */
  async #reload(upTo: number): Promise<void> {
    this.resets += 1;
    while (this.position < upTo) {
      const answer = await this.#get(`events?after=${this.position}&limit=${PAGE}&minPosition=${upTo}`);
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      const { events } = (await answer.json()) as { events: Seen[] };
      const next = events.filter(({ position }) => position <= upTo);
      if (next.length === 0) throw new Error(`no events up to ${upTo}`);
      this.seen.push(...next.map(({ position, hash }) => ({ position, hash })));
    }
  }

  #get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.#origin}/api/books/${this.#book}/${path}`, {
      headers: { authorization: `Bearer ${this.#key}`, ...headers },
      signal: this.#closing.signal,
    });
  }
}
