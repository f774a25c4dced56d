import { exactly, formatDecimal, parseDecimal } from '@offtake/deals/amount';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalSums, type SummedPosting } from '../src/replay/local-sums.ts';

const days = ['2025-01-21', '2025-10-28', '2025-11-03'];
const parties = ['aws', 'openai', 'oracle'];

const posting = fc.record({
  validFrom: fc.constantFrom(...days),
  obligor: fc.constantFrom(...parties),
  obligee: fc.constantFrom(...parties),
  account: fc.constantFrom('firm' as const, 'performed' as const),
  deal: fc.constantFrom('a', 'b'),
  amount: fc.integer({ min: -5, max: 5 }),
});
// More events than stand between two snapshots.
const history = fc.array(fc.array(posting, { maxLength: 4 }), { maxLength: 400 }).map((events) =>
  events.map((posted, i) =>
    posted.map(
      ({ amount, ...rest }): SummedPosting => ({
        ...rest,
        ...exactly(BigInt(amount) * 1_000_000n),
        position: i + 1,
        kind: 'payment',
        unit: 'USD',
        leg: 'price',
        event: `e${i}`,
        reading: 'recorded',
      }),
    ),
  ),
);

const sumsOf = (events: readonly (readonly SummedPosting[])[]): LocalSums<SummedPosting> => {
  const sums = new LocalSums<SummedPosting>();
  for (const posted of events) sums.append(posted);
  return sums;
};

describe('sums in the browser', () => {
  it('are, at any coordinates, the plain sums of the postings up to there', () => {
    fc.assert(
      fc.property(history, fc.nat(420), fc.option(fc.constantFrom(...days)), (events, position, validAt) => {
        const expected = new Map<string, bigint>();
        for (const each of events.flat()) {
          if (each.position > position || (validAt && each.validFrom > validAt)) continue;
          const key = [each.obligor, each.obligee, each.account].join();
          expected.set(key, (expected.get(key) ?? 0n) + each.stated);
        }
        const rows = sumsOf(events).exposures(position, validAt ?? undefined);
        const found = rows.map((row) => [[row.obligor, row.obligee, row.account].join(), row.stated]);
        const nonZero = [...expected].filter(([, sum]) => sum !== 0n).map(([key, sum]) => [key, formatDecimal(sum)]);
        expect(new Map(found as [string, string][])).toEqual(new Map(nonZero as [string, string][]));
      }),
    );
  });

  it('are explained by postings that add up to them', () => {
    fc.assert(
      fc.property(history, fc.nat(420), (events, position) => {
        const sums = sumsOf(events);
        for (const { obligor, obligee, account, kind, unit, stated } of sums.exposures(position)) {
          const behind = sums.explain({ obligor, obligee, account, kind, unit }, position);
          expect(formatDecimal(behind.reduce((sum, each) => sum + each.stated, 0n))).toBe(stated);
        }
      }),
    );
  });

  it('are explained for a party on either side, and for several accounts together', () => {
    fc.assert(
      fc.property(history, fc.nat(420), (events, position) => {
        const sums = sumsOf(events);
        const account = ['firm', 'performed'] as const;
        const behind = sums.explain({ kind: 'payment', unit: 'USD', account, party: 'openai' }, position);
        const rows = sums.exposures(position).filter((row) => row.obligor === 'openai' || row.obligee === 'openai');
        const sum = rows.reduce((total, row) => total + parseDecimal(row.stated), 0n);
        expect(behind.reduce((total, each) => total + each.stated, 0n)).toBe(sum);
      }),
    );
  });
});
