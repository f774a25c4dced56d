import { createBook, record } from './api.ts';

/** Events for a book of a test's own. */

const evidence = [{ publisher: 'the test', tier: 'company' }];
const on = (day: string) => ({ announcedOn: day, evidence });

export const usd = (value: string | number) => ({ qualifier: 'exact', value: String(value), unit: 'USD' });

export const partyRegistered = (party: string, name: string) => ({
  type: 'PartyRegistered',
  party,
  data: { name },
  ...on('2025-01-01'),
});

/** A firm payment of `buyer` to `seller`, leg `price`. */
export const dealAnnounced = (deal: string, title: string, value: string | number, day = '2025-02-01') => ({
  type: 'DealAnnounced',
  deal,
  data: {
    title,
    legs: [
      { leg: 'price', kind: 'payment', obligor: 'buyer', obligee: 'seller', binding: 'firm', quantity: usd(value) },
    ],
    rights: [],
  },
  ...on(day),
});

export const paid = (deal: string, value: string | number, day = '2025-03-01') => ({
  type: 'PerformanceRecorded',
  deal,
  data: { leg: 'price', quantity: usd(value) },
  ...on(day),
});

/** A book with the parties `buyer` and `seller`, and the deal `supply` of 700 USD between them; three events. */
export async function givenBook(book: string): Promise<void> {
  await createBook(book);
  await record(book, partyRegistered('buyer', 'Buyer Inc.'));
  await record(book, partyRegistered('seller', 'Seller Ltd.'));
  await record(book, dealAnnounced('supply', 'Supply of compute', 700));
}
