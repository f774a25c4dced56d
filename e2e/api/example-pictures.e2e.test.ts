import { describe, expect, it } from 'vitest';
import { ALTERNATIVE, inBn, PICTURES, worded } from '../../packages/exposure/test/example-pictures.ts';
import { type Row, read } from '../api.ts';

const book = '/api/books/ai-compute';
type SumRow = Row & { readonly disputed?: boolean };
interface Concentration {
  readonly shares: readonly (Row & { readonly party: string })[];
  readonly hhi: string | null;
}
interface RightsCalendar {
  readonly entries: readonly { readonly deal: string; readonly right?: string; readonly endedOn: string | null }[];
}
interface PartyAt {
  readonly targets: readonly { readonly target: string }[];
}

const sums = async (query: string) =>
  (await read<{ rows: SumRow[] }>(`${book}/exposures?groupBy=account&${query}`)).rows;
const openaiPays = (query: string) =>
  read<Concentration>(
    `${book}/concentration?party=openai&side=obligor&kind=payment&unit=USD&consolidate=false&${query}`,
  );
const toTheTenth = (value: string | null) => (value === null ? null : Number(value).toFixed(1));

describe.each(PICTURES)('the example book, asked what was known on $knownAt', (picture) => {
  const then = `knownAt=${picture.knownAt}`;

  it('answers with these sums, and no other', async () => {
    expect((await sums(then)).map(worded).sort()).toEqual(picture.sums);
  });

  it('answers with the same for what was in effect on that day: nothing was learned late', async () => {
    expect((await sums(`validAt=${picture.knownAt}`)).map(worded).sort()).toEqual(picture.sums);
  });

  it('says whom OpenAI pays how much, and how concentrated that is', async () => {
    const { shares, hhi } = await openaiPays(then);
    const pays = shares.map(({ party, stated, unstated }) => [party, inBn(stated) + (unstated ? ` +${unstated}` : '')]);
    expect(Object.fromEntries(pays)).toEqual(picture.openaiPays);
    expect(toTheTenth(hhi)).toBe(picture.hhi);
  });

  it('knows which rights stand, and what was aimed at', async () => {
    const { entries } = await read<RightsCalendar>(`${book}/rights?${then}`);
    const standing = entries.filter(({ right, endedOn }) => right !== undefined && endedOn === null);
    expect(standing.map(({ deal, right }) => `${deal}/${right}`)).toEqual(picture.rights);
    const { targets } = await read<PartyAt>(`${book}/parties/openai?${then}`);
    expect(targets.map(({ target }) => target).sort()).toEqual([...picture.targets].sort());
  });
});

describe('the disputed amendment of February 2026, read the other way', () => {
  const then = `knownAt=${ALTERNATIVE.knownAt}`;
  const isPayment = ({ kind, account }: Row) => kind === 'payment' && account === 'firm';

  it('changes what OpenAI pays AWS, and no other sum', async () => {
    const recorded = await sums(then);
    const alternative = await sums(`${then}&reading=alternative`);
    expect(alternative.filter(isPayment).map(worded)).toEqual([ALTERNATIVE.payments]);
    const others = (rows: readonly Row[]) => rows.filter((row) => !isPayment(row)).map(worded);
    expect(others(alternative)).toEqual(others(recorded));
    expect(recorded.find(isPayment)?.disputed).toBe(true);
  });

  it('spreads over fewer dollars', async () => {
    const { hhi } = await openaiPays(`${then}&reading=alternative`);
    expect(toTheTenth(hhi)).toBe(ALTERNATIVE.hhi);
  });
});
