import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAlternative } from '../src/alternative.ts';
import { printAmount, ZERO } from '../src/amount.ts';
import type { DealState } from '../src/deal.ts';
import { dealFacts, fold, isMisfit } from '../src/deal-fold.ts';
import { type DealHistory, foldOnState, NO_DEAL, record } from '../src/deal-history.ts';
import { confirmationOf, openDisputesIn } from '../src/facts.ts';
import { balanceOf, totalOf } from '../src/leg.ts';
import { ACCOUNTS } from '../src/leg-terms.ts';
import type { StreamEvent } from '../src/recorded-event.ts';
import { eventsOf } from '../src/stream.ts';
import * as post from './commands.ts';
import { OpenBook } from './open-book.ts';

const RUNS = 150;
const MOST_EVENTS = 25;

const on = fc.integer({ min: 1, max: 12 });
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((value) => post.exact(value)),
  fc.integer({ min: 1, max: 20 }).map((value) => post.upTo(value)),
  fc.integer({ min: 1, max: 20 }).map((value) => post.atLeast(value)),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 9, max: 20 }))
    .map(([low, high]) => post.between(low, high)),
  fc.constant(post.undisclosed()),
);
const part = fc.integer({ min: 1, max: 8 }).map((value) => post.exact(value));
const name = fc.constantFrom('l', 'm');
const binding = fc.constantFrom('intent', 'option', 'conditional', 'firm');
const pick = fc.nat();
const legs = fc
  .tuple(quantity, binding, quantity, binding)
  .map(([q, b, r, c]) => [post.leg(q, { binding: b }), post.leg(r, { leg: 'm', kind: 'loan', binding: c })]);

/** Replaces the total that leg l has by then: only a history that knows it can post this. */
const replacing = quantity.map((by) => (open: OpenBook) => {
  const leg = (open.history('deal/d') as DealHistory).state?.legs.get('l');
  const previous = { ...printAmount(leg ? totalOf(leg) : ZERO), unit: 'USD' };
  return post.amended([post.replace(previous, by)], 12);
});

/** Corrects one of the events so far: an announcement its legs, a delivery its quantity, any event its date. */
const correcting = fc.tuple(pick, legs, part, on).map(([n, all, quantity, moved]) => (open: OpenBook) => {
  const { type, data, version } = eventAt(open, n);
  const other = type === 'DealAnnounced' ? { legs: all } : type === 'PerformanceRecorded' ? { quantity } : {};
  return post.corrected(version, { ...data, ...other }, type === 'DealAnnounced' ? undefined : post.day(moved));
});
const retracting = pick.map((n) => (open: OpenBook) => post.retracted(eventAt(open, n).version));
const confirming = pick.map((n) => (open: OpenBook) => post.confirmed(eventAt(open, n).version));

const disputing = fc.tuple(pick, legs, part).map(([n, all, quantity]) => (open: OpenBook) => {
  const { type, data, version } = eventAt(open, n);
  const other = type === 'DealAnnounced' ? { legs: all } : type === 'PerformanceRecorded' ? { quantity } : {};
  return post.disputed(version, { ...data, ...other });
});
const ruling = fc.tuple(pick, fc.constantFrom('recorded', 'alternative')).map(([n, which]) => (open: OpenBook) => {
  return post.ruled(eventAt(open, n).version, which);
});

function eventAt(open: OpenBook, n: number): StreamEvent {
  const events = eventsOf(open.history('deal/d').newest);
  return events[n % events.length] as StreamEvent;
}

/** What may be posted on a deal, valid or not; effective on any day of twelve, known in any order. */
const commands = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(legs, on).map(([all, n]) => post.announced(all, n)) },
  { weight: 3, arbitrary: fc.tuple(quantity, name, on).map(([q, l, n]) => post.amended([post.increase(q, l)], n)) },
  { weight: 3, arbitrary: fc.tuple(part, name, on).map(([q, l, n]) => post.amended([post.decrease(q, l)], n)) },
  {
    weight: 6,
    arbitrary: fc.tuple(part, name, fc.boolean(), on).map(([q, leg, overPerformance, n]) => {
      return post.performed(q, n, { leg, overPerformance });
    }),
  },
  { weight: 2, arbitrary: on.map((n) => post.signed(n)) },
  { weight: 1, arbitrary: on.map((n) => post.granted(post.right(), n)) },
  { weight: 1, arbitrary: on.map((n) => post.rightEnded('r', n)) },
  { weight: 1, arbitrary: fc.tuple(name, on).map(([leg, n]) => post.terminated(n, { legs: [leg] })) },
  { weight: 1, arbitrary: confirming },
  { weight: 1, arbitrary: on.map((n) => post.completed(n, { releaseRemainder: true })) },
  { weight: 2, arbitrary: fc.tuple(fc.option(part), on).map(([q, n]) => post.exercised(q ?? undefined, n)) },
  { weight: 2, arbitrary: fc.tuple(fc.option(part), name, on).map(([q, l, n]) => post.met(q ?? undefined, n, l)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'c'), on).map(([to, n]) => post.novated(to, n)) },
  { weight: 3, arbitrary: disputing },
  { weight: 1, arbitrary: ruling },
  { weight: 6, arbitrary: correcting },
  { weight: 4, arbitrary: retracting },
  { weight: 2, arbitrary: replacing },
);
const histories = fc
  .tuple(legs, fc.array(commands, { minLength: 5, maxLength: MOST_EVENTS, size: 'max' }))
  .map(([all, more]) => {
    const open = new OpenBook();
    for (const party of ['a', 'b', 'c']) open.post(post.registered(party));
    const states: DealHistory[] = [];
    for (const command of [post.announced(all, 1), ...more]) {
      open.post(typeof command === 'function' ? command(open) : command);
      states.push(open.history('deal/d') as DealHistory);
    }
    return states;
  });

function balancesOf(state: DealState | null) {
  return [...(state?.legs.values() ?? [])].flatMap((leg) => ACCOUNTS.map((account) => balanceOf(leg, account)));
}

describe('any history', () => {
  it('folds event by event to what its facts in force fold to at once', () => {
    fc.assert(
      fc.property(histories, (states) => {
        for (const { newest, state, alternative, disputed, confirmation } of states) {
          const events = eventsOf(newest);
          expect(alternative).toEqual(foldAlternative(events));
          expect(state).toEqual(fold(dealFacts(events)));
          expect(disputed).toBe(openDisputesIn(events).size > 0);
          expect(confirmation).toEqual(confirmationOf(events));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('folds to the same without its events what it says takes none of them', () => {
    let folded = 0;
    fc.assert(
      fc.property(histories, fc.nat(3), (all, more) => {
        const states = all.filter(({ version }, i) => version !== all[i - 1]?.version);
        states.forEach((start, at) => {
          const following = states.slice(at + 1, at + 2 + more);
          const events = following.flatMap(({ newest }) => (newest ? [newest.event] : []));
          if (events.length === 0 || !foldOnState(start, events)) return;
          folded += 1;
          const cut: DealHistory = { ...start, newest: null };
          const after = events.reduce<DealHistory>((history, event) => record(history, event) as DealHistory, cut);
          expect({ ...after, newest: null }).toEqual({ ...following.at(-1), newest: null });
        });
      }),
      { numRuns: RUNS },
    );
    expect(folded).toBeGreaterThan(RUNS / 3);
  });

  it('folds to the same when its facts are recorded in fold order to begin with', () => {
    fc.assert(
      fc.property(histories, (states) => {
        const last = states.at(-1) as DealHistory;
        const facts = dealFacts(eventsOf(last.newest));
        const inOrder = facts.reduce<DealHistory>((history, fact, i) => {
          const next = record(history, { ...fact, version: i + 1 });
          if (isMisfit(next)) throw new Error(next.refusal.message);
          return next;
        }, NO_DEAL);
        expect(inOrder.state).toEqual(last.state);
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves no balance below zero, and low, stated and high in order', () => {
    fc.assert(
      fc.property(histories, (states) => {
        for (const { low, stated, high, unstated, unbounded } of states.flatMap(({ state }) => balancesOf(state))) {
          expect(low >= 0n && stated >= 0n && high >= 0n && unstated >= 0 && unbounded >= 0).toBe(true);
          if (unbounded === 0) expect(low <= high).toBe(true);
          if (unbounded === 0 && unstated === 0) expect(low <= stated && stated <= high).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is a value: what is recorded later leaves it as it was', () => {
    fc.assert(
      fc.property(histories, (states) => {
        const first = states[0] as DealHistory;
        expect(first.version).toBe(1);
        expect(first.state).toEqual(fold(dealFacts(eventsOf(first.newest))));
      }),
      { numRuns: RUNS },
    );
  });
});
