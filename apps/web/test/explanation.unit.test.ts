import { describe, expect, it } from 'vitest';
import type { ExplainedPosting } from '../src/api/shapes.ts';
import { causesOf, checkSum } from '../src/explain/explanation.ts';

const posting = (recordedBy: string, position: number, stated: string): ExplainedPosting => ({
  position,
  recordedBy,
  recordedByType: 'DealAnnounced',
  event: recordedBy,
  deal: 'd',
  leg: 'price',
  obligor: 'a',
  obligee: 'b',
  kind: 'payment',
  unit: 'USD',
  account: 'firm',
  validFrom: '2025-11-03',
  low: stated,
  stated,
  high: stated,
  unstated: 0,
  unbounded: 0,
  source: { type: 'DealAnnounced', announcedOn: '', effectiveOn: '', recordedAt: '', evidence: [] },
});
const row = (stated: string) => ({ low: stated, stated, high: stated, unstated: 0 });

describe('an explained number', () => {
  const postings = [posting('b', 7, '-120'), posting('a', 3, '38000'), posting('b', 7, '20')];

  it('is told by its events, in the order in which the book learned of them', () => {
    expect(causesOf(postings).map((cause) => [cause.recordedBy, cause.change.stated])).toEqual([
      ['a', '38000'],
      ['b', '-100'],
    ]);
  });

  it('agrees where the postings add up to it, in every component', () => {
    expect(checkSum(postings, [row('37900')])).toMatchObject({ agrees: true, count: 3 });
    expect(checkSum(postings, [{ ...row('37900'), high: null }]).agrees).toBe(false);
    expect(checkSum(postings, [row('37901')]).agrees).toBe(false);
  });

  it('that is nothing agrees with no row, and with nothing else', () => {
    expect(checkSum([], []).agrees).toBe(true);
    expect(checkSum(postings, []).agrees).toBe(false);
  });

  it('never takes two units as one sum', () => {
    expect(checkSum(postings, [row('37900'), row('0')]).agrees).toBe(false);
  });
});
