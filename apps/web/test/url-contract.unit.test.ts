import { LEG_KINDS } from '@offtake/deals/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUrlState, printUrlState, type UrlState } from '../src/app/url-state.ts';
import { parseSelection, printSelection, type Selection } from '../src/explain/selection.ts';
import { ACCOUNTS_BY_CERTAINTY } from '../src/words/accounts.ts';

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/);
const unit = fc.stringMatching(/^[A-Za-z-]{1,20}$/);
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((text) => text.slice(0, 10));
const knownAt = fc.oneof(fc.nat().map(String), day, instant);

/** What is left out, and not what is there and undefined. */
const given = <T extends object>(parts: T) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
/** None, one by itself, or several. */
const some = <T>(one: fc.Arbitrary<T>) => maybe(fc.oneof(one, fc.array(one, { minLength: 2, maxLength: 4 })));

const selection: fc.Arbitrary<Selection> = fc
  .record({
    kind: fc.constantFrom(...LEG_KINDS),
    unit,
    account: some(fc.constantFrom(...ACCOUNTS_BY_CERTAINTY)),
    from: fc.oneof(
      slug.map((party) => ({ party })),
      some(slug).map((obligor) => ({ obligor })),
    ),
    obligee: some(slug),
    leg: maybe(fc.record({ deal: slug, leg: maybe(slug) })),
    due: maybe(fc.constantFrom('2026', '2026-Q3', '2026-01', '..2027-01-14', '2026-01-15..2027-01-14', 'undated')),
    consolidate: maybe(fc.constant(true as const)),
  })
  .map(({ from, leg, ...rest }) => given({ ...rest, ...from, ...leg }) as Selection);

const state: fc.Arbitrary<UrlState> = fc
  .record({
    book: maybe(slug),
    knownAt: maybe(knownAt),
    validAt: maybe(day),
    reading: maybe(fc.constant('alternative' as const)),
    from: maybe(day),
    to: maybe(day),
    fromKnown: maybe(knownAt),
    unit: maybe(unit),
    kind: maybe(fc.constantFrom(...LEG_KINDS)),
    account: maybe(fc.constantFrom(...ACCOUNTS_BY_CERTAINTY)),
    view: maybe(fc.constantFrom('matrix' as const, 'pairs' as const, 'due' as const)),
    party: maybe(slug),
    q: maybe(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
    sort: maybe(fc.stringMatching(/^-?[a-zA-Z]{1,30}$/)),
    sel: maybe(selection.map(printSelection)),
  })
  .map((parts) => given(parts) as UrlState);

const print = (shown: UrlState) => printUrlState({ ...shown });

describe('every state of the screen', () => {
  it('comes back from its URL as it was', () => {
    fc.assert(
      fc.property(state, (shown) => {
        expect(parseUrlState(print(shown))).toEqual(shown);
      }),
    );
  });

  it('has one URL, in whichever order its parts were chosen', () => {
    fc.assert(
      fc.property(state, (shown) => {
        const otherWay = Object.fromEntries(Object.entries(shown).reverse());
        expect(printUrlState(otherWay)).toBe(print(shown));
      }),
    );
  });

  it('keeps what is explained, part by part', () => {
    fc.assert(
      fc.property(selection, (sel) => {
        expect(parseSelection(printSelection(sel))).toEqual(sel);
      }),
    );
  });
});

describe('a query string that anybody may have written', () => {
  const keys = fc.constantFrom('knownAt', 'validAt', 'from', 'to', 'unit', 'view', 'party', 'sort', 'sel', 'q', 'x');
  const written = fc.array(fc.tuple(keys, fc.oneof(fc.string(), day, slug, unit)), { maxLength: 8 });

  it('is read as a state that its own URL gives again', () => {
    fc.assert(
      fc.property(written, (pairs) => {
        const read = parseUrlState(new URLSearchParams(pairs).toString());
        expect(parseUrlState(print(read))).toEqual(read);
      }),
    );
  });
});
