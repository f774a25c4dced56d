import { outcomeOf } from '@offtake/exposure/watched';
import { describe, expect, it } from 'vitest';
import type { ExplainedPosting, ExposureRow } from '../src/api/shapes.ts';
import type { WatchTerms } from '../src/api/watches.ts';
import { crossedSince } from '../src/watches/crossed-since.ts';
import { emptyFields, fieldsOf, missingIn, termsOf, withMeasure, withSubject } from '../src/watches/form-fields.ts';
import { measure, type OfExposures, type WatchReadings } from '../src/watches/measuring.ts';
import { newlyCrossed } from '../src/watches/newly-crossed.ts';
import { thresholdScale } from '../src/watches/threshold-scale.ts';

const money = { kind: 'payment', unit: 'USD' } as const;
const row = (obligee: string, stated: string, account: ExposureRow['account'] = 'firm'): ExposureRow => {
  return { ...money, obligor: 'openai', obligee, account, low: stated, stated, high: stated, unstated: 0 };
};
const undisclosed = (obligee: string): ExposureRow => {
  return { ...row(obligee, '0'), high: null, unstated: 1 };
};
const leg = (deal: string, overdue: string, overdueLow: string, overdueHigh: string | null) => {
  const parties = { obligor: 'openai', obligee: 'oracle', ratio: null, scheduled: null, performed: '0', steps: [] };
  return { deal, leg: 'price', ...money, ...parties, overdue, overdueLow, overdueHigh, daysOverdue: 3, unstated: 0 };
};
const readings = (of: Partial<WatchReadings>): WatchReadings => ({
  exposures: undefined,
  ofDeal: () => undefined,
  delivery: undefined,
  coverage: () => undefined,
  readsAs: (party) => party,
  ...of,
});
const LARGEST: OfExposures = {
  measure: 'largest-share',
  party: 'openai',
  side: 'obligor',
  ...money,
  is: 'above',
  threshold: '0.4',
};
const outcome = (terms: WatchTerms, of: Partial<WatchReadings>) => {
  const taken = measure(terms, readings(of));
  return taken && outcomeOf(taken.measured, terms);
};

describe('a watch', () => {
  it('is not told before it is measured', () => {
    expect(outcome(LARGEST, {})).toBeUndefined();
  });

  it('of the largest counterparty counts what is firm and performed, on its side', () => {
    const exposures = [row('oracle', '30'), row('oracle', '5', 'performed'), row('aws', '35'), row('amd', '30')];
    expect(outcome(LARGEST, { exposures })).toBe('not-crossed');
    expect(outcome(LARGEST, { exposures: [...exposures, row('aws', '90', 'intent')] })).toBe('not-crossed');
    expect(outcome(LARGEST, { exposures: [...exposures, row('aws', '35')] })).toBe('crossed');
    expect(outcome(LARGEST, { exposures: [...exposures, undisclosed('sb')] })).toBe('cannot-be-told');
    expect(outcome({ ...LARGEST, side: 'obligee' }, { exposures })).toBe('not-crossed');
  });

  it('of a merged party is one of the party that it reads as', () => {
    const exposures = [row('oracle', '30')];
    expect(outcome({ ...LARGEST, party: 'open-ai' }, { exposures })).toBe('not-crossed');
    expect(outcome({ ...LARGEST, party: 'open-ai' }, { exposures, readsAs: () => 'openai' })).toBe('crossed');
  });

  it('of a deal is measured on that deal', () => {
    const terms: WatchTerms = { measure: 'firmness', deal: 'x', ...money, is: 'below', threshold: '0.5' };
    const ofDeal = (deal: string) => (deal === 'x' ? [row('oracle', '1'), row('oracle', '3', 'option')] : []);
    expect(outcome(terms, { ofDeal })).toBe('crossed');
    expect(outcome({ ...terms, deal: 'y' }, { ofDeal })).toBe('not-crossed');
  });

  it('of what is overdue counts amounts or legs, as sure as they are', () => {
    const amount: WatchTerms = { measure: 'overdue', party: 'openai', ...money, is: 'above', threshold: '10' };
    const legs: WatchTerms = { measure: 'overdue-legs', party: 'openai', is: 'above', threshold: '0' };
    const sure = [leg('a', '8', '8', '8'), leg('b', '4', '4', '4')];
    expect([outcome(amount, { delivery: sure }), outcome(legs, { delivery: sure })]).toEqual(['crossed', 'crossed']);
    const unsure = [leg('a', '0', '0', null)];
    expect([outcome(amount, { delivery: unsure }), outcome(legs, { delivery: unsure })]).toEqual([
      'cannot-be-told',
      'cannot-be-told',
    ]);
    expect(outcome(legs, { delivery: [leg('a', '0', '0', '0')] })).toBe('not-crossed');
    expect(measure(legs, readings({ delivery: sure }))?.daysOverdue).toBe(3);
  });

  it('of coverage needs a run-rate, unless nothing is due', () => {
    const terms: WatchTerms = { measure: 'coverage', party: 'openai', unit: 'USD', is: 'above', threshold: '1' };
    const payments = { low: '5', stated: '5', high: '5', unstated: 0 };
    const none = {
      unit: 'USD',
      undated: null,
      runRate: null,
      cash: null,
      undrawnFacilities: null,
      withLiquidity: null,
    };
    const ratio = { low: '0.5', stated: '1.2', high: null };
    const ofRows = (row: object) => ({ coverage: () => [{ ...none, payments, ratio: null, ...row }] });
    expect(outcome(terms, ofRows({}))).toBe('cannot-be-told');
    expect(outcome(terms, ofRows({ payments: { ...payments, low: '0', stated: '0', high: '0' } }))).toBe('not-crossed');
    expect(outcome(terms, ofRows({ ratio }))).toBe('cannot-be-told');
    expect(outcome(terms, ofRows({ ratio: { ...ratio, low: '1.1' } }))).toBe('crossed');
  });
});

describe('the moment of a crossing', () => {
  const posting = (position: number, obligee: string, amount: string) => {
    const amounts = { low: amount, stated: amount, high: amount, unstated: 0, unbounded: 0 };
    return { position, obligor: 'openai', obligee, account: 'firm', ...money, ...amounts } as ExplainedPosting;
  };
  const since = (postings: readonly ExplainedPosting[]) => crossedSince(LARGEST, postings, (party) => party);

  it('is the event since which it has been crossed', () => {
    const even = [posting(1, 'oracle', '10'), posting(1, 'aws', '10'), posting(1, 'amd', '10')];
    expect(since(even)).toBeNull();
    expect(since([...even, posting(4, 'oracle', '10'), posting(7, 'oracle', '10')])).toBe(4);
  });

  it('is the latest of them where it was not crossed in between', () => {
    const postings = [posting(1, 'oracle', '10'), posting(2, 'aws', '10'), posting(3, 'amd', '10')];
    expect(since([...postings, posting(9, 'amd', '30')])).toBe(9);
    expect(since([...postings, posting(9, 'amd', '30'), posting(10, 'amd', '-30')])).toBeNull();
  });
});

describe('what has become crossed', () => {
  const standing = (outcome: 'crossed' | 'not-crossed' | 'cannot-be-told', terms = {}) =>
    new Map([['w', { outcome, terms }]]);

  it('was not before', () => {
    expect(newlyCrossed(standing('not-crossed'), standing('crossed'))).toEqual(['w']);
    expect(newlyCrossed(standing('cannot-be-told'), standing('crossed'))).toEqual(['w']);
    expect(newlyCrossed(standing('crossed'), standing('crossed'))).toEqual([]);
    expect(newlyCrossed(standing('crossed'), standing('not-crossed'))).toEqual([]);
  });

  it('is neither new nor changed', () => {
    expect(newlyCrossed(new Map(), standing('crossed'))).toEqual([]);
    expect(newlyCrossed(standing('not-crossed', { threshold: '1' }), standing('crossed', { threshold: '2' }))).toEqual(
      [],
    );
  });
});

describe('the fields of a watch', () => {
  const watches: readonly WatchTerms[] = [
    { ...LARGEST, name: 'Not all on one' },
    { measure: 'firmness', deal: 'x', kind: 'capacity', unit: 'MW', is: 'below', threshold: '0.125' },
    { measure: 'exposure', party: 'a', ...money, accounts: ['firm', 'option'], is: 'above', threshold: '30000000000' },
    { measure: 'overdue', party: 'a', side: 'obligee', ...money, is: 'above', threshold: '0' },
    { measure: 'overdue-legs', deal: 'x', is: 'above', threshold: '2' },
    { measure: 'coverage', party: 'a', unit: 'EUR', is: 'below', threshold: '1.5' },
  ];

  it.each(watches)('say the same watch again: $measure', (terms) => {
    expect(missingIn(fieldsOf(terms))).toEqual([]);
    expect(termsOf(fieldsOf(terms))).toEqual(terms);
  });

  it('name what is missing, by its place', () => {
    expect(missingIn({ ...emptyFields('', ''), threshold: 'much' })).toEqual(['/party', '/unit', '/threshold']);
    expect(missingIn({ ...withMeasure(emptyFields('party/a', ''), 'overdue-legs'), accounts: [] })).toEqual([]);
  });

  it('of a deal offer a measure that there is of deals', () => {
    expect(withSubject(emptyFields('party/a', 'payment USD'), 'deal/x')).toMatchObject({
      subject: 'deal/x',
      measure: 'firmness',
      is: 'below',
      threshold: '50',
    });
  });

  it('take a comma for the point of another language', () => {
    expect(termsOf({ ...fieldsOf(LARGEST), threshold: '12,5' })).toMatchObject({ threshold: '0.125' });
  });
});

describe('the line of a measure', () => {
  it('ends at the whole of a share, and beyond what lies farthest out on others', () => {
    const taken = measure(LARGEST, readings({ exposures: [row('oracle', '30'), row('aws', '70')] }))?.measured;
    expect(taken && thresholdScale(LARGEST, taken)).toEqual({
      from: 70,
      to: 70,
      stated: 70,
      threshold: 40,
      isOpen: false,
    });
    const open = { ...LARGEST, measure: 'exposure', accounts: ['firm'], threshold: '100' } as WatchTerms;
    const sum = measure(open, readings({ exposures: [undisclosed('aws')] }))?.measured;
    expect(sum && thresholdScale(open, sum)).toMatchObject({ from: 0, to: 100, stated: null, isOpen: true });
  });
});
