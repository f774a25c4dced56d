import { ACCOUNTS } from '@offtake/deals/leg-terms';
import { GROUP_KEYS } from '@offtake/exposure/sum';
import fc from 'fast-check';
import { DEALS, PARTIES } from '../../../../packages/exposure/test/random-commands.ts';

/** A question about the exposures of a book: at which coordinates, grouped by what, of what. */
export interface Asked {
  readonly knownAt: KnownAt | null;
  readonly validAt: string | null;
  readonly reading: 'recorded' | 'alternative';
  readonly groupBy: readonly string[];
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly consolidate: boolean;
}
type KnownAt =
  | { readonly by: 'position'; readonly position: number }
  | { readonly by: 'instant'; readonly instant: string }
  | { readonly by: 'date'; readonly date: string };

/** The days on which things happen in random books, and some around them. */
const day = fc.integer({ min: -2, max: 32 }).map((n) => new Date(Date.UTC(2026, 2, n)).toISOString().slice(0, 10));
const someOf = (values: readonly string[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 });
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  party: PARTIES,
  obligor: PARTIES,
  obligee: PARTIES,
  account: ACCOUNTS,
  deal: DEALS,
  leg: ['one', 'two', 'three'],
};
const filter = fc.option(
  fc.constantFrom(...Object.keys(FILTERS)).chain((key) => {
    return someOf(FILTERS[key] ?? []).map((values) => ({ [key]: values }));
  }),
  { nil: {}, freq: 1 },
);

/** Questions about a book with so many events. */
export function questions(events: number): fc.Arbitrary<Asked> {
  const position = fc.integer({ min: 0, max: events }).map((each) => ({ by: 'position' as const, position: each }));
  const date = day.map((each) => ({ by: 'date' as const, date: each }));
  const instant = fc.integer({ min: 0, max: events }).map((each) => {
    return { by: 'instant' as const, instant: `2026-04-01T00:00:00.${String(each).padStart(6, '0')}Z` };
  });
  return fc.record({
    knownAt: fc.oneof({ weight: 4, arbitrary: position }, date, instant, fc.constant(null)),
    validAt: fc.option(day, { freq: 4 }),
    reading: fc.constantFrom('recorded', 'alternative'),
    groupBy: fc.subarray([...GROUP_KEYS]),
    filter,
    consolidate: fc.boolean(),
  });
}

/** The query of a request for it. */
export function queryOf({ knownAt, validAt, reading, groupBy, filter, consolidate }: Asked): string {
  const query = new URLSearchParams({ reading, consolidate: String(consolidate), groupBy: groupBy.join(',') });
  if (groupBy.length === 0) query.delete('groupBy');
  if (knownAt?.by === 'position') query.set('knownAt', String(knownAt.position));
  if (knownAt?.by === 'instant') query.set('knownAt', knownAt.instant);
  if (knownAt?.by === 'date') query.set('knownAt', knownAt.date);
  if (validAt) query.set('validAt', validAt);
  for (const [key, values] of Object.entries(filter)) query.set(key, values.join(','));
  return query.toString();
}
