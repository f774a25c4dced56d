import { WrittenLedger } from '../queries/written-ledger.ts';

export const exact = (value: string, unit = 'USD') => ({ qualifier: 'exact', value, unit });

/**
 * A chain of payments (OpenAI 10 to CoreWeave, CoreWeave 6 to Nvidia and 5 to lenders), a loop by what Nvidia invests,
 * a pair that reads as one group, and what has no date or no figure.
 */
export function networkLedger(): WrittenLedger {
  const ledger = new WrittenLedger('test');
  for (const [slug, more] of Object.entries(PARTIES)) {
    const data = { name: slug, ...more };
    ledger.write({ type: 'PartyRegistered', stream: `party/${slug}`, data, announcedOn: '2025-01-01' });
  }
  const announce = (deal: string, ...legs: readonly object[]) => {
    const data = { title: deal, legs };
    ledger.write({ type: 'DealAnnounced', stream: `deal/${deal}`, data, announcedOn: '2026-01-01' });
  };
  const leg = (name: string, obligor: string, obligee: string, quantity: object, more: object = {}) => {
    return { leg: name, kind: 'payment', obligor, obligee, binding: 'firm', quantity, term: END_OF_2026, ...more };
  };
  // 7
  announce(
    'openai-coreweave',
    leg('price', 'openai', 'coreweave', exact('10'), { exit: { earliest: '2026-07-01' } }),
    leg('capacity', 'coreweave', 'openai', exact('300', 'MW'), { kind: 'capacity' }),
  );
  announce('coreweave-nvidia', leg('chips', 'coreweave', 'nvidia', exact('6')));
  announce('coreweave-lenders', leg('debt', 'coreweave', 'lenders', exact('5'), { kind: 'loan' }));
  announce('nvidia-openai', leg('stake', 'nvidia', 'openai', exact('3'), { kind: 'equity' }));
  // 11: inside a group, without a date, and without a figure.
  announce('aws-amazon', leg('rent', 'aws', 'amazon', exact('7')));
  announce('openai-aws', leg('price', 'openai', 'aws', exact('38'), { term: null }));
  announce('openai-nvidia', leg('price', 'openai', 'nvidia', { qualifier: 'undisclosed', unit: 'USD' }));
  const observe = (party: string, quantity: object, announcedOn: string) => {
    const data = { parties: [party], metric: 'equity-buffer', quantity, period: null };
    ledger.write({ type: 'MetricObserved', stream: `party/${party}`, data, announcedOn });
  };
  // 14: the newest one counts; CoreWeave's is only known from March on.
  observe('openai', exact('9'), '2026-01-15');
  observe('openai', exact('4'), '2026-02-15');
  observe('coreweave', exact('1'), '2026-03-15');
  return ledger;
}

const PARTIES = {
  openai: {},
  coreweave: {},
  nvidia: {},
  lenders: {},
  amazon: {},
  aws: { parent: 'amazon' },
};

/** From nothing: so all of it is due at its end, over no time. */
const END_OF_2026 = { from: '2026-12-31', to: '2026-12-31' };
