import { describe, expect, it } from 'vitest';
import { type Cell, sheetOf, sheetOfRecords } from '../src/export/sheet.ts';
import { type ExportedAt, fileName, toCsv, toJson } from '../src/export/write.ts';
import { exposureSheet } from '../src/exposure/exposure-sheet.ts';
import { toMatrix } from '../src/exposure/matrix.ts';

const live: ExportedAt = {
  book: 'ai-compute',
  position: 70,
  knownAt: null,
  validAt: null,
  reading: 'recorded',
  url: 'http://127.0.0.1/?book=ai-compute',
};
const asOf: ExportedAt = { ...live, position: 24, knownAt: '2025-10-31', validAt: '2026-01-01' };

const sheet = exposureSheet(
  toMatrix([
    {
      obligor: 'openai',
      obligee: 'oracle',
      account: 'firm',
      kind: 'payment',
      unit: 'USD',
      low: '300000000000',
      stated: '300000000000.123456',
      high: null,
      unstated: 1,
    },
  ]),
  { kind: 'payment', unit: 'USD' },
);

const cellsOf = (cell: Cell) => toCsv(sheetOf('one', [cell], { cell: (value) => value }), live).split('\r\n')[1];

describe('exposures as CSV', () => {
  it('hold every digit and bound, and where they stand, on each line', () => {
    expect(toCsv(sheet, asOf).split('\r\n')).toEqual([
      '\uFEFFobligor,obligee,account,kind,unit,low,stated,high,unstated,book,position,knownAt,validAt,reading',
      'openai,oracle,firm,payment,USD,300000000000,300000000000.123456,,1,ai-compute,24,2025-10-31,2026-01-01,recorded',
      '',
    ]);
  });
});

describe('a cell of CSV', () => {
  const rest = ',ai-compute,70,,,recorded';

  it('is quoted where it holds a comma, a quote or a line end', () => {
    expect(cellsOf('Nvidia, Inc. "NVDA"')).toBe(`"Nvidia, Inc. ""NVDA"""${rest}`);
    expect(toCsv(sheetOf('one', ['a\nb'], { cell: (text) => text }), live)).toContain('"a\nb",');
  });

  it.each(['=1+1', '+1 555', '-cmd', '@SUM(A1)', '\t=1'])('is not run by a spreadsheet: %j', (text) => {
    expect(cellsOf(text)).toBe(`'${text}${rest}`);
  });

  it('keeps a number below zero a number', () => {
    expect(cellsOf('-12.5')).toBe(`-12.5${rest}`);
  });
});

describe('exposures as JSON', () => {
  it('name each value, keep decimals as texts, and say where they stand and where they came from', () => {
    const { rows, ...place } = JSON.parse(toJson(sheet, asOf)) as { rows: unknown[] };
    expect(place).toEqual({ ...asOf, name: 'exposure' });
    expect(rows).toEqual([
      {
        obligor: 'openai',
        obligee: 'oracle',
        account: 'firm',
        kind: 'payment',
        unit: 'USD',
        low: '300000000000',
        stated: '300000000000.123456',
        high: null,
        unstated: 1,
      },
    ]);
  });
});

describe("a file's name", () => {
  it('says what was known, and valid, when', () => {
    expect(fileName(sheet, live, 'csv')).toBe('ai-compute-exposure-known-70.csv');
    expect(fileName(sheet, asOf, 'json')).toBe('ai-compute-exposure-known-2025-10-31-valid-2026-01-01.json');
    const instant = { ...live, knownAt: '2025-10-31T12:00:00Z' };
    expect(fileName(sheet, instant, 'svg')).toBe('ai-compute-exposure-known-2025-10-31T120000Z.svg');
  });
});

describe("an answer's rows", () => {
  it('are taken under their own names, plain values only, each column there in every row', () => {
    const rows = [
      { deal: 'a', due: { from: null }, stated: '1' },
      { deal: 'b', stated: null, disputed: true },
    ];
    expect(sheetOfRecords('some', rows)).toEqual({
      name: 'some',
      columns: ['deal', 'stated', 'disputed'],
      rows: [
        ['a', '1', null],
        ['b', null, true],
      ],
    });
  });
});
