import { describe, expect, it } from 'vitest';
import type { BookEvent } from '../src/api/shapes.ts';
import { byAccount } from '../src/exposure/matrix.ts';
import { openDisputesAt } from '../src/time/open-disputes.ts';

const facts: readonly (readonly [stream: string, type: string, data: object])[] = [
  ['deal/a', 'DealAnnounced', {}],
  ['deal/b', 'DealAnnounced', {}],
  ['deal/a', 'DisputeRaised', { event: 'e1', alternative: { title: 'other' } }],
  ['deal/b', 'DisputeRaised', { event: 'e2' }],
  ['deal/a', 'DisputeResolved', { event: 'e1', ruling: 'recorded' }],
  ['deal/b', 'EventRetracted', { event: 'e4' }],
];
const events = facts.map(([stream, type, data], i) => {
  return { stream, type, data, position: i + 1, event: `e${i + 1}` };
}) as unknown as readonly BookEvent[];

describe('what is disputed', () => {
  it('is known from where it was raised to where it was ruled', () => {
    const at = (position: number) => openDisputesAt(events, position).map(({ event }) => event);
    expect([2, 3, 4, 5].map(at)).toEqual([[], ['e1'], ['e1', 'e2'], ['e2']]);
  });
  it('says whether another version of it is known', () => {
    expect(openDisputesAt(events, 4).map(({ hasAlternative }) => hasAlternative)).toEqual([true, false]);
  });
  it('is disputed no longer where the dispute was withdrawn', () => expect(openDisputesAt(events, 6)).toEqual([]));
});

describe('a sum of rows', () => {
  const row = { account: 'firm' as const, low: '1', stated: '1', high: '1', unstated: 0 };
  it('is disputed where one of them is', () => {
    expect(byAccount([row, { ...row, disputed: true }])).toMatchObject([{ stated: '2', disputed: true }]);
    expect(byAccount([row, row])[0]).not.toHaveProperty('disputed');
  });
});
