import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadingSide } from '../queries/reading-side.ts';
import { obligationsLedger } from './obligations-ledger.ts';

describe('a payment of 12 that another source says was 20', () => {
  const ledger = obligationsLedger();
  const quantity = { qualifier: 'exact', value: '20', unit: 'USD' };
  const data = { event: ledger.id(8), alternative: { leg: 'price', quantity } };
  ledger.write({ type: 'DisputeRaised', stream: 'deal/oracle', data, announcedOn: '2026-04-05' });
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(ledger);
  });
  afterAll(async () => void (await side.stop()));

  const rows = async (path: string) => (await side.json<{ rows: Row[] }>(path)).rows;
  const flags = (all: readonly Row[]) => all.map(({ kind, disputed }) => [kind, disputed ?? false]);

  it('marks what it touches, and nothing else', async () => {
    const capacityThenPayment = [
      ['capacity', false],
      ['payment', true],
    ];
    expect(flags(await rows('/firmness'))).toEqual(capacityThenPayment);
    expect(flags(await rows('/delivery?deal=oracle'))).toEqual(capacityThenPayment);
    expect(flags(await rows('/runoff'))).toEqual(capacityThenPayment);
    expect(await rows('/coverage?party=openai')).toMatchObject([{ disputed: true }]);
    expect(await rows('/firmness?knownAt=18')).not.toContainEqual(expect.objectContaining({ disputed: true }));
    const [money, power] = await rows('/reconciliation?target=build-out');
    expect([money?.disputed, power?.disputed]).toEqual([true, undefined]);
    const legs = money?.legs?.map(({ deal, leg, disputed }) => [`${deal}/${leg}`, disputed ?? false]);
    expect(legs).toEqual([
      ['aws/more', false],
      ['aws/talk', false],
      ['oci/site', false],
      ['oracle/price', true],
    ]);
  });

  it('is read as recorded, or the other way where that is asked for', async () => {
    const both = async (path: string) => [await rows(path), await rows(`${path}&reading=alternative`)] as const;
    const [recorded, alternative] = await both('/delivery?deal=oracle&kind=payment&validAt=2027-01-10');
    expect(recorded).toMatchObject([{ performed: '12', ratio: '0.4', overdue: '18' }]);
    expect(alternative).toMatchObject([{ performed: '20', ratio: '0.666667', overdue: '10' }]);
    const [runoff, otherRunoff] = await both('/runoff?deal=oracle&kind=payment&by=year&validAt=2026-07-10');
    expect(runoff).toMatchObject([{ periods: [{ period: '2026', stated: '18' }, { stated: '20' }] }]);
    expect(otherRunoff).toMatchObject([{ periods: [{ period: '2026', stated: '10' }, { stated: '20' }] }]);
    const [coverage, otherCoverage] = await both('/coverage?party=openai&validAt=2026-06-30');
    expect(coverage).toMatchObject([{ ratio: { stated: '0.45' } }]);
    expect(otherCoverage).toMatchObject([{ ratio: { stated: '0.25' } }]);
    const [firm, otherFirm] = await both('/firmness?deal=oracle&kind=payment');
    expect(firm).toMatchObject([{ accounts: { firm: { stated: '38' } }, firmness: '1' }]);
    expect(otherFirm).toMatchObject([{ accounts: { firm: { stated: '30' } }, firmness: '1' }]);
  });
});

interface Row {
  readonly kind?: string;
  readonly disputed?: true;
  readonly legs?: readonly { readonly deal: string; readonly leg: string; readonly disputed?: true }[];
}
