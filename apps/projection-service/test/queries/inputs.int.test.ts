import { formatDecimal } from '@offtake/deals/amount';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DealStates } from '../../src/queries/deal-states.ts';
import { PartyFactsAt } from '../../src/queries/party-facts-at.ts';
import { PartyNames } from '../../src/queries/party-names.ts';
import { type Place, Places } from '../../src/queries/place.ts';
import { Sums } from '../../src/queries/sums.ts';
import { mergedLedger } from './merged-ledger.ts';
import { ReadingSide } from './reading-side.ts';

describe('what read models are computed from', () => {
  const ledger = mergedLedger();
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));
  const at = (position?: number, validAt?: string): Promise<Place> => {
    const knownAt = position === undefined ? undefined : ({ by: 'position', position } as const);
    return side.part(Places).settle('test', { reading: 'recorded', knownAt, validAt });
  };

  it('names a party as what it was merged into, and as its topmost parent where that is asked for', async () => {
    const names = async (consolidate: boolean, ...place: Parameters<typeof at>) => {
      const read = await side.part(PartyNames).at(await at(...place), consolidate);
      return { aws: read.nameOf('aws'), members: read.members('aws') };
    };
    expect(await names(false)).toEqual({ aws: 'amazon', members: ['amazon', 'aws'] });
    expect(await names(true)).toEqual({ aws: 'holding', members: ['holding', 'aws', 'amazon'] });
    expect(await names(true, undefined, '2026-02-28')).toEqual({ aws: 'amazon', members: ['amazon', 'aws'] });
    expect(await names(true, undefined, '2026-01-31')).toEqual({ aws: 'aws', members: ['aws'] });
    expect(await names(true, 8)).toEqual({ aws: 'aws', members: ['aws'] });
  });

  it('folds the deals that are asked for, with the parties that the deals have', async () => {
    const deals = async (asked: object, ...place: Parameters<typeof at>) => [
      ...(await side.part(DealStates).at(await at(...place), asked)).keys(),
    ];
    expect(await deals({})).toEqual(['amazon-aws', 'openai-amazon', 'openai-aws']);
    expect(await deals({ deals: ['openai-aws', 'unheard-of'] })).toEqual(['openai-aws']);
    expect(await deals({ parties: ['aws'] })).toEqual(['amazon-aws', 'openai-aws']);
    expect(await deals({ parties: ['aws'] }, 6)).toEqual(['openai-aws']);
    expect(await deals({ parties: ['amazon', 'aws'] }, undefined, '2025-11-04')).toEqual([
      'openai-amazon',
      'openai-aws',
    ]);
    expect(await deals({}, 4)).toEqual([]);
  });

  it('tells what is firm by when it is due, and what stays inside one party', async () => {
    const dues = await side.part(Sums).firmDues(await at(), { obligee: ['aws'] }, true);
    const due = { from: null, to: '2027-12-31' };
    const leg = { leg: 'price', obligor: 'openai', obligee: 'holding', kind: 'payment', unit: 'USD' };
    expect(dues.map(({ amount, ...rest }) => ({ ...rest, stated: formatDecimal(amount.stated) }))).toEqual([
      { deal: 'openai-amazon', ...leg, due, disputed: false, stated: '10' },
      { deal: 'openai-aws', ...leg, due, disputed: false, stated: '38' },
    ]);
    const internal = await side.part(Sums).internal(await at(), {});
    expect(internal).toMatchObject([{ deal: 'amazon-aws', party: 'holding', obligor: 'amazon', obligee: 'aws' }]);
    expect(await side.part(Sums).internal(await at(8), {})).toEqual([]);
  });

  it('has the metrics of a party and of those that read as it', async () => {
    const facts = side.part(PartyFactsAt);
    expect(await facts.metricsAt(await at(), 'amazon')).toMatchObject([
      { metric: 'revenue-run-rate', parties: ['amazon'] },
    ]);
    expect(await facts.metricsAt(await at(8), 'aws')).toMatchObject([{ parties: ['aws', 'amazon'] }]);
    expect(await facts.metricsAt(await at(undefined, '2025-11-30'))).toEqual([]);
    expect(await facts.targetsAt(await at())).toEqual([]);
  });
});
