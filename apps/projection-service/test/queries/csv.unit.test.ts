import { describe, expect, it } from 'vitest';
import { columnsOf, fileNameOf } from '../../src/queries/columns.ts';
import { toCsv } from '../../src/queries/csv.ts';

describe('rows as a table', () => {
  it('have a column for each part, one cell for a list of words, and JSON for any other list', () => {
    const rows = [
      { deal: 'd', due: { from: null, to: '2026-12-31' }, words: ['a', 'b'], steps: [{ n: 1 }], none: [] },
      { deal: 'e', due: null, words: ['a|b'], steps: [], late: true },
    ];
    expect(toCsv(rows)).toBe(
      'deal,due.from,due.to,words,steps,none,late\r\nd,,2026-12-31,a|b,"[{""n"":1}]",,\r\ne,,,"[""a|b""]",,,true\r\n',
    );
  });

  it('have the columns that are said to be there always first, also without a row', () => {
    expect(toCsv([], ['a', 'b.c'])).toBe('a,b.c\r\n');
    expect(
      toCsv(
        [
          { more: 1, b: { c: 2 } },
          { a: 3, b: null },
        ],
        ['a', 'b.c'],
      ),
    ).toBe('a,b.c,more\r\n,2,1\r\n3,,\r\n');
    expect(toCsv([{ data: { any: 'thing' } }], ['data'])).toBe('data\r\n"{""any"":""thing""}"\r\n');
    expect(toCsv([])).toBe('');
  });

  it('are quoted where they hold quotes, commas or ends of lines', () => {
    expect(toCsv([{ a: 'x,"y"', b: 'one\ntwo', c: 'plain;text' }])).toBe(
      'a,b,c\r\n"x,""y""","one\ntwo",plain;text\r\n',
    );
  });

  it.each(['=1+1', '+34 600', '-x', '@SUM(A1)', '\t=1', '-1+2', '=HYPERLINK("http://x")'])(
    'are no formula where a text begins like one: %s',
    (text) => {
      const [, row = ''] = toCsv([{ text }]).split('\r\n');
      expect(row.replace(/^"/, '')[0]).toBe("'");
    },
  );

  it('keep their numbers, below zero too', () => {
    expect(toCsv([{ a: '-69.5', b: -1, c: '0.000001', d: '123456789012345678.123456' }])).toBe(
      'a,b,c,d\r\n-69.5,-1,0.000001,123456789012345678.123456\r\n',
    );
  });
});

describe('a table that is kept', () => {
  it('has the columns of its route and of its groups', () => {
    expect(columnsOf('/api/books/:book/exposures', 'obligor,unit,due-year').slice(0, 4)).toEqual([
      'obligor',
      'due-year',
      'kind',
      'unit',
    ]);
    expect(columnsOf('/api/books/:book/exposures/diff')).toContain('difference.stated');
    expect(columnsOf('/api/else')).toEqual([]);
  });

  it('is called after what it shows', () => {
    expect(fileNameOf('/api/books/ai-compute/exposures/diff', '70', 'csv')).toBe('ai-compute-exposures-diff-70.csv');
    expect(fileNameOf('/api/books', undefined, 'csv')).toBe('books.csv');
    expect(fileNameOf('/api/books/books/deals/api/history', '3', 'ndjson')).toBe('books-deals-api-history-3.ndjson');
    expect(fileNameOf('/api/books/x/deals/%22%0d%0a', '3', 'csv')).not.toMatch(/["\r\n%]/);
  });
});
