import { describe, expect, it } from 'vitest';
import type { BookEvent } from '../src/api/shapes.ts';
import { placeOfEvent, totalAtPlace } from '../src/record/total-at-place.ts';

const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });
const leg = { leg: 'price', kind: 'payment', obligor: 'a', obligee: 'b', binding: 'firm', quantity: usd('700') };
const replace = (previous: string, value: string) => ({
  op: 'replace',
  leg: 'price',
  previous: usd(previous),
  quantity: usd(value),
});
const said: readonly (readonly [type: string, effectiveOn: string, data: object])[] = [
  ['DealAnnounced', '2025-01-01', { title: 't', legs: [leg] }],
  ['DealAmended', '2025-06-01', { changes: [replace('700', '900')] }],
  ['DealAmended', '2025-03-01', { changes: [{ op: 'increase', leg: 'price', quantity: usd('50') }] }],
  [
    'EventCorrected',
    '2025-07-01',
    { event: 'e2', data: { changes: [replace('750', '1000')] }, effectiveOn: '2025-05-01' },
  ],
];
const stream = said.map(
  ([type, effectiveOn, data], i) =>
    ({
      event: `e${i + 1}`,
      type,
      stream: 'deal/d',
      version: i + 1,
      data,
      effectiveOn,
      announcedOn: effectiveOn,
      evidence: [],
    }) as unknown as BookEvent,
);
const at = (effectiveOn: string, earlier: readonly object[] = []) =>
  totalAtPlace(stream, { place: { effectiveOn, version: 99 }, leg: 'price', earlier });

describe('the total that a replacement replaces', () => {
  it('is the one at its own date, and not the newest', () => {
    expect(at('2025-02-01')).toMatchObject({ stated: '700', unit: 'USD' });
    expect(at('2025-04-01')).toMatchObject({ stated: '750' });
    expect(at('2025-12-01')).toMatchObject({ stated: '1000' });
  });

  it('holds what the same amendment changes before', () => {
    expect(at('2025-04-01', [{ op: 'increase', leg: 'price', quantity: usd('5') }])).toMatchObject({ stated: '755' });
  });

  it('of a corrected amendment is what stood before it, without what it says itself', () => {
    const place = placeOfEvent(stream, 'e2');
    expect(place).toEqual({ effectiveOn: '2025-05-01', version: 2 });
    expect(place && totalAtPlace(stream, { place, instead: 'e2', leg: 'price', earlier: [] })).toMatchObject({
      stated: '750',
    });
  });

  it('is unknown before the deal, and of a leg that is not there', () => {
    expect(at('2024-01-01')).toBeNull();
    expect(
      totalAtPlace(stream, { place: { effectiveOn: '2025-04-01', version: 9 }, leg: 'x', earlier: [] }),
    ).toBeNull();
  });
});
