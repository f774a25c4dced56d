import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, exposures, importLines, type Row, read } from '../api.ts';

const file = path.resolve(import.meta.dirname, '../../examples/ai-compute.ndjson');
const book = 'ai-compute';
let lines: Record<string, unknown>[];

beforeAll(async () => {
  lines = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
});

const present = async () => (await read<{ position: number }>(`/api/books/${book}`)).position;
const total = (rows: readonly Row[], where: Partial<Row>) =>
  rows.filter((row) => Object.entries(where).every(([key, value]) => row[key as keyof Row] === value));

describe('the example book', () => {
  it('holds every line of the file, in order, once', async () => {
    expect(await present()).toBe(lines.length);
  });

  it('takes nothing from the same import again', async () => {
    const before = await present();
    const answer = await importLines(book, lines);
    expect(answer.at(-1)).toMatchObject({ recorded: 0, refused: 0 });
    expect(await present()).toBe(before);
  });

  it('answers with what was public on the last of October 2025', async () => {
    const then = await exposures(book, 'knownAt=2025-10-31&kind=payment&unit=USD');
    expect(total(then, { deal: 'openai-oracle', account: 'firm' })[0]?.stated).toBe('300000000000');
    expect(total(then, { deal: 'openai-microsoft', account: 'firm' })[0]?.stated).toBe('250000000000');
    expect(total(then, { deal: 'openai-aws' })).toEqual([]);
  });

  it('says undisclosed where the amount was garbled, and never zero without saying so', async () => {
    const [row] = total(await exposures(book, 'knownAt=2025-11-03&kind=payment'), { deal: 'openai-google-cloud' });
    expect(row).toMatchObject({ low: '0', stated: '0', high: null, unstated: 1, obligor: 'openai', obligee: 'google' });
  });

  it('is streamed as a whole in the order in which it was recorded', async () => {
    const text = await (
      await call('GET', `/api/books/${book}/events`, undefined, { accept: 'application/x-ndjson' })
    ).text();
    const positions = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { position: number }).position);
    expect(positions).toEqual(lines.map((_line, index) => index + 1));
  });
});
