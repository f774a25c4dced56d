import { ACCOUNTS } from '@offtake/deals/leg-terms';
import { describe, expect, it } from 'vitest';
import type { ExposureRow } from '../src/api/shapes.ts';
import { denominationsOf, sidesOfTotal, toMatrix } from '../src/exposure/matrix.ts';
import { ACCOUNTS_BY_CERTAINTY } from '../src/words/accounts.ts';

const row = (
  obligor: string,
  obligee: string,
  account: ExposureRow['account'],
  stated: string,
  unit = 'USD',
): ExposureRow => ({
  obligor,
  obligee,
  account,
  kind: 'payment',
  unit,
  low: stated,
  stated,
  high: stated,
  unstated: 0,
});

describe('a matrix', () => {
  const matrix = toMatrix([
    row('openai', 'microsoft', 'firm', '250'),
    row('openai', 'oracle', 'firm', '300'),
    row('openai', 'oracle', 'performed', '5'),
    row('meta', 'oracle', 'option', '7'),
  ]);

  it('puts who owes most, and who is owed most, first', () => {
    expect(matrix.obligors).toEqual(['openai', 'meta']);
    expect(matrix.obligees).toEqual(['oracle', 'microsoft']);
  });
  it('shows the surest account first, and never adds accounts up', () => {
    expect(matrix.cell('openai', 'oracle').map((each) => [each.account, each.stated])).toEqual([
      ['performed', '5'],
      ['firm', '300'],
    ]);
  });
  it('sums by row, by column and in all', () => {
    expect(matrix.ofObligor('openai').map((each) => each.stated)).toEqual(['5', '550']);
    expect(matrix.ofObligee('oracle').map((each) => each.stated)).toEqual(['5', '300', '7']);
    expect(matrix.total.map((each) => each.stated)).toEqual(['5', '550', '7']);
  });
  it('is empty where nothing is owed', () => expect(matrix.cell('meta', 'microsoft')).toEqual([]));
});

describe('what a total of a matrix sums over', () => {
  it('is all of it, where all parties are in it', () => {
    expect(sidesOfTotal({}, undefined)).toEqual({});
    expect(sidesOfTotal({ obligee: 'oracle' }, undefined)).toEqual({ obligee: 'oracle' });
  });
  it('is only what has the party on one side, where the rows of one party are in it', () => {
    expect(sidesOfTotal({}, 'openai')).toEqual({ party: 'openai' });
    expect(sidesOfTotal({ obligor: 'openai' }, 'openai')).toEqual({ obligor: 'openai' });
    expect(sidesOfTotal({ obligor: 'meta' }, 'openai')).toEqual({ obligor: 'meta', obligee: 'openai' });
    expect(sidesOfTotal({ obligee: 'oracle' }, 'openai')).toEqual({ obligor: 'openai', obligee: 'oracle' });
  });
});

describe('kinds and units', () => {
  it('stay apart', () => {
    const groups = denominationsOf([row('a', 'b', 'firm', '1'), row('a', 'b', 'firm', '1', 'EUR')]);
    expect(groups.map(({ unit, rows }) => [unit, rows.length])).toEqual([
      ['EUR', 1],
      ['USD', 1],
    ]);
  });
});

describe('the order of accounts', () => {
  it('has every account of the domain in it', () => {
    expect([...ACCOUNTS_BY_CERTAINTY].sort()).toEqual([...ACCOUNTS].sort());
  });
});
