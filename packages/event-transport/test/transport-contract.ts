import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromHeaders, type RecordedEnvelope } from '../src/event-headers.ts';
import type { DeliveredBatch, Subscriber, Subscription } from '../src/transport.ts';
import { CollectingReader, upTo } from './collecting-reader.ts';

/** A log of its own for one test. */
export interface TestedLog {
  /** Records the next events of a book. */
  record(book: keyof typeof BOOKS, events: number): Promise<void>;
  /** A subscriber that no other shares the log with. */
  subscriber(): Subscriber;
  close(): Promise<void>;
}

/** The partitions of the books. */
export const BOOKS = { north: 0, south: 0, east: 1 } as const;

/** What every adapter must do. */
export function transportContract(openLog: () => Promise<TestedLog>): void {
  let log: TestedLog;
  let subscribers: Subscriber[];

  beforeEach(async () => {
    log = await openLog();
    subscribers = [];
  });
  afterEach(async () => {
    await Promise.all(subscribers.map((subscriber) => subscriber.close()));
    await log.close();
  });

  async function subscribe(reader: CollectingReader): Promise<Subscription & Pick<Subscriber, 'lag' | 'places'>> {
    const subscriber = log.subscriber();
    subscribers.push(subscriber);
    const { lag, places } = subscriber;
    return { ...(await subscriber.subscribe(reader)), lag: () => lag(), places: () => places() };
  }

  /** A reader that has handled everything. */
  async function readerAt(book: keyof typeof BOOKS, position: number): Promise<CollectingReader> {
    const reader = new CollectingReader();
    const { close } = await subscribe(reader);
    await reader.arrived(book, position);
    await close();
    return reader;
  }

  describe('a reader at the beginning', () => {
    it('is handed every event of a book, in order', async () => {
      await log.record('north', 700);
      const reader = new CollectingReader();
      await subscribe(reader);
      await log.record('north', 700);
      await reader.arrived('north', 1400);
      expect(reader.positionsOf('north')).toEqual(upTo(1400));
    });

    it('finds the whole event in each message', async () => {
      await log.record('north', 3);
      const reader = await readerAt('north', 3);
      const events = reader.batches.flatMap(({ messages }) => messages).map(fromHeaders) as RecordedEnvelope[];
      expect(events).toMatchObject(upTo(3).map((position) => ({ book: 'north', position, version: 1 })));
      expect(events.map(({ prevHash }) => prevHash)).toEqual(['0'.repeat(64), events[0]?.hash, events[1]?.hash]);
      expect(JSON.parse(events[0]?.body ?? '')).toMatchObject({ actor: 'analyst@example.org' });
    });

    it('is handed two books of one partition, each in order', async () => {
      for (let round = 0; round < 5; round++) {
        await log.record('north', 20);
        await log.record('south', 30);
      }
      const reader = new CollectingReader();
      await subscribe(reader);
      await Promise.all([reader.arrived('north', 100), reader.arrived('south', 150)]);
      expect(reader.positionsOf('north')).toEqual(upTo(100));
      expect(reader.positionsOf('south')).toEqual(upTo(150));
      expect(new Set(reader.batches.map(({ partition }) => partition))).toEqual(new Set([0]));
    });

    it('is handed the partitions that it is assigned', async () => {
      await log.record('north', 1);
      await log.record('east', 1);
      const reader = new CollectingReader();
      const { assigned, health } = await subscribe(reader);
      await Promise.all([reader.arrived('north', 1), reader.arrived('east', 1)]);
      expect(assigned()).toEqual(expect.arrayContaining([0, 1]));
      expect(new Set(reader.batches.map(({ partition }) => partition))).toEqual(new Set([0, 1]));
      expect(health().connected).toBe(true);
    });

    it('learns with the last batch, and no earlier one, that it has reached the end', async () => {
      await log.record('north', 2500);
      const reader = await readerAt('north', 2500);
      expect(reader.batches.length).toBeGreaterThan(1);
      expect(reader.batches.map(({ atEnd }) => atEnd)).toEqual([...reader.batches.slice(1).map(() => false), true]);
    });
  });

  describe('a reader that has been here before', () => {
    it('goes on after what it says it has handled', async () => {
      await log.record('north', 50);
      const before = await readerAt('north', 50);
      await log.record('north', 10);

      const reader = new CollectingReader();
      reader.begin = async () => [before.reached('north', 40)];
      await subscribe(reader);
      await reader.arrived('north', 60);
      const [first = 0, ...others] = reader.positionsOf('north');
      expect([40, 41]).toContain(first);
      expect(others).toEqual(upTo(60).slice(first));
    });

    it('misses nothing of a book that is behind another in the same partition', async () => {
      await log.record('north', 20);
      await log.record('south', 20);
      const before = await readerAt('south', 20);
      await log.record('north', 5);
      await log.record('south', 5);

      const reader = new CollectingReader();
      reader.begin = async () => [before.reached('north', 10), before.reached('south', 20)];
      await subscribe(reader);
      await Promise.all([reader.arrived('north', 25), reader.arrived('south', 25)]);
      expect(reader.positionsOf('north')).toEqual(expect.arrayContaining(upTo(25).slice(10)));
      expect(reader.positionsOf('south')).toEqual(expect.arrayContaining(upTo(25).slice(20)));
    });

    it('is asked again when it cannot say how far it has come', async () => {
      await log.record('north', 5);
      const reader = new CollectingReader();
      let asked = 0;
      reader.begin = async () => {
        asked += 1;
        if (asked < 3) throw new Error('the database is away');
        return [];
      };
      await subscribe(reader);
      await reader.arrived('north', 5);
      expect(reader.positionsOf('north')).toEqual(upTo(5));
    });

    it('is handed a part once more when it seeks', async () => {
      await log.record('north', 30);
      const reader = new CollectingReader();
      const { seek } = await subscribe(reader);
      await reader.arrived('north', 30);
      seek(0, reader.reached('north', 20));
      await reader.arrived('north', 30, 2);
      expect(reader.positionsOf('north')).toEqual([...upTo(30), ...upTo(30).slice(20)]);
    });

    it('may seek while it handles a batch', async () => {
      await log.record('north', 30);
      const reader = new CollectingReader();
      const { seek } = await subscribe(reader);
      await reader.arrived('north', 30);
      const place = reader.reached('north', 25);
      let sought = false;
      reader.accept = async () => {
        if (!sought) seek(0, place);
        sought = true;
      };
      await log.record('north', 1);
      await reader.arrived('north', 31, 2);
      expect(reader.positionsOf('north')).toEqual([...upTo(31), ...upTo(31).slice(25)]);
    });
  });

  describe('a reader that fails', () => {
    it('is handed the same batch until it has handled it, and nothing else meanwhile', async () => {
      await log.record('north', 20);
      const reader = new CollectingReader();
      const refused: DeliveredBatch[] = [];
      reader.accept = async (batch) => {
        if (refused.push(batch) < 3) throw new Error('not now');
      };
      await subscribe(reader);
      await reader.arrived('north', 20);
      const [first, second, third] = refused;
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(reader.positionsOf('north')).toEqual(upTo(20));
    });

    it('holds up what comes after, which is counted as lag', async () => {
      await log.record('north', 20);
      const reader = new CollectingReader();
      const { lag, places } = await subscribe(reader);
      await reader.arrived('north', 20);
      let refuses = true;
      const refused = new Promise<void>((resolve) => {
        reader.accept = async () => {
          resolve();
          if (refuses) throw new Error('not now');
        };
      });
      await log.record('north', 7);
      await refused;
      expect((await lag()).get(0)).toBe(7n);
      const place = async () => (await places()).find(({ partition }) => partition === 0);
      expect(await place()).toMatchObject({ lag: 7n });

      refuses = false;
      await reader.arrived('north', 27);
      await expect.poll(async () => (await lag()).get(0)).toBe(0n);
    });
  });

  describe('a subscription that is closed', () => {
    it('delivers nothing any more', async () => {
      await log.record('north', 5);
      const reader = await readerAt('north', 5);
      await log.record('north', 5);
      const other = await readerAt('north', 10);
      expect(other.positionsOf('north')).toEqual(upTo(10));
      expect(reader.positionsOf('north')).toEqual(upTo(5));
    });

    it('closes while its reader refuses a batch', async () => {
      await log.record('north', 5);
      const reader = new CollectingReader();
      const { close } = await subscribe(reader);
      await new Promise<void>((resolve) => {
        reader.accept = async () => {
          resolve();
          throw new Error('not now');
        };
      });
      const began = Date.now();
      await close();
      expect(Date.now() - began).toBeLessThan(2000);
    });
  });
}
