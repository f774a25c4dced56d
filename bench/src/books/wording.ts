/** Events in the words of the API, as they are sent. */

export const evidence = [{ publisher: 'a filing of the company', tier: 'filing', publishedOn: '2025-03-01' }];
const FIRST_DAY = Date.UTC(1990, 0, 1);
/** Legs between the same parties are announced so far apart that none is taken for another. */
const DAYS_APART = 8;

export const day = (n: number) => new Date(FIRST_DAY + n * 86_400_000).toISOString().slice(0, 10);
export const usd = (value: string) => ({ qualifier: 'exact', value, unit: 'USD' });

export const partyRegistered = (party: string) => ({
  type: 'PartyRegistered',
  party,
  data: { name: `${party} Inc.` },
  announcedOn: day(0),
  evidence,
});

/** A firm payment, leg `price`, larger than all that is ever paid on it. */
export const dealAnnounced = (deal: string, n: number, obligor = 'buyer', obligee = 'seller') => ({
  type: 'DealAnnounced',
  deal,
  data: {
    title: `Supply of compute, ${deal}`,
    legs: [{ leg: 'price', kind: 'payment', obligor, obligee, binding: 'firm', quantity: usd('100000000000') }],
  },
  announcedOn: day(n * DAYS_APART),
  evidence,
});

export const performed = (deal: string, value: string, announcedOn = '2026-03-01') => ({
  type: 'PerformanceRecorded',
  deal,
  data: { leg: 'price', quantity: usd(value) },
  announcedOn,
  evidence,
});
