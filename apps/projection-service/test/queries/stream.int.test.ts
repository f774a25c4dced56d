import { EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { printPosting } from '@offtake/exposure/posting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadDatabase } from '../../src/schema/read-database.ts';
import { eventsOf, readEvents, type ServerSentEvent } from './event-stream.ts';
import { ReadingSide } from './reading-side.ts';
import { exampleLedger, type WrittenLedger } from './written-ledger.ts';

const named = (name: string) => (events: readonly ServerSentEvent[]) => events.some(({ event }) => event === name);
/** Of what was recorded: other events carry an id only to say where their reader stands. */
const idsOf = (events: readonly ServerSentEvent[]) =>
  events.flatMap(({ event, id }) => (event === 'recorded' || event === 'replayed' ? (id ?? []) : []));
const placeOf = (events: readonly ServerSentEvent[]) => events.findLast(({ id }) => id !== null)?.id;

function writeMetrics(ledger: WrittenLedger, count: number): void {
  for (let i = 1; i <= count; i++) {
    const quantity = { qualifier: 'exact', value: String(i), unit: 'USD' };
    const data = { parties: ['openai', 'aws'], metric: 'cash', quantity, period: `week ${i}` };
    ledger.write({ type: 'MetricObserved', stream: 'party/openai', data, announcedOn: '2026-04-01' });
  }
}

describe('the stream of a book', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  let url: string;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
    url = `${side.origin}/api/books/test/stream`;
  });
  afterAll(async () => void (await side.stop()));

  it('begins with now, and tells what is recorded once it is in the read models', async () => {
    const before = ledger.head;
    const write = async () => {
      writeMetrics(ledger, 2);
      await side.project(ledger);
    };
    const events = await readEvents(url, (all) => idsOf(all).length === 2, {}, write);
    // With the id, a client that has seen no event yet still knows where to resume.
    expect(events.find(({ event }) => event === 'caught-up')).toMatchObject({ id: before, data: { position: before } });
    expect(events.find(({ event }) => event === 'status')?.data).toMatchObject({
      checkpoint: before,
      lag: 0,
      state: 'live',
    });
    expect(idsOf(events)).toEqual([before + 1, before + 2]);
    const recorded = events.find(({ event }) => event === 'recorded');
    expect(recorded?.data.event).toMatchObject({ position: before + 1, type: 'MetricObserved', party: 'openai' });
    expect(recorded?.data.changed).toEqual({ deals: [], parties: ['aws', 'openai'] });
    expect(recorded?.data.event).toEqual(await side.json(`/events/${before + 1}`));
  });

  it('resumes after the last event that a client had', async () => {
    const events = await readEvents(url, named('caught-up'), { 'last-event-id': String(ledger.head - 3) });
    expect(idsOf(events)).toEqual([ledger.head - 2, ledger.head - 1, ledger.head]);
    expect(events.at(-1)?.data).toEqual({ position: ledger.head });
    const fourth = (await readEvents(`${url}?after=3`, named('caught-up'))).find(({ id }) => id === 4);
    expect(fourth?.data.changed).toEqual({ deals: ['openai-aws'], parties: ['aws', 'openai'] });
  });

  it('lets a client that is ahead of the ledger load again', async () => {
    const events = await readEvents(`${url}?after=${ledger.head + 7}`, named('caught-up'));
    expect(events.find(({ event }) => event === 'reset')?.data).toEqual({ position: ledger.head });
  });

  it('lets a client that is more than 1,000 events behind load again', async () => {
    writeMetrics(ledger, 1_001);
    await side.project(ledger);
    const behind = await readEvents(`${url}?after=${ledger.head - 1_001}`, named('caught-up'));
    expect(behind.find(({ event }) => event === 'reset')?.data).toEqual({ position: ledger.head });
    expect(idsOf(behind)).toEqual([]);
    expect(placeOf(behind)).toBe(behind.find(({ event }) => event === 'reset')?.data.position);
    const within = await readEvents(`${url}?after=${ledger.head - 1_000}`, named('caught-up'));
    expect(idsOf(within)).toHaveLength(1_000);
  });

  it('does not begin where its events cannot be read, and begins once they can', async () => {
    const database = side.part(ReadDatabase);
    const later = `${url}?after=${ledger.head - 2}`;
    await database.query(EVERY_BOOK, 'alter table exposure_1.event rename to away');
    const refused = await fetch(later);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    await database.query(EVERY_BOOK, 'alter table exposure_1.away rename to event');
    expect(idsOf(await readEvents(later, named('caught-up')))).toEqual([ledger.head - 1, ledger.head]);
  });

  it('sends every client the same events in order, also while they are being recorded', async () => {
    const last = ledger.head + 40;
    const many = Array.from({ length: 20 }, () =>
      readEvents(`${url}?after=${ledger.head}`, (all) => idsOf(all).includes(last)),
    );
    for (let i = 0; i < 20; i++) {
      writeMetrics(ledger, 2);
      await side.project(ledger);
    }
    for (const events of await Promise.all(many)) {
      expect(idsOf(events)).toEqual(Array.from({ length: 40 }, (_, i) => last - 39 + i));
    }
  });
});

describe('a client of the stream that takes nothing', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });

  it('holds up nobody, and has to load again when it goes on', async () => {
    const url = `${side.origin}/api/books/test/stream?after=${ledger.head}`;
    const stuck = await fetch(url);
    // More than the sockets between the two take in, and more events than the feed keeps.
    const note = 'x'.repeat(3_000);
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 1_000; i++) {
        const evidence = [{ publisher: 'a filing', tier: 'filing', excerpt: note }];
        const data = { parties: ['openai'], metric: 'cash', quantity: { qualifier: 'exact', value: '1', unit: 'USD' } };
        ledger.write({ type: 'MetricObserved', stream: 'party/openai', data, announcedOn: '2026-04-01', evidence });
      }
      await side.project(ledger);
    }
    const others = await readEvents(
      `${side.origin}/api/books/test/stream?after=${ledger.head - 1}`,
      named('caught-up'),
    );
    expect(idsOf(others)).toEqual([ledger.head]);
    const late = await eventsOf(stuck, named('reset'));
    expect(late.find(({ event }) => event === 'reset')?.data).toEqual({ position: ledger.head });
    expect(idsOf(late).length).toBeLessThan(4_000);
  });

  it('does not keep the service from stopping', async () => {
    const url = `${side.origin}/api/books/test/stream?after=${ledger.head - 1_000}`;
    const [stuck, replay] = await Promise.all([fetch(url), fetch(`${side.origin}/api/books/test/replay?speed=1`)]);
    expect(await side.stop()).toBeLessThan(4_000);
    await Promise.all([stuck, replay].map(({ body }) => body?.cancel().catch(() => {})));
  });
});

describe('the replay of a book', () => {
  const ledger = exampleLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  it('sends the events in order, each with the postings that it made', async () => {
    const events = await readEvents(`${side.origin}/api/books/test/replay`, named('done'));
    expect(idsOf(events)).toEqual(ledger.received.map(({ position }) => position));
    const postings = events.filter(({ event }) => event === 'replayed').flatMap(({ data }) => data.postings ?? []);
    expect(postings).toEqual(ledger.postings.map((posting) => ({ book: 'test', ...printPosting(posting) })));
  });

  it('goes from one position to another, so many a second', async () => {
    const began = Date.now();
    const events = await readEvents(`${side.origin}/api/books/test/replay?from=4&to=8&speed=20`, named('done'));
    expect(idsOf(events)).toEqual([4, 5, 6, 7, 8]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(195);
  });
});
