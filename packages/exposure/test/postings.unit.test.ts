import { add, isZero, ZERO } from '@offtake/deals/amount';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { ABOUT_EVENTS, DEAL_EVENTS, PARTY_EVENTS } from '@offtake/deals/events';
import { balanceOf } from '@offtake/deals/leg';
import { ACCOUNTS } from '@offtake/deals/leg-terms';
import type { RecordedEvent } from '@offtake/deals/recorded-event';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookFold } from '../src/book-fold.ts';
import { type Posting, parsePosting, printPosting } from '../src/posting.ts';
import { sumPostings } from '../src/sum.ts';
import { exposureByDefinition } from './definition.ts';
import { inBook, randomBook } from './random-book.ts';

/** So many random histories are asked for each rule. */
const RUNS = { numRuns: 1_000 };
const day = fc.integer({ min: 1, max: 31 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`);
type Reading = 'recorded' | 'alternative';
/** Events that move a leg's quantity from account to account, or from pair to pair. */
const TRANSFERS: ReadonlySet<string> = new Set([
  'DealSigned',
  'OptionExercised',
  'OptionLapsed',
  'ConditionMet',
  'ConditionFailed',
  'PerformanceRecorded',
  'LegNovated',
  'DealTerminated',
  'DealCompleted',
]);
const KEYS = ['deal', 'leg', 'obligor', 'obligee', 'account'] as const;

function postingsOf(events: readonly RecordedEvent[]): readonly Posting[] {
  const book = new BookFold();
  return events.flatMap((event) => book.apply(event));
}

function exposureBySum(postings: readonly Posting[], knownAt: number, validAt: string, reading: Reading = 'recorded') {
  const rows = sumPostings(postings, { knownAt, validAt, reading }, KEYS);
  return Object.fromEntries(
    rows.map(({ low, stated, high, unstated, kind, unit, ...row }) => {
      return [[...KEYS.map((key) => row[key]), kind, unit].join('|'), { low, stated, high, unstated }];
    }),
  );
}

describe('postings of a random book, with late facts, corrections and retractions', () => {
  it('sum to the definition at any coordinates', () => {
    let corrected = 0;
    fc.assert(
      fc.property(randomBook, fc.nat(80), day, (events, knownAt, validAt) => {
        corrected += events.filter(({ type }) => type === 'EventCorrected' || type === 'EventRetracted').length;
        const definition = exposureByDefinition(events, knownAt, validAt);
        expect(exposureBySum(postingsOf(events), knownAt, validAt)).toEqual(definition);
      }),
      RUNS,
    );
    // A world in which next to nothing is corrected would prove nothing.
    expect(corrected).toBeGreaterThan(RUNS.numRuns);
  });

  it('sum, with the alternative ones, to the definition under the other version of every open dispute', () => {
    let deviating = 0;
    fc.assert(
      fc.property(randomBook, fc.nat(80), day, (events, knownAt, validAt) => {
        const postings = postingsOf(events);
        deviating += postings.some(({ reading }) => reading === 'alternative') ? 1 : 0;
        const definition = exposureByDefinition(events, knownAt, validAt, 'alternative');
        expect(exposureBySum(postings, knownAt, validAt, 'alternative')).toEqual(definition);
      }),
      RUNS,
    );
    expect(deviating).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('come from events of every type', () => {
    const seen = new Map<string, number>();
    for (const event of fc.sample(randomBook, RUNS).flat()) seen.set(event.type, (seen.get(event.type) ?? 0) + 1);
    const types = [...Object.keys(DEAL_EVENTS), ...Object.keys(PARTY_EVENTS), ...Object.keys(ABOUT_EVENTS)];
    for (const type of types) expect([type, (seen.get(type) ?? 0) > 20]).toEqual([type, true]);
  });

  it('are the same when the history is folded event by event and when it is folded at once', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const book = new BookFold();
        for (const event of events) book.apply(event);
        for (const deal of ['alpha', 'beta']) {
          const stream = events.filter((event) => event.stream === `deal/${deal}`);
          expect(book.deal(deal)?.state ?? null).toEqual(fold(dealFacts(stream)));
        }
      }),
      RUNS,
    );
  });

  it('are byte for byte the same when the book is replayed', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const written = (postings: readonly Posting[]) => JSON.stringify(postings.map(printPosting));
        expect(written(postingsOf(events))).toBe(written(postingsOf(events)));
        expect(postingsOf(events).map(printPosting).map(parsePosting)).toEqual(postingsOf(events));
      }),
      { numRuns: 50 },
    );
  });

  it('do not depend on the order of the deals', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const parties = events.filter(({ stream }) => stream.startsWith('party/'));
        const deals = ['deal/beta', 'deal/alpha'].flatMap((name) => events.filter(({ stream }) => stream === name));
        const reordered = [...parties, ...deals].map((event, i) => inBook(event, i + 1));
        expect(sumPostings(postingsOf(reordered), {}, KEYS)).toEqual(sumPostings(postingsOf(events), {}, KEYS));
      }),
      RUNS,
    );
  });

  it('leave nothing of an event that is retracted', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        const postings = postingsOf(events);
        for (const stream of new Set(events.map((event) => event.stream))) {
          const inForce = new Set(
            dealFacts(events.filter((event) => event.stream === stream)).map(({ event }) => event),
          );
          const facts = events.filter((event) => event.stream === stream && event.stream.startsWith('deal/'));
          for (const { event } of facts.filter((fact) => !inForce.has(fact.event))) {
            const left = postings
              .filter((posting) => posting.event === event)
              .reduce((sum, each) => add(sum, each), ZERO);
            expect(isZero(left)).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('are none for a correction by the identical data', () => {
    fc.assert(
      fc.property(randomBook, fc.nat(), (events, pick) => {
        const facts = ['deal/alpha', 'deal/beta'].flatMap((stream) =>
          dealFacts(events.filter((e) => e.stream === stream)),
        );
        const fact = facts[pick % facts.length];
        fc.pre(fact !== undefined);
        const book = new BookFold();
        for (const event of events) book.apply(event);
        const { event, data, effectiveOn, stream, announcedOn } = fact as (typeof facts)[number];
        const version = events.filter((each) => each.stream === stream).length + 1;
        const correction = {
          event: 'identical',
          type: 'EventCorrected' as const,
          stream,
          version,
          announcedOn,
          effectiveOn: announcedOn,
        };
        const said = { ...correction, data: { event, data: data as never, effectiveOn }, evidence: [], reason: 'none' };
        expect(book.apply(inBook(said, events.length + 1))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('balances of a random book', () => {
  it('are never negative, and hold low <= stated <= high as far as these are known', () => {
    fc.assert(
      fc.property(randomBook, day, (events, validAt) => {
        const postings = postingsOf(events).filter((posting) => posting.validFrom <= validAt);
        for (const group of Map.groupBy(postings, (p) => KEYS.map((key) => p[key]).join('|')).values()) {
          const sum = group.reduce((total, posting) => add(total, posting), ZERO);
          expect(Object.values(sum).every((component) => component >= 0)).toBe(true);
          if (sum.unbounded > 0) continue;
          expect(sum.low <= sum.high).toBe(true);
          if (sum.unstated === 0) expect(sum.low <= sum.stated && sum.stated <= sum.high).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('keep the total of a leg through a transfer: low never falls, high stays where bounded, stated is conserved or exceeded', () => {
    fc.assert(
      fc.property(randomBook, (events) => {
        for (const stream of ['deal/alpha', 'deal/beta']) {
          const facts = dealFacts(events.filter((event) => event.stream === stream));
          const state = fold(facts, null, ({ fact, before, after }) => {
            if (!TRANSFERS.has(fact.type)) return;
            const over = fact.type === 'PerformanceRecorded' && fact.data.overPerformance === true;
            for (const [name, leg] of after.legs) {
              const sumOf = (of: typeof leg) => ACCOUNTS.reduce((total, each) => add(total, balanceOf(of, each)), ZERO);
              const [was, is] = [sumOf(before?.legs.get(name) ?? leg), sumOf(leg)];
              expect(is.low >= was.low).toBe(true);
              expect(is.stated >= was.stated).toBe(true);
              if (was.unbounded === 0 && !over) expect(is.high).toBe(was.high);
              if (!('quantity' in fact.data && fact.data.quantity)) expect(is).toEqual(was);
            }
          });
          expect(isMisfit(state)).toBe(false);
        }
      }),
      RUNS,
    );
  });
});
