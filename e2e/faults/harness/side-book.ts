import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@offtake/event-store/event';
import { connect } from '@offtake/event-store/store';
import { toOutgoing } from '@offtake/event-transport/event-headers';
import { openKafkaPublisher } from '@offtake/event-transport/kafka-publisher';
import type { Outgoing } from '@offtake/event-transport/transport';
import type { Random } from './random.ts';
import { rowsOf } from './sql.ts';
import type { FaultySystem } from './system.ts';

/** How the read models stand with a book. */
export interface SideState {
  readonly checkpoint: number;
  readonly state: 'live' | 'halted';
  readonly reason?: string;
  readonly setAside?: string;
}

const HOLDS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 20;
const AGAIN_AFTER_MS = 200;
/** Long enough ago to be no duplicate of what a load announces. */
const ANNOUNCED_ON = '1980-01-01';
const SOURCE = { publisher: 'a client', tier: 'press' };
const PAYMENT = {
  type: 'PerformanceRecorded',
  deal: 'deal',
  announcedOn: ANNOUNCED_ON,
  data: { leg: 'price', quantity: { qualifier: 'exact', value: '1', unit: 'USD' } },
};
const LONG = { sources: 50, characters: 4_000 };
const MIDDLING = { sources: 3, characters: 4_000 };

/** A book beside the one that clients post to: what a fault does to one book must not be felt in the others. */
export class SideBook {
  readonly book: string;
  readonly #system: FaultySystem;
  #position = 0;

  private constructor(system: FaultySystem, book: string) {
    this.#system = system;
    this.book = book;
  }

  /** A book with two parties, a deal between them, and its first payments: five events in all. */
  static async open(system: FaultySystem, book: string): Promise<SideBook> {
    const side = new SideBook(system, book);
    await side.#write('/api/books', { book, name: book });
    for (const party of ['buyer', 'seller']) {
      await side.record({ type: 'PartyRegistered', party, announcedOn: ANNOUNCED_ON, data: { name: party } });
    }
    const quantity = { qualifier: 'exact', value: '1000000', unit: 'USD' };
    const leg = { leg: 'price', kind: 'payment', obligor: 'buyer', obligee: 'seller', binding: 'firm', quantity };
    const data = { title: 'A deal', legs: [leg] };
    await side.record({ type: 'DealAnnounced', deal: 'deal', announcedOn: ANNOUNCED_ON, data });
    await side.pay(2);
    return side;
  }

  /** Of the newest event. */
  get position(): number {
    return this.#position;
  }

  /** Records so many payments. */
  async pay(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) await this.record(PAYMENT);
  }

  /** Records a payment of about as many bytes as an event may have. */
  async payAtLength(random: Random): Promise<void> {
    await this.record(longPayment(random, LONG));
  }

  /** Imports so many payments of some kilobytes each. */
  async payInBulk(times: number, random: Random): Promise<void> {
    const lines = Array<string>(times).fill(JSON.stringify(longPayment(random, MIDDLING)));
    const headers = { ...this.#headers(), 'content-type': 'application/x-ndjson' };
    const address = `${this.#system.commandUrls[0]}/api/books/${this.book}/imports`;
    const answer = await fetch(address, { method: 'POST', headers, body: lines.join('\n') });
    const last = (await answer.text()).trim().split('\n').at(-1) ?? '';
    const { recorded, position } = JSON.parse(last) as { recorded: number; position: number };
    if (recorded !== times) throw new Error(`Of ${times} lines not all are recorded: ${last}`);
    this.#position = position;
  }

  /** The same, asked once: what it was answered. */
  async tryAtLength(random: Random): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await this.#send(`/api/books/${this.book}/events`, longPayment(random, LONG));
    const text = await answer.text();
    if (answer.ok) this.#position = (JSON.parse(text) as { position: number }).position;
    return { status: answer.status, text };
  }

  /** @throws Refused with the answer, where it is not recorded */
  async record(event: object): Promise<void> {
    const answer = await this.#write(`/api/books/${this.book}/events`, { evidence: [SOURCE], ...event });
    this.#position = ((await answer.json()) as { position: number }).position;
  }

  /** Makes the relay, which has published all, believe that it has published up to here. */
  async moveCursor(position: number): Promise<void> {
    await this.published();
    await this.setCursor(position);
  }

  async setCursor(position: number): Promise<void> {
    await rowsOf(this.#system.adminUrl, 'update ledger.relay_cursor set position = $2 where book = $1', [
      this.book,
      position,
    ]);
  }

  /** Resolves when the relay has published all. */
  published(): Promise<void> {
    return this.until(async () => (await this.#cursor()) === this.#position, 'is published');
  }

  /** The events of the ledger from one position to another, as they are published. */
  async messages(from: number, to: number): Promise<readonly Outgoing[]> {
    return (await this.events(from, to)).map((event) => toOutgoing(event));
  }

  async events(from: number, to: number): Promise<readonly RecordedEvent[]> {
    const store = connect(this.#system.adminUrl, { connections: 1 });
    return store.read(this.book, { after: from - 1, upTo: to }).finally(() => store.close());
  }

  /** Puts messages into the topic, past the relay. */
  async publish(messages: readonly Outgoing[]): Promise<void> {
    const [{ partition } = { partition: 0 }] = await rowsOf<{ partition: number }>(
      this.#system.adminUrl,
      'select partition from ledger.book where book = $1',
      [this.book],
    );
    const publisher = openKafkaPublisher({ brokers: [this.#system.brokers] });
    await publisher.publish(partition, messages).finally(() => publisher.close());
  }

  async resume(): Promise<void> {
    await this.#write(`/api/books/${this.book}/resume`, {}, this.#system.projectionUrls[0]);
  }

  async state(): Promise<SideState> {
    const { projections } = (await (await this.#read('/api/projections')).json()) as {
      projections: { books: (SideState & { book: string })[] }[];
    };
    const found = projections[0]?.books.find(({ book }) => book === this.book);
    return found ?? { checkpoint: 0, state: 'live' };
  }

  /** Resolves when the read models hold the book up to here. */
  async projected(position = this.#position): Promise<void> {
    await this.until(async () => (await this.state()).checkpoint >= position, `is projected up to ${position}`);
  }

  /** Resolves when the book is halted for this reason. */
  async halted(reason: string): Promise<void> {
    await this.until(async () => (await this.state()).reason === reason, `is halted: ${reason}`);
  }

  /** Resolves when it is so. */
  async until(holds: () => Promise<boolean>, words: string): Promise<void> {
    for (const until = Date.now() + HOLDS_WITHIN_MS; !(await holds()); await sleep(LOOK_EVERY_MS)) {
      if (Date.now() < until) continue;
      throw new Error(`It does not come to pass that ${this.book} ${words}: ${JSON.stringify(await this.state())}`);
    }
  }

  async #cursor(): Promise<number | null> {
    const rows = await rowsOf<{ position: number }>(
      this.#system.adminUrl,
      'select position::int from ledger.relay_cursor where book = $1 order by moved_at desc limit 1',
      [this.book],
    );
    return rows[0]?.position ?? null;
  }

  #read(path: string): Promise<Response> {
    return fetch(`${this.#system.projectionUrls[0]}${path}`, { headers: this.#headers() });
  }

  /** As a client does: what is not available now is asked for again, with the same key. */
  async #write(path: string, body: object, origin = this.#system.commandUrls[0]): Promise<Response> {
    const key = randomUUID();
    for (const until = Date.now() + HOLDS_WITHIN_MS; ; await sleep(AGAIN_AFTER_MS)) {
      const answer = await this.#send(path, body, origin, key);
      if (answer.ok) return answer;
      const refused = new Refused(answer, await answer.text());
      if (answer.status !== 503 || Date.now() > until) throw refused;
    }
  }

  #send(path: string, body: object, origin = this.#system.commandUrls[0], key = randomUUID()): Promise<Response> {
    const headers = { ...this.#headers(), 'content-type': 'application/json', 'idempotency-key': key };
    return fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#system.key}` };
  }
}

function longPayment(random: Random, { sources, characters }: typeof LONG): object {
  const evidence = Array.from({ length: sources }, () => ({ ...SOURCE, excerpt: random.text(characters) }));
  return { ...PAYMENT, evidence };
}

/** What was not done, and with what answer. */
class Refused extends Error {
  constructor({ status, url }: Response, text: string) {
    super(`${url}: ${status} ${text}`);
  }
}
