import type { EventType } from '@offtake/deals/events';
import { readEvent } from '@offtake/deals/stored-event';
import { canonicalBody, chainHash, NO_HASH } from '@offtake/event-store/chain';
import { toHeaders } from '@offtake/event-transport/event-headers';
import { BookFold } from '@offtake/exposure/book-fold';
import type { Posting } from '@offtake/exposure/posting';
import { type Received, receive, storedEventOf } from '../../src/ingest/received.ts';

/** What is recorded in a test, in a few words. */
export interface Written {
  readonly type: EventType;
  readonly stream: string;
  readonly data: object;
  readonly announcedOn: string;
  readonly effectiveOn?: string;
  readonly reason?: string;
  readonly evidence?: readonly object[];
}

const EVIDENCE = [{ publisher: 'a filing', tier: 'filing' }];
const STARTED = Date.parse('2026-01-01T00:00:00Z');

/** The ledger of one book, chained as the event store chains it, and the same events folded in memory. */
export class WrittenLedger {
  readonly book: string;
  readonly received: Received[] = [];
  readonly postings: Posting[] = [];
  readonly #fold = new BookFold();
  readonly #versions = new Map<string, number>();

  constructor(book: string) {
    this.book = book;
  }

  get head(): number {
    return this.received.length;
  }

  get hash(): string {
    return this.received.at(-1)?.hash ?? NO_HASH;
  }

  /** The id of the event at a position. */
  id(position: number): string {
    return this.received[position - 1]?.id ?? '';
  }

  /** When the event at a position was recorded: one a minute. */
  recordedAt(position: number): string {
    return `${new Date(STARTED + position * 60_000).toISOString().slice(0, -1)}000Z`;
  }

  write({
    type,
    stream,
    data,
    announcedOn,
    effectiveOn = announcedOn,
    reason,
    evidence = EVIDENCE,
  }: Written): Received {
    const position = this.head + 1;
    const version = (this.#versions.get(stream) ?? 0) + 1;
    this.#versions.set(stream, version);
    const said = { announcedOn, effectiveOn, data, evidence: reason ? [] : evidence, ...(reason ? { reason } : {}) };
    const body = canonicalBody({ ...said, actor: 'tester', causationId: null, correlationId: null, schemaVersion: 1 });
    const id = `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`;
    const unchained = {
      book: this.book,
      position,
      stream,
      version,
      id,
      type,
      body,
      recordedAt: this.recordedAt(position),
    };
    const prevHash = this.hash;
    const envelope = { ...unchained, prevHash, hash: chainHash(prevHash, unchained) };
    const message = {
      book: this.book,
      headers: toHeaders(envelope),
      value: body,
      partition: 0,
      offset: BigInt(position - 1),
    };
    const received = receive(message);
    if (!('id' in received)) throw new Error(received.reason);
    this.received.push(received);
    const typeOf = (event: string) => this.received.find((earlier) => earlier.id === event)?.type ?? null;
    this.postings.push(...this.#fold.apply(readEvent(storedEventOf(received), typeOf)));
    return received;
  }
}

/** Two parties, a deal in steps that is performed late, corrected and amended, and one that is only talked about. */
export function exampleLedger(book = 'test'): WrittenLedger {
  const ledger = new WrittenLedger(book);
  const deal = { stream: 'deal/openai-aws' };
  const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
  const party = (slug: string, name: string, more: object = {}): Written => {
    return { type: 'PartyRegistered', stream: `party/${slug}`, data: { name, ...more }, announcedOn: '2025-01-01' };
  };
  ledger.write(party('openai', 'OpenAI', { aliases: ['OpenAI Group PBC'] }));
  ledger.write(party('amazon', 'Amazon'));
  ledger.write(party('aws', 'Amazon Web Services', { parent: 'amazon' }));
  const schedule = ['2026-03-31', '2026-12-31', '2027-12-31'].map((to, i) => {
    return { due: { from: null, to }, quantity: i === 2 ? null : usd('10000000000') };
  });
  const price = { leg: 'price', kind: 'payment', obligor: 'openai', obligee: 'aws', binding: 'firm', schedule };
  const chips = {
    leg: 'compute',
    kind: 'capacity',
    obligor: 'aws',
    obligee: 'openai',
    binding: 'firm',
    product: 'GB300',
  };
  const hundreds = { qualifier: 'between', low: '200000', high: '999999', unit: 'accelerator' };
  const announced = {
    title: 'OpenAI on AWS',
    legs: [
      { ...price, quantity: usd('38000000000') },
      { ...chips, quantity: hundreds },
    ],
  };
  ledger.write({ ...deal, type: 'DealAnnounced', data: announced, announcedOn: '2025-11-03' });
  const talk = { leg: 'equity', kind: 'equity', obligor: 'amazon', obligee: 'openai', binding: 'intent' };
  const undisclosed = { qualifier: 'undisclosed', unit: 'USD' };
  const rumour = { title: 'Amazon in OpenAI', legs: [{ ...talk, quantity: undisclosed }] };
  ledger.write({ stream: 'deal/amazon-openai', type: 'DealAnnounced', data: rumour, announcedOn: '2025-12-20' });
  const paid = { leg: 'price', quantity: usd('1500000000.5') };
  ledger.write({ ...deal, type: 'PerformanceRecorded', data: paid, announcedOn: '2026-02-10' });
  const more = { changes: [{ op: 'increase', leg: 'price', quantity: usd('100000000000') }] };
  ledger.write({ ...deal, type: 'DealAmended', data: more, announcedOn: '2026-02-27' });
  // Learned late: it took effect before the amendment.
  const first = { leg: 'price', quantity: usd('250000000') };
  ledger.write({
    ...deal,
    type: 'PerformanceRecorded',
    data: first,
    announcedOn: '2026-03-02',
    effectiveOn: '2026-01-15',
  });
  const right = { event: ledger.id(6), data: { ...paid, quantity: usd('1400000000') } };
  ledger.write({
    ...deal,
    type: 'EventCorrected',
    data: right,
    announcedOn: '2026-03-05',
    reason: 'misread the filing',
  });
  const metric = { parties: ['openai', 'aws'], metric: 'revenue', quantity: usd('20000000000'), period: '2025' };
  ledger.write({ stream: 'party/openai', type: 'MetricObserved', data: metric, announcedOn: '2026-03-06' });
  return ledger;
}
