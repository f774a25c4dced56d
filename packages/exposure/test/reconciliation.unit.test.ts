import { type LegState, perform } from '@offtake/deals/leg';
import { describe, expect, it } from 'vitest';
import { reconcile, type StatedTarget } from '../src/reconciliation.ts';
import { dealOf, legOf, usd } from './deal-of.ts';

const megawatts = (value: string) => ({ qualifier: 'exact', value, unit: 'MW' }) as const;
const capacity = { kind: 'capacity', obligor: 'oracle', obligee: 'openai', quantity: megawatts('4500') } as const;
const TARGET: StatedTarget = { parties: ['openai'], quantities: [usd('1400'), megawatts('30000')] };

const DEALS = [
  dealOf('oracle', [legOf({ quantity: usd('300') }), capacity]),
  dealOf('aws', [perform(legOf({ obligee: 'aws', quantity: usd('38') }), usd('8'), false) as LegState]),
  dealOf('azure', [
    { obligee: 'microsoft', quantity: usd('250'), binding: 'intent' },
    { obligee: 'microsoft', quantity: usd('25'), binding: 'option' },
    { obligee: 'microsoft', quantity: usd('5'), binding: 'conditional' },
  ]),
  dealOf('nvidia', [{ kind: 'equity', obligor: 'nvidia', obligee: 'openai', quantity: usd('30') }]),
  dealOf('others', [{ obligor: 'anthropic', quantity: usd('100') }]),
];

describe('a target in a currency and in megawatts', () => {
  const [money, power] = reconcile(TARGET, DEALS);

  it('is split into what its parties pay, from what is performed to what is intended, and the rest', () => {
    // 1400 − 8 − (300 + 30) − 5 − 25 − 250 = 782
    expect(money).toMatchObject({
      unit: 'USD',
      counts: { side: 'obligor', kinds: ['payment'] },
      total: { stated: '1400' },
      performed: { stated: '8' },
      firm: { stated: '330' },
      conditional: { stated: '5' },
      option: { stated: '25' },
      intent: { stated: '250' },
      rest: '782',
      overAllocated: false,
    });
  });

  it('names the legs that count', () => {
    expect(money?.legs.map(({ deal, leg }) => `${deal}/${leg}`)).toEqual([
      'oracle/leg-1',
      'aws/leg-1',
      'azure/leg-1',
      'azure/leg-2',
      'azure/leg-3',
    ]);
    expect(money?.legs[1]).toMatchObject({ obligor: 'openai', performed: { stated: '8' }, firm: { stated: '30' } });
  });

  it('counts the capacity that its parties get, in exactly that unit', () => {
    const facility = { ...capacity, quantity: { qualifier: 'exact', value: '9', unit: 'MW-facility' } } as const;
    expect(power).toMatchObject({
      counts: { side: 'obligee', kinds: ['capacity'] },
      firm: { stated: '4500' },
      rest: '25500',
    });
    expect(reconcile(TARGET, [...DEALS, dealOf('site', [facility])])[1]).toEqual(power);
  });
});

describe('a target that less is left of than nothing', () => {
  it('is over-allocated', () => {
    const [row] = reconcile({ parties: ['openai'], quantities: [usd('600')] }, DEALS);
    expect(row).toMatchObject({ rest: '-18', overAllocated: true }); // 600 − 618
  });
});

describe('a target without a stated total', () => {
  it('has no rest, and is over-allocated only above the most that it can be', () => {
    const between = (high: string) => ({ qualifier: 'between', low: '500', high, unit: 'USD' }) as const;
    const quantities = (high: string) => ({ parties: ['openai'], quantities: [between(high)] });
    expect(reconcile(quantities('1000'), DEALS)[0]).toMatchObject({ rest: null, overAllocated: false });
    expect(reconcile(quantities('600'), DEALS)[0]).toMatchObject({ rest: null, overAllocated: true });
  });
});

describe('a target that says what counts', () => {
  it('counts nothing where that is null', () => {
    const [row] = reconcile({ ...TARGET, counts: null }, DEALS);
    expect(row).toMatchObject({ counts: null, rest: '1400', legs: [] });
  });

  it('counts the kinds on the side that it names', () => {
    const [row] = reconcile({ ...TARGET, counts: { side: 'obligee', kinds: ['equity', 'loan'] } }, DEALS);
    expect(row).toMatchObject({ firm: { stated: '30' }, rest: '1370' });
    expect(row?.legs.map(({ deal }) => deal)).toEqual(['nvidia']);
  });
});

describe('a leg whose parties have changed', () => {
  const novated: LegState = {
    ...legOf({ obligor: 'microsoft', quantity: usd('60') }),
    former: [
      {
        obligor: 'openai',
        obligee: 'oracle',
        performed: legOf({ quantity: usd('40') }).balances.firm,
        lapsed: legOf().balances.intent,
      },
    ],
  };

  it('counts under each pair of parties with what stands there', () => {
    const deals = [dealOf('deal', [novated])];
    expect(reconcile(TARGET, deals)[0]).toMatchObject({ performed: { stated: '40' }, firm: { stated: '0' } });
    const both = reconcile({ ...TARGET, parties: ['openai', 'microsoft'] }, deals)[0];
    expect(both).toMatchObject({ performed: { stated: '40' }, firm: { stated: '60' } });
  });

  it('counts for the party that its parties read as', () => {
    const merged = reconcile(TARGET, [dealOf('deal', [novated])], (party) =>
      party === 'microsoft' ? 'openai' : party,
    );
    expect(merged[0]).toMatchObject({ performed: { stated: '40' }, firm: { stated: '60' }, rest: '1300' });
  });
});
