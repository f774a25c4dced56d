import { type Written, WrittenLedger } from './written-ledger.ts';

export const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });

export const registered = (slug: string, more: object = {}): Written => ({
  type: 'PartyRegistered',
  stream: `party/${slug}`,
  data: { name: slug.toUpperCase(), ...more },
  announcedOn: '2025-01-01',
});

/** A deal of one leg that is firm: `obligor` owes `obligee` so many USD. */
export const owed = (deal: string, obligor: string, obligee: string, value: string, announcedOn: string): Written => ({
  type: 'DealAnnounced',
  stream: `deal/${deal}`,
  data: {
    title: deal,
    legs: [
      {
        leg: 'price',
        kind: 'payment',
        obligor,
        obligee,
        binding: 'firm',
        quantity: usd(value),
        term: { from: null, to: '2027-12-31' },
      },
    ],
  },
  announcedOn,
});

/**
 * AWS is merged into Amazon, from 2026-02-01 on:
 * 1 openai, 2 amazon, 3 aws and 4 holding are registered; 5 openai owes aws 38; 6 openai owes amazon 10; 7 amazon owes
 * aws 5; 8 a metric of aws; 9 the merge, announced on 2026-01-10; 10 amazon gets the parent holding on 2026-03-01.
 */
export function mergedLedger(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  for (const party of ['openai', 'amazon', 'aws', 'holding']) ledger.write(registered(party));
  ledger.write(owed('openai-aws', 'openai', 'aws', '38', '2025-11-03'));
  ledger.write(owed('openai-amazon', 'openai', 'amazon', '10', '2025-11-04'));
  ledger.write(owed('amazon-aws', 'amazon', 'aws', '5', '2025-11-05'));
  const metric = { parties: ['aws', 'amazon'], metric: 'revenue-run-rate', quantity: usd('100'), period: '2025' };
  ledger.write({ type: 'MetricObserved', stream: 'party/aws', data: metric, announcedOn: '2025-12-01' });
  const merge = { type: 'PartiesMerged', stream: 'party/aws', data: { into: 'amazon' } } as const;
  ledger.write({ ...merge, announcedOn: '2026-01-10', effectiveOn: '2026-02-01' });
  const parent = { type: 'PartyUpdated', stream: 'party/amazon', data: { parent: 'holding' } } as const;
  ledger.write({ ...parent, announcedOn: '2026-03-01' });
  return ledger;
}
