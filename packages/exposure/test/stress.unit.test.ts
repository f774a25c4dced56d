import { type Amount, exactly, parseDecimal } from '@offtake/deals/amount';
import { isRefusal } from '@offtake/deals/refusal';
import { describe, expect, it } from 'vitest';
import { ratio } from '../src/rational.ts';
import { type Assumptions, MOST_PARTIES, type Stress, stressOf } from '../src/stress.ts';
import type { StressPart } from '../src/stress-liabilities.ts';

const CALM: Assumptions = {
  today: '2026-06-30',
  months: 12,
  payers: new Map(),
  slips: new Map(),
  earliestExit: false,
  alpha: ratio(1n),
  beta: ratio(1n),
};
const UNKNOWN: Amount = { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };

function due(obligor: string, obligee: string, stated: string, more: Partial<StressPart> = {}): StressPart {
  const leg = { deal: `${obligor}-${obligee}`, leg: 'price', obligor, obligee, recordedAs: { obligor, obligee } };
  const on = { due: { from: null, to: '2026-12-31' }, assumed: false, amount: exactly(parseDecimal(stated)) };
  return { ...leg, kind: 'payment', unit: 'USD', ...on, ...more };
}

const buffersOf = (buffers: Record<string, string>) =>
  new Map(Object.entries(buffers).map(([party, amount]) => [party, parseDecimal(amount)]));

function clearedOf(parts: readonly StressPart[], buffers: Record<string, string>, more: Partial<Assumptions> = {}) {
  const outcome = stressOf(parts, buffersOf(buffers), { ...CALM, ...more });
  if (Array.isArray(outcome)) throw new Error(JSON.stringify(outcome));
  return outcome as Stress;
}
const owedIn = (part: StressPart, more: Partial<Assumptions> = {}) =>
  clearedOf([part], { [part.obligor]: '1000' }, more).payments[0]?.owed;

const CHAIN = [due('openai', 'coreweave', '10'), due('coreweave', 'nvidia', '6'), due('coreweave', 'lenders', '5')];
const MEANS = { openai: '4', coreweave: '1', nvidia: '3' };

describe('a chain in which the first one can not pay', () => {
  it('is cleared as worked out by hand: 4, 5, 0, and 30/11 and 25/11 for the last', () => {
    const { parties, payments, rounds, window } = clearedOf(CHAIN, MEANS);
    expect(window).toEqual({ from: '2026-07-01', to: '2027-06-30' });
    expect(parties.map(({ party, pays, exact, receives }) => [party, pays, exact, receives])).toEqual([
      ['coreweave', '5', '5', '4'],
      ['lenders', '0', '0', '2.272727'],
      ['nvidia', '0', '0', '2.727273'],
      ['openai', '4', '4', '0'],
    ]);
    expect(payments).toEqual([
      { obligor: 'coreweave', obligee: 'lenders', owed: '5', pays: '2.272727' },
      { obligor: 'coreweave', obligee: 'nvidia', owed: '6', pays: '2.727273' },
      { obligor: 'openai', obligee: 'coreweave', owed: '10', pays: '4' },
    ]);
    expect(rounds).toEqual([['openai'], ['coreweave']]);
  });

  it('says what each has, owes, falls short by, and in which round it fails', () => {
    const { parties } = clearedOf(CHAIN, MEANS);
    expect(parties[0]).toEqual({
      party: 'coreweave',
      assets: '1',
      owed: '11',
      pays: '5',
      exact: '5',
      receives: '4',
      shortfall: '6',
      defaults: true,
      round: 2,
    });
    // The lenders owe nothing: what they have is not known, and not asked.
    expect(parties[1]).toMatchObject({ party: 'lenders', assets: null, defaults: false, round: null });
  });

  it('pays its exact fractions: the vector of the full network, to the last fraction', () => {
    const names = ['a', 'b', 'c'];
    const all = names.flatMap((from) => names.filter((to) => to !== from).map((to) => due(from, to, '0.5')));
    const outside = [due('a', 'sink', '1.5'), due('b', 'sink', '0.5'), due('c', 'sink', '0.5')];
    const { parties } = clearedOf([...all, ...outside], { a: '0.5', b: '0.625', c: '0.75' });
    expect(parties.map(({ exact }) => exact)).toEqual(['165/112', '159/112', '3/2', '0']);
  });

  it('loses more with default costs', () => {
    const { parties } = clearedOf(CHAIN, MEANS, { alpha: ratio(1n, 2n), beta: ratio(1n, 2n) });
    // OpenAI: ½ × 4 = 2; CoreWeave: ½ × 1 + ½ × 2 = 1.5
    expect(parties.map(({ party, pays }) => [party, pays])).toContainEqual(['coreweave', '1.5']);
  });
});

describe('what counts as due', () => {
  it('is what is dated in the window; the day of the stress is before it, and its last day in it', () => {
    const on = (to: string) => clearedOf([due('a', 'b', '8', { due: { from: null, to } })], { a: '9' });
    expect(on('2026-06-30').excluded).toMatchObject([{ why: 'past', stated: '8' }]);
    expect(on('2026-07-01').payments).toMatchObject([{ owed: '8' }]);
    expect(on('2027-06-30').payments).toMatchObject([{ owed: '8' }]);
    expect(on('2027-07-01')).toMatchObject({ payments: [], excluded: [] });
  });

  it('is spread by day over a term without steps', () => {
    const term = { from: '2026-07-01', to: '2028-06-30' };
    // 365 of 731 days, rounded down.
    expect(owedIn(due('a', 'b', '731', { due: term, assumed: true }))).toBe('365');
    const begun = { from: '2020-01-01', to: '2027-07-01' };
    // From today on 367 days are left: today and one day after the window are not in it.
    expect(owedIn(due('a', 'b', '367', { due: begun, assumed: true }))).toBe('365');
  });

  it('leaves out what has no date or no figure, and lists it', () => {
    const undated = due('a', 'b', '5', { due: null });
    const hidden = due('b', 'c', '0', { amount: UNKNOWN });
    const both = due('c', 'd', '0', { amount: { low: 2n, stated: 2n, high: 9n, unstated: 1, unbounded: 0 } });
    const { payments, excluded } = clearedOf([undated, hidden, both], { c: '1' });
    expect(payments).toEqual([{ obligor: 'c', obligee: 'd', owed: '0.000002', pays: '0.000002' }]);
    const hers = excluded.map(({ why, deal, low, stated, high }) => [why, deal, low, stated, high]);
    expect(hers).toEqual([
      ['undated', 'a-b', '5', '5', '5'],
      ['unstated', 'b-c', '0', '0', null],
      ['unstated', 'c-d', '0', '0', '0.000007'],
    ]);
  });

  it('lists a leg once for each reason, whatever its steps, and says where an open dispute touches it', () => {
    const step = (to: string, more: Partial<StressPart> = {}) =>
      due('a', 'b', '5', { due: { from: null, to }, ...more });
    const steps = [step('2026-01-01'), step('2026-04-01', { disputed: true }), step('2026-10-01'), step('2027-01-01')];
    const { payments, excluded } = clearedOf(steps, { a: '10' });
    expect(excluded).toMatchObject([{ why: 'past', stated: '10', disputed: true }]);
    expect(payments).toEqual([{ obligor: 'a', obligee: 'b', owed: '10', pays: '10' }]);
    const [touched] = clearedOf([step('2026-10-01', { disputed: true }), step('2027-01-01')], { a: '10' }).payments;
    expect(touched).toMatchObject({ owed: '10', disputed: true });
  });

  it('leaves out what stays inside one party, and lists it as the deal has it', () => {
    const recordedAs = { obligor: 'aws', obligee: 'amazon' };
    const { payments, internal } = clearedOf([due('amazon', 'amazon', '5', { recordedAs })], {});
    expect(payments).toEqual([]);
    expect(internal).toMatchObject([{ party: 'amazon', obligor: 'aws', obligee: 'amazon', stated: '5' }]);
  });
});

describe('a shock', () => {
  it('holds a party to a fraction of what it owes: that is a default without a round', () => {
    const rich = { openai: '100', coreweave: '1' };
    const { parties, rounds } = clearedOf(CHAIN, rich, { payers: new Map([['openai', ratio(3n, 4n)]]) });
    expect(parties.find(({ party }) => party === 'openai')).toMatchObject({
      pays: '7.5',
      shortfall: '2.5',
      defaults: true,
      round: null,
    });
    expect(rounds).toEqual([['coreweave']]);
  });

  it('slips a deal by quarters: what was due leaves the window, what was overdue comes into it', () => {
    const slipping = (quarters: number) => ({ slips: new Map([['a-b', quarters]]) });
    expect(owedIn(due('a', 'b', '8'), slipping(2))).toBe('8');
    expect(owedIn(due('a', 'b', '8'), slipping(3))).toBeUndefined();
    expect(owedIn(due('a', 'b', '8', { due: { from: null, to: '2026-06-30' } }), slipping(1))).toBe('8');
    const term = { due: { from: '2026-07-01', to: '2027-06-30' }, assumed: true };
    // Of 365 days, 1 January to 31 December 2027, the 181 to 30 June are in the window.
    expect(owedIn(due('a', 'b', '365', term), slipping(2))).toBe('181');
  });

  it('ends each leg at its earliest exit, once its notice has run out', () => {
    const exit = (earliest: string, noticeDays: number | null) => ({ exit: { earliest, noticeDays } });
    const leaving = { earliestExit: true };
    expect(owedIn(due('a', 'b', '8', exit('2026-12-31', null)), leaving)).toBe('8');
    expect(owedIn(due('a', 'b', '8', exit('2026-12-30', null)), leaving)).toBeUndefined();
    expect(owedIn(due('a', 'b', '8', exit('2026-12-30', null)))).toBe('8');
    expect(owedIn(due('a', 'b', '8', exit('2026-01-01', 184)), leaving)).toBe('8');
    expect(owedIn(due('a', 'b', '8', exit('2026-01-01', 183)), leaving)).toBeUndefined();
    const term = { due: { from: '2026-07-01', to: '2027-06-30' }, assumed: true };
    // July to September.
    expect(owedIn(due('a', 'b', '365', { ...term, ...exit('2026-09-30', 30) }), leaving)).toBe('92');
  });
});

describe('a buffer that is needed', () => {
  it('and not known is refused for each party that owes something, never taken for zero', () => {
    const refusals = stressOf(CHAIN, buffersOf({ openai: '4' }), CALM);
    expect(refusals).toEqual([
      {
        rule: 'unknown-buffer',
        path: '/assets/coreweave',
        message: 'what coreweave has to pay with is not known: say it, or record it',
      },
    ]);
  });

  it('and below zero is refused; of whom nothing is asked it does not matter', () => {
    const refusals = stressOf(CHAIN, buffersOf({ ...MEANS, openai: '-1' }), CALM);
    expect(refusals).toMatchObject([{ rule: 'negative-buffer', path: '/assets/openai' }]);
    expect(clearedOf(CHAIN, { ...MEANS, lenders: '-1' }).parties[1]).toMatchObject({ assets: '-1', defaults: false });
  });

  it('is refused with more parties than can be cleared at once', () => {
    const parts = Array.from({ length: MOST_PARTIES }, (_, i) => due(`p${i}`, `p${i + 1}`, '1'));
    const [refusal] = stressOf(parts, new Map(), CALM) as readonly object[];
    expect(isRefusal(refusal ?? null)).toBe(true);
    expect(refusal).toMatchObject({ rule: 'too-many-parties' });
  });
});
