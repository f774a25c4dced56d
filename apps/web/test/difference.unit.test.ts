import type { RecordedEvent } from '@offtake/deals/recorded-event';
import { BookFold } from '@offtake/exposure/book-fold';
import { sumPostings as sumOfTheServer } from '@offtake/exposure/sum';
import { describe, expect, it } from 'vitest';
import {
  CAUSES,
  checkDifference,
  type Difference,
  effectsOf,
  inOrderOfTime,
  sharesOf,
} from '../src/difference/difference.ts';
import { differenceEvents, differenceRows } from '../src/difference/exported-difference.ts';
import type { ReplayPlace } from '../src/replay/replay-place.ts';
import { replayBook } from '../src/replay/replayed-book.ts';
import { events } from './misread-history.ts';

const between = (from: ReplayPlace, to: ReplayPlace, filters = {}): Difference => {
  const differing = replayBook('b', events).difference(from, to, filters);
  if (!differing) throw new Error('nothing is folded');
  return inOrderOfTime(differing);
};
const at = (position: number, validAt?: string): ReplayPlace => ({ position, validAt });
const eventsIn = ({ causes }: Difference) =>
  Object.fromEntries(CAUSES.map((cause) => [cause, causes[cause].map(({ event }) => event)]));

const fold = new BookFold();
const postings = events.flatMap((event) => fold.apply(event as unknown as RecordedEvent));
const statedAt = ({ position, validAt }: ReplayPlace) =>
  Object.fromEntries(
    sumOfTheServer(postings, { knownAt: position, ...(validAt ? { validAt } : {}) }, ['account']).map((row) => [
      row.account,
      row.stated,
    ]),
  );

const positions = [0, 1, 2, 3, 4, 5, 6].flatMap((a) => [0, 1, 2, 3, 4, 5, 6].map((b) => ({ a: at(a), b: at(b) })));
const days = ['2025-11-02', '2025-11-03', '2026-01-15', '2026-02-15', '2026-12-31'];
const dates = days.flatMap((a) => days.map((b) => ({ a: at(5, a), b: at(5, b) })));

describe('the difference between two moments', () => {
  it.each([...positions, ...dates])('of $a and $b is that of the sums, and of what the events did', ({ a, b }) => {
    const difference = between(a, b);
    const { earlier, later } = difference;
    const [was, is] = [earlier, later].map((side) =>
      statedAt({ position: side.position, validAt: side.validAt ?? undefined }),
    );
    for (const { account, from, to } of difference.rows) {
      expect([from.stated, to.stated]).toEqual([was?.[account] ?? '0', is?.[account] ?? '0']);
    }
    expect(checkDifference(difference)).toMatchObject({ agrees: true, renamed: false });
  });

  it('is the same whichever thumb is the earlier', () => {
    const forward = between(at(2), at(6));
    const backward = between(at(6), at(2));
    expect(backward).toEqual({ ...forward, screenIsEarlier: true });
    expect(forward.screenIsEarlier).toBe(false);
  });

  it('tells new facts apart from corrections, and these from retractions', () => {
    expect(eventsIn(between(at(3), at(6)))).toEqual({
      facts: ['e4'],
      corrections: ['e5'],
      retractions: ['e6'],
      disputes: [],
    });
  });

  it('says how much of it each kind of cause made', () => {
    const { causes } = between(at(3), at(6));
    const shares = sharesOf(causes, ({ account }) => account === 'performed');
    expect(shares.map(({ cause, amount }) => [cause, amount.stated])).toEqual([
      ['facts', '120'],
      ['corrections', '-20'],
      ['retractions', '-500'],
    ]);
  });

  it('says what one event did, account by account', () => {
    const [paid] = between(at(3), at(4)).causes.facts;
    expect(effectsOf(paid?.postings ?? []).map(({ account, amount }) => [account, amount.stated])).toEqual(
      expect.arrayContaining([
        ['firm', '-120'],
        ['performed', '120'],
      ]),
    );
  });

  it('on the valid axis is what began to bind in between', () => {
    expect(eventsIn(between(at(4, '2026-01-15'), at(4, '2026-02-15'))).facts).toEqual(['e3']);
  });

  it('of one moment with itself is none', () => {
    for (const place of [at(6), at(6, '2026-01-15')]) {
      const difference = between(place, place);
      expect(difference.rows).toEqual([]);
      expect(CAUSES.flatMap((cause) => difference.causes[cause])).toEqual([]);
    }
  });

  it('keeps to what it is filtered by', () => {
    expect(between(at(0), at(6), { account: 'performed' }).rows.map(({ account }) => account)).toEqual(['performed']);
    expect(between(at(0), at(6), { party: 'oracle' }).rows).toEqual([]);
    expect(between(at(0), at(6), { deal: 'openai-aws', unit: 'USD' }).rows).toHaveLength(2);
  });

  it('is taken along with both moments on each line, and its events with what each did', () => {
    const difference = between(at(3), at(6), { account: 'performed' });
    const { columns, rows } = differenceRows(difference);
    const value = (name: string) => rows[0]?.[columns.indexOf(name)];
    expect(['from.position', 'from.stated', 'to.stated', 'difference.stated'].map(value)).toEqual([
      3,
      '500',
      '100',
      '-400',
    ]);
    const told = differenceEvents(difference);
    const changes = told.rows.map((row) => [row[told.columns.indexOf('change')], row[told.columns.indexOf('stated')]]);
    expect(changes).toEqual([
      ['facts', '120'],
      ['corrections', '-20'],
      ['retractions', '-500'],
    ]);
  });

  it('that does not add up says so', () => {
    const difference = between(at(2), at(6));
    const [first, ...rest] = difference.rows;
    if (!first) throw new Error('nothing differs');
    const wrong = { ...first, difference: { ...first.difference, stated: '1' } };
    expect(checkDifference({ ...difference, rows: [wrong, ...rest] }).agrees).toBe(false);
  });
});
