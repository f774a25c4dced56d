import type { DealState } from '@offtake/deals/deal';
import { end, type LegState, perform } from '@offtake/deals/leg';
import type { RightTerms } from '@offtake/deals/leg-terms';
import { describe, expect, it } from 'vitest';
import { rightsCalendar } from '../src/rights-calendar.ts';
import { dealOf, legOf, usd } from './deal-of.ts';

const TODAY = '2026-06-30';
const right = (id: string, from: string | null, to: string | null): RightTerms => {
  return { id, kind: 'exclusivity', holder: 'microsoft', grantor: 'openai', scope: 'compute', from, to };
};
const states = (deal: DealState) => rightsCalendar([deal], TODAY).map(({ right, leg, state }) => [right ?? leg, state]);

describe('the rights of a deal', () => {
  it('are upcoming, open or past by their dates, both ends included', () => {
    const rights = [
      right('past', '2019-07-22', '2026-06-29'),
      right('open-ended', '2019-07-23', null),
      right('last-day', '2020-01-01', TODAY),
      right('first-day', TODAY, '2030-12-31'),
      right('coming', '2026-07-01', null),
      right('always', null, null),
    ];
    expect(states(dealOf('deal', [], rights))).toEqual([
      ['past', 'past'],
      ['open-ended', 'open'],
      ['last-day', 'open'],
      ['first-day', 'open'],
      ['coming', 'upcoming'],
      ['always', 'open'],
    ]);
  });

  it('are ended from the day on which they were ended', () => {
    const terms = right('x', '2019-07-22', null);
    const endedOn = (day: string) => ({ ...dealOf('deal', []), rights: new Map([['x', { terms, endedOn: day }]]) });
    expect(states(endedOn(TODAY))).toEqual([['x', 'ended']]);
    expect(states(endedOn('2026-07-01'))).toEqual([['x', 'open']]);
  });

  it('say who holds what from whom', () => {
    expect(rightsCalendar([dealOf('deal', [], [right('x', '2019-07-22', null)])], TODAY)).toEqual([
      {
        date: '2019-07-22',
        kind: 'exclusivity',
        deal: 'deal',
        right: 'x',
        holder: 'microsoft',
        grantor: 'openai',
        scope: 'compute',
        from: '2019-07-22',
        to: null,
        endedOn: null,
        state: 'open',
      },
    ]);
  });
});

describe('a leg in option', () => {
  const option = { kind: 'capacity', obligor: 'aws', obligee: 'openai', binding: 'option' } as const;
  const quantity = { qualifier: 'exact', value: '5000', unit: 'MW' } as const;

  it('has its window, and what is left in it, for whom takes the capacity', () => {
    const [entry] = rightsCalendar([dealOf('deal', [{ ...option, quantity, window: { from: '2027-01-01' } }])], TODAY);
    expect(entry).toMatchObject({
      date: '2027-01-01',
      kind: 'option-window',
      leg: 'leg-1',
      legKind: 'capacity',
      holder: 'openai',
      grantor: 'aws',
      state: 'upcoming',
      unit: 'MW',
      stated: '5000',
    });
  });

  it('is past its window while something is left in it: nothing lapses by itself', () => {
    const leg = legOf({ ...option, quantity, window: { from: null, to: '2026-06-29' } });
    expect(rightsCalendar([dealOf('deal', [leg])], TODAY)).toMatchObject([
      { date: '2026-06-29', state: 'past', stated: '5000' },
    ]);
    expect(states(dealOf('deal', [end(leg, TODAY)]))).toEqual([['leg-1', 'ended']]);
  });

  it('is open for ever without a window', () => {
    expect(rightsCalendar([dealOf('deal', [{ ...option, quantity }])], TODAY)).toMatchObject([
      { date: null, from: null, to: null, state: 'open' },
    ]);
  });
});

describe('a leg with an exit', () => {
  const exit = { earliest: '2028-01-01', noticeDays: 180 };
  it('has its earliest exit, for whom pays', () => {
    const term = { from: '2026-01-01', to: '2030-12-31' };
    expect(rightsCalendar([dealOf('deal', [{ exit, term }])], TODAY)).toMatchObject([
      {
        date: '2028-01-01',
        kind: 'earliest-exit',
        holder: 'openai',
        grantor: 'oracle',
        to: '2030-12-31',
        noticeDays: 180,
        state: 'upcoming',
      },
    ]);
  });

  it('has none from the day on which the leg ended, also where its deal goes on', () => {
    const ended = (day: string) => dealOf('deal', [end(legOf({ exit }), day)]);
    expect(rightsCalendar([ended('2026-05-31')], TODAY)).toMatchObject([{ state: 'ended', endedOn: '2026-05-31' }]);
    expect(rightsCalendar([ended('2026-05-31')], TODAY, { from: '2026-06-01' })).toEqual([]);
    expect(states(ended('9999-12-31'))).not.toEqual([['leg-1', 'ended']]);
  });

  it('has none any more once it has ended', () => {
    const ended = end(perform(legOf({ exit }), usd('5'), false) as LegState, TODAY);
    expect(states(dealOf('deal', [ended]))).toEqual([['leg-1', 'ended']]);
  });
});

describe('the calendar', () => {
  const deals = [
    dealOf('beta', [], [right('b', '2026-01-01', '2026-12-31'), right('none', null, null)]),
    dealOf('alpha', [{ exit: { earliest: '2026-01-01' } }], [right('a', '2025-01-01', '2025-12-31')]),
  ];
  const names = (range: object) => rightsCalendar(deals, TODAY, range).map(({ right, leg }) => right ?? leg);

  it('is in order of date, then deal; what has no date comes last', () => {
    expect(names({})).toEqual(['a', 'leg-1', 'b', 'none']);
  });

  it('shows of a range what overlaps it', () => {
    expect(names({ to: '2025-12-31' })).toEqual(['a', 'none']);
    expect(names({ from: '2025-12-31' })).toEqual(['a', 'leg-1', 'b', 'none']);
    expect(names({ from: '2027-01-01' })).toEqual(['leg-1', 'none']);
    expect(names({ from: '2026-01-01', to: '2026-01-01' })).toEqual(['leg-1', 'b', 'none']);
  });

  it('names parties as they read', () => {
    const [entry] = rightsCalendar(deals, TODAY, {}, (party) => `new-${party}`);
    expect(entry).toMatchObject({ holder: 'new-microsoft', grantor: 'new-openai' });
  });
});
