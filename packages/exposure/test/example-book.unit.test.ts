import { add, printAmount, ZERO } from '@offtake/deals/amount';
import { dealFacts, fold, isMisfit } from '@offtake/deals/deal-fold';
import { describe, expect, it } from 'vitest';
import { BookFold, positionOn } from '../src/book-fold.ts';
import { concentrationOf, type Holding } from '../src/concentration.ts';
import { type Coordinates, counts, sumPostings } from '../src/sum.ts';
import { exampleBook } from './example-book.ts';
import { ALTERNATIVE, HHI_OF_FOUR, inBn, PICTURES, worded } from './example-pictures.ts';

const events = exampleBook();
const book = new BookFold();
const postings = events.flatMap((event) => book.apply(event));
const at = (knownAt: string) => ({ knownAt: positionOn(knownAt, events) });
const sums = (place: Coordinates) => sumPostings(postings, place, ['account']).map(worded).sort();

/** What OpenAI has to pay, or has paid, by counterparty. */
function openaiPays(place: Coordinates): readonly Holding[] {
  return postings
    .filter((posting) => counts(posting, place) && posting.obligor === 'openai' && posting.kind === 'payment')
    .filter(({ account }) => account === 'firm' || account === 'performed')
    .map(({ obligee, low, stated, high, unstated, unbounded }) => {
      return { party: obligee, amount: { low, stated, high, unstated, unbounded } };
    });
}
const hhi = (holdings: readonly Holding[]) => concentrationOf(holdings).hhi;
const toTheTenth = (value: string | null) => (value === null ? null : Number(value).toFixed(1));

describe.each(PICTURES)('the example book, known on $knownAt', (picture) => {
  it('holds these sums, and no other', () => {
    expect(sums(at(picture.knownAt))).toEqual(picture.sums);
  });

  it('says whom OpenAI pays how much, and how concentrated that is', () => {
    const { shares, hhi: index } = concentrationOf(openaiPays(at(picture.knownAt)));
    const pays = shares.map(({ party, stated, unstated }) => [party, inBn(stated) + (unstated ? ` +${unstated}` : '')]);
    expect(Object.fromEntries(pays)).toEqual(picture.openaiPays);
    expect(toTheTenth(index)).toBe(picture.hhi);
  });

  it('knows which rights stand, and what was aimed at', () => {
    const known = events.slice(0, at(picture.knownAt).knownAt);
    const streams = Map.groupBy(known, (event) => event.stream);
    const rights = [...streams].flatMap(([stream, inStream]) => {
      const deal = stream.startsWith('deal/') ? fold(dealFacts(inStream)) : null;
      if (isMisfit(deal)) throw new Error(deal.refusal.message);
      const standing = [...(deal?.rights ?? [])].filter(([, { endedOn }]) => endedOn === null);
      return standing.map(([right]) => `${deal?.deal}/${right}`);
    });
    expect(rights).toEqual(picture.rights);
    expect(known.flatMap(({ type, data }) => (type === 'TargetStated' ? [data.target] : []))).toEqual(picture.targets);
  });
});

describe('the five pictures', () => {
  it('are five', () => {
    expect(new Set(PICTURES.map(({ sums: rows }) => rows.join('\n'))).size).toBe(5);
  });

  it('are what was in effect on those days too: nothing in the book was learned late', () => {
    for (const { knownAt, sums: rows } of PICTURES) expect(sums({ validAt: knownAt })).toEqual(rows);
  });

  it('are one with the last line where no day is named', () => {
    expect(sums({})).toEqual(PICTURES.at(-1)?.sums);
  });
});

describe('the disputed amendment, read the other way', () => {
  const recorded = at(ALTERNATIVE.knownAt);
  const alternative: Coordinates = { ...recorded, reading: 'alternative' };
  const ofFour = (place: Coordinates) => hhi(openaiPays(place).filter(({ party }) => party !== 'cerebras'));

  it('changes what OpenAI pays AWS, and nothing else', () => {
    const others = (rows: readonly string[]) => rows.filter((row) => !row.startsWith('payment USD firm'));
    expect(sums(alternative)).toContain(ALTERNATIVE.payments);
    expect(others(sums(alternative))).toEqual(others(sums(recorded)));
    const aws = openaiPays(alternative).filter(({ party }) => party === 'aws');
    expect(printAmount(aws.reduce((sum, { amount }) => add(sum, amount), ZERO))).toMatchObject({
      stated: '100000000000',
    });
    expect(toTheTenth(hhi(openaiPays(alternative)))).toBe(ALTERNATIVE.hhi);
  });

  it('makes the four large suppliers more concentrated than the record does', () => {
    expect(toTheTenth(ofFour(recorded))).toBe(HHI_OF_FOUR.recorded);
    expect(toTheTenth(ofFour(alternative))).toBe(HHI_OF_FOUR.alternative);
  });
});
