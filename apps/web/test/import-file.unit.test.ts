import { describe, expect, it } from 'vitest';
import { readDelimited } from '../src/import/delimited-text.ts';
import { columnPlaces, PLAIN_READING, readImport, sendable } from '../src/import/import-file.ts';
import { begin, hear } from '../src/import/import-progress.ts';
import { rowKeys } from '../src/import/row-keys.ts';

const asNamed = (field: string) => field;
const keyOf = async (content: string) => `key of ${content.length}`;
const send = async (text: string, reading = PLAIN_READING) => {
  const given = readImport(text);
  if (!given) throw new Error('nothing is there');
  const places = given.is === 'table' ? columnPlaces(given.headers, reading, asNamed) : [];
  return sendable(given, places, reading, keyOf);
};

describe('a table that is pasted', () => {
  it('keeps quotes, lines within cells and the lines on which its rows begin', () => {
    const { separator, records, brokenAt } = readDelimited('\uFEFFa;b\r\n"x;""y""";"1\n2"\n\n3;4');
    expect(separator).toBe(';');
    expect(records).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x;"y"', '1\n2'] },
      { line: 5, cells: ['3', '4'] },
    ]);
    expect(brokenAt).toBeNull();
  });

  it('says where a quote is never closed', () => {
    expect(readDelimited('a,b\n1,2\n"3,4\n5,6').brokenAt).toBe(3);
  });

  it('is sent with the names of the import, what is the same for all rows, and a key for each row', async () => {
    const reading = { type: 'PerformanceRecorded', columns: {}, same: { publisher: 'treasury', tier: 'company' } };
    const { text, type } = await send('deal\tleg\tamount\nsupply\tprice\t70', reading);
    expect(type).toBe('text/csv');
    expect(text.split('\n').slice(0, 2)).toEqual([
      'deal\tdata.leg\tdata.quantity.value\tpublisher\ttier\ttype\tidempotencyKey',
      expect.stringMatching(/^supply\tprice\t70\ttreasury\tcompany\tPerformanceRecorded\tkey of \d+$/),
    ]);
  });

  it('leaves out what is left out, and loses no cell that has no column', async () => {
    const reading = { ...PLAIN_READING, columns: { 1: '' } };
    const { text } = await send('type,note,deal\nDealSigned,mine,x,lost', reading);
    expect(text).toMatch(/^type,deal,idempotencyKey\nDealSigned,x,key of \d+,lost\n$/);
  });

  it('is answered in the lines and the words of the one who wrote it', async () => {
    const file = await send('type,date,excerpt\nDealSigned,,"two\nlines"\n\nDealSigned,soon,');
    const answer = {
      line: 4,
      violations: [{ rule: 'schema', path: '/announcedOn', message: 'no date', column: 'announcedOn' }],
    };
    const heard = hear(begin(true), answer, file);
    expect(heard.lines[0]).toMatchObject({ line: 5, type: 'DealSigned', violations: [{ column: 'date' }] });
    const totals = { lines: 2, recorded: 1, unchanged: 0, replayed: 0, refused: 1, position: 9 };
    expect(hear(heard, { done: true, ...totals, nextLine: 4 }, file)).toMatchObject({
      totals: { refused: 1 },
      ended: { done: true, nextLine: 5 },
    });
  });
});

describe('lines of JSON', () => {
  it('are sent as they are, each with a key unless it has its own', async () => {
    const { type, text, events } = await send(
      '{"type":"DealSigned","deal":"d"}\n\n{"type":"x","idempotencyKey":"mine"}\nnot JSON',
    );
    const [first = '', ...rest] = text.trimEnd().split('\n');
    expect(type).toBe('application/x-ndjson');
    expect(JSON.parse(first)).toMatchObject({ type: 'DealSigned', deal: 'd', idempotencyKey: expect.any(String) });
    expect(rest).toEqual(['{"type":"x","idempotencyKey":"mine"}', 'not JSON']);
    expect(events.get(2)).toEqual({ line: 3, type: 'x', stream: '' });
  });
});

describe('the key of a row', () => {
  it('is the same whenever its file is sent, and another for a row that says the same again', async () => {
    const [first, second] = [rowKeys(), rowKeys()];
    const once = [await first('a'), await first('a'), await first('b')];
    expect([await second('a'), await second('a'), await second('b')]).toEqual(once);
    expect(new Set(once).size).toBe(3);
  });
});
