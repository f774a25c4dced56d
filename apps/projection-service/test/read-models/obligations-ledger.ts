import { WrittenLedger } from '../queries/written-ledger.ts';

const exact = (value: string, unit = 'USD') => ({ qualifier: 'exact', value, unit });

/** OpenAI with obligations of every kind: firm in steps and over a term, optional, intended, inside of a group. */
export function obligationsLedger(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  const register = (slug: string, more: object = {}) => {
    const data = { name: slug, ...more };
    ledger.write({ type: 'PartyRegistered', stream: `party/${slug}`, data, announcedOn: '2025-01-01' });
  };
  register('openai');
  register('oracle');
  register('oci');
  register('amazon');
  register('aws', { parent: 'amazon' });
  register('microsoft');
  const payment = { kind: 'payment', obligor: 'openai', binding: 'firm' };
  const announce = (deal: string, data: object) => {
    const written = { type: 'DealAnnounced', stream: `deal/${deal}`, announcedOn: '2026-01-01' } as const;
    ledger.write({ ...written, data: { title: deal, ...data } });
  };
  // 7: steps of 10 and 20, the rest of 20 at the end of the term; capacity over a term without steps.
  announce('oracle', {
    legs: [
      {
        ...payment,
        leg: 'price',
        obligee: 'oracle',
        quantity: exact('50'),
        schedule: [
          { due: { from: null, to: '2026-03-31' }, quantity: exact('10') },
          { due: { from: null, to: '2026-12-31' }, quantity: exact('20') },
        ],
        term: { from: '2026-01-01', to: '2028-12-31' },
        exit: { earliest: '2028-01-01', noticeDays: 180 },
      },
      {
        leg: 'capacity',
        kind: 'capacity',
        obligor: 'oracle',
        obligee: 'openai',
        binding: 'firm',
        quantity: exact('3560', 'MW'),
        term: { from: '2026-01-01', to: '2027-06-30' },
      },
    ],
  });
  const paid = { leg: 'price', quantity: exact('12') };
  // 8
  ledger.write({ type: 'PerformanceRecorded', stream: 'deal/oracle', data: paid, announcedOn: '2026-04-01' });
  // 9: an option whose window has passed, and a right.
  announce('aws', {
    legs: [
      {
        ...payment,
        leg: 'more',
        obligee: 'aws',
        binding: 'option',
        quantity: exact('25'),
        window: { from: '2026-01-01', to: '2026-05-31' },
      },
      { ...payment, leg: 'talk', obligee: 'aws', binding: 'intent', quantity: exact('13') },
    ],
    rights: [
      {
        id: 'only',
        kind: 'exclusivity',
        holder: 'aws',
        grantor: 'openai',
        scope: 'chips',
        from: '2026-02-01',
        to: null,
      },
    ],
  });
  // 10: inside of Amazon.
  announce('inside', {
    legs: [{ ...payment, leg: 'fee', obligor: 'aws', obligee: 'amazon', quantity: exact('5') }],
  });
  // 11: without a date.
  announce('oci', { legs: [{ ...payment, leg: 'site', obligee: 'oci', quantity: exact('2') }] });
  const observe = (parties: readonly string[], metric: string, value: string, announcedOn: string) => {
    const data = { parties, metric, quantity: exact(value), period: '2026' };
    ledger.write({ type: 'MetricObserved', stream: `party/${parties[0]}`, data, announcedOn });
  };
  // 12 to 14: the second takes effect later, the third is of two parties together.
  observe(['openai'], 'revenue-run-rate', '40', '2026-02-01');
  observe(['openai'], 'revenue-run-rate', '80', '2026-09-01');
  observe(['openai', 'oracle'], 'cash', '1000', '2026-02-01');
  const target = { target: 'build-out', title: 'A build-out', parties: ['openai'] };
  const quantities = [exact('100'), exact('3000', 'MW')];
  // 15, 16
  ledger.write({
    type: 'TargetStated',
    stream: 'party/openai',
    data: { ...target, quantities, horizon: '2030-12-31' },
    announcedOn: '2026-02-01',
  });
  ledger.write({
    type: 'TargetStated',
    stream: 'party/openai',
    data: { ...target, target: 'ipo', title: 'A listing', quantities: [exact('60')], counts: null },
    announcedOn: '2026-02-01',
  });
  // 17
  ledger.write({ type: 'PartiesMerged', stream: 'party/oci', data: { into: 'oracle' }, announcedOn: '2026-05-01' });
  // 18
  ledger.write({ type: 'RightEnded', stream: 'deal/aws', data: { right: 'only' }, announcedOn: '2026-08-01' });
  return ledger;
}
