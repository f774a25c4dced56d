import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { BookFold } from '@offtake/exposure/book-fold';
import { sumPostings as sumOfTheServer } from '@offtake/exposure/sum';
import { describe, expect, it } from 'vitest';
import type { BookEvent } from '../src/api/shapes.ts';
import { checkSum } from '../src/explain/explanation.ts';
import { replayBook } from '../src/replay/replayed-book.ts';
import { events, leg, usd } from './misread-history.ts';

const fold = new BookFold();
const postings = events.flatMap((event) => fold.apply(event as unknown as RecordedEvent));
const dates = [undefined, '2025-11-03', '2026-01-15', '2026-02-15', '2026-12-31'];
const coordinates = [0, 1, 2, 3, 4, 5, 6].flatMap((knownAt) => dates.map((validAt) => ({ knownAt, validAt })));

describe('a book that is replayed in the browser', () => {
  it.each(coordinates)('answers at $knownAt, $validAt what the server answers', ({ knownAt, validAt }) => {
    const { rows } = replayBook('b', events).exposures({ position: knownAt, validAt });
    const at = { knownAt, ...(validAt ? { validAt } : {}) };
    expect(rows).toEqual(sumOfTheServer(postings, at, ['obligor', 'obligee', 'account']));
  });

  it.each(coordinates)('explains every number at $knownAt, $validAt by postings that add up to it', (at) => {
    const book = replayBook('b', events);
    for (const { obligor, obligee, account, kind, unit, ...amount } of book.exposures({
      position: at.knownAt,
      validAt: at.validAt,
    }).rows) {
      const explained = book.explain(
        { obligor, obligee, account, kind, unit },
        { position: at.knownAt, validAt: at.validAt },
      );
      expect(checkSum(explained.postings, explained.sum)).toMatchObject({ agrees: true, sum: amount });
    }
  });

  it('goes on where it stopped when another event comes', () => {
    expect(replayBook('grows', events.slice(0, 2)).exposures({ position: 6 }).rows).toHaveLength(1);
    expect(replayBook('grows', events).exposures({ position: 6 })).toEqual({
      ...replayBook('b', events).exposures({ position: 6 }),
    });
  });

  it('is folded anew where the history is another one', () => {
    replayBook('restored', events);
    const other = events.slice(0, 3).map((event) => ({ ...event, hash: `other ${event.position}` }));
    expect(replayBook('restored', other).exposures({ position: 6 }).rows).toEqual(
      replayBook('b', events).exposures({ position: 3 }).rows,
    );
  });

  it('knows what each posting is the effect of', () => {
    const { postings: behind } = replayBook('b', events).explain(
      { kind: 'payment', unit: 'USD', account: 'performed' },
      { position: 6 },
    );
    expect(behind.map(({ event, recordedByType, source }) => [event, recordedByType, source.type])).toContainEqual([
      'e3',
      'EventRetracted',
      'PerformanceRecorded',
    ]);
  });
});

describe('a book in which sources disagree, and a party is merged', () => {
  const at = (position: number, reading?: 'alternative') => ({ position, reading });
  const party = (slug: string, type: string, data: object) => ({ stream: `party/${slug}`, type, data });
  const deal = (type: string, data: object) => ({ stream: 'deal/supply', type, data });
  const price = { ...leg, quantity: usd('38') };
  const history = [
    party('amazon', 'PartyRegistered', { name: 'Amazon' }),
    party('aws', 'PartyRegistered', { name: 'AWS' }),
    deal('DealAnnounced', { title: 'Supply', legs: [price, { ...price, leg: 'more', obligee: 'amazon' }] }),
    deal('DisputeRaised', {
      event: 'e3',
      alternative: {
        title: 'Supply',
        legs: [
          { ...price, quantity: usd('100') },
          { ...price, leg: 'more', obligee: 'amazon' },
        ],
      },
    }),
    party('aws', 'PartiesMerged', { into: 'amazon' }),
    deal('DisputeResolved', { event: 'e3', ruling: 'recorded' }),
  ].map((each, i) => ({
    ...(events[0] as BookEvent),
    ...each,
    position: i + 1,
    version: 1,
    event: `e${i + 1}`,
    hash: `h${i}`,
  }));
  const book = () => replayBook('disputed', history as readonly BookEvent[]);
  const told = (position: number, reading?: 'alternative') =>
    book()
      .exposures(at(position, reading))
      .rows.map(({ obligee, stated, disputed }) => [obligee, stated, disputed ?? false]);

  it('goes on as recorded, and says what is disputed', () => {
    expect(told(3)).toEqual([
      ['amazon', '38', false],
      ['aws', '38', false],
    ]);
    expect(told(4)).toEqual([
      ['amazon', '38', true],
      ['aws', '38', true],
    ]);
  });
  it('shows the other version where it is asked for', () => {
    expect(told(4, 'alternative')).toEqual([
      ['amazon', '38', true],
      ['aws', '100', true],
    ]);
  });
  it('reads a merged party as the one that it became, from then on', () => {
    expect(told(5)).toEqual([['amazon', '76', true]]);
    expect(told(5, 'alternative')).toEqual([['amazon', '138', true]]);
    const { postings: behind } = book().explain({ kind: 'payment', unit: 'USD', obligee: 'aws' }, at(5));
    expect(behind.map(({ obligee }) => obligee)).toEqual(['amazon', 'amazon']);
  });
  it('leaves it to the server to say what differs where a party reads as another since', () => {
    expect(book().difference(at(4), at(5), {})).toBeNull();
    expect(book().difference(at(5), at(6), {})).not.toBeNull();
  });
  it('is as recorded again once it is ruled so', () => {
    expect(told(6, 'alternative')).toEqual([['amazon', '76', false]]);
  });
});
