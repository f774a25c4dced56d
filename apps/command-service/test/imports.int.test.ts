import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announced, registered } from './commands.ts';
import { importLines, post, type Services, startServices } from './services.ts';

let services: Services;
let origin = '';
let book = '';
let books = 0;

beforeAll(async () => {
  services = await startServices(1, { OFFTAKE_LOG: 'postgres' });
  [origin = ''] = services.urls;
});
afterAll(() => services.stop());
beforeEach(async () => {
  books += 1;
  book = `book-${books}`;
  await post(`${origin}/api/books`, { book, name: 'A book' });
});

const imports = (query = '') => `${origin}/api/books/${book}/imports${query}`;
const csv = (text: string, query = '') => importLines(imports(query), [text], 'text/csv; charset=utf-8');
const record = (event: unknown, key: string) =>
  post(`${origin}/api/books/${book}/events`, event, { 'idempotency-key': key });

const HEAD =
  'type,party,deal,announcedOn,publisher,tier,data.name,data.leg,data.quantity.qualifier,data.quantity.value,data.quantity.unit';
const party = (slug: string, name = slug) => `PartyRegistered,${slug},,2025-01-01,a newspaper,press,${name}`;
const performed = (value: string) => `PerformanceRecorded,,d,2025-03-01,a newspaper,press,,price,exact,${value},USD`;

describe('an import of a table', () => {
  it('records the template as it stands, and nothing when it is sent again', async () => {
    const template = await readFile(path.join(import.meta.dirname, '../../../examples/template.csv'), 'utf8');
    const rows = { done: true, lines: 11, refused: 0, position: 11 };
    expect(await csv(template)).toMatchObject([{ ...rows, recorded: 11, replayed: 0 }]);
    expect(await csv(template)).toMatchObject([{ ...rows, recorded: 0, replayed: 11 }]);
  });

  it('names line, column, place and rule of what it refuses, and goes on from there', async () => {
    await importLines(imports(), [registered('openai'), registered('aws'), announced('d')]);
    const file = [HEAD, party('x', '"X\nand Y"'), performed('3'), performed('"1,5"'), performed('1000'), party('y')];
    expect(await csv(file.join('\n'))).toMatchObject([
      {
        line: 5,
        violations: [{ rule: 'spreadsheet-number', path: '/data/quantity/value', column: 'data.quantity.value' }],
      },
      { done: true, lines: 3, recorded: 2, refused: 1, nextLine: 5, position: 5 },
    ]);
    const told = await csv([HEAD, ...file.slice(3)].join('\n'), '?onError=skip');
    expect(told).toMatchObject([
      { line: 2 },
      { line: 3, violations: [{ rule: expect.any(String), column: 'data.quantity.value' }] },
      { done: true, recorded: 1, refused: 2 },
    ]);
  });

  it('records nothing where its first line is not understood, and says where a quote breaks it off', async () => {
    expect(await csv(`${HEAD},data.nmae\n${party('x')}`)).toMatchObject([
      { line: 1, violations: [{ rule: 'unknown-column', column: 'data.nmae' }] },
      { done: false, recorded: 0, reason: expect.any(String) },
    ]);
    expect(await csv(`${HEAD}\n${party('x')}\n"${party('y')}\n`, '?onError=skip')).toMatchObject([
      { line: 3, violations: [{ rule: 'malformed' }] },
      { done: false, recorded: 1, refused: 1, nextLine: 4 },
    ]);
  });
});

describe('a dry run', () => {
  const keyed = (event: object, idempotencyKey: string) => ({ ...event, idempotencyKey });

  it('tells each line what would become of it, and all that is wrong at once', async () => {
    await record(registered('openai'), 'k');
    const file = [HEAD, party('aws'), performed('1'), party('openai'), party('aws', 'Other'), party('z')].join('\n');
    expect(await csv(file, '?dryRun=true')).toMatchObject([
      { line: 2, answer: 'recorded', stream: 'party/aws', version: 1 },
      { line: 3, violations: [{ rule: 'unknown-deal' }] },
      { line: 4, answer: 'unchanged' },
      { line: 5, violations: [{ rule: 'registered-twice' }] },
      { line: 6, answer: 'recorded' },
      { done: true, dryRun: true, lines: 5, recorded: 2, unchanged: 1, refused: 2, position: 1 },
    ]);
    const stopped = await csv(file, '?dryRun=true&onError=stop');
    expect(stopped.at(-1)).toMatchObject({ done: true, dryRun: true, lines: 2, refused: 1, nextLine: 3 });
  });

  it('sees a key that is kept, and for what', async () => {
    await record(registered('openai'), 'k');
    const file = [keyed(registered('openai'), 'k'), keyed(registered('aws'), 'k'), keyed(registered('z'), 'new')];
    expect(await importLines(imports('?dryRun=true'), file)).toMatchObject([
      { line: 1, answer: 'replayed', stream: 'party/openai', version: 1 },
      { line: 2, violations: [{ rule: 'key-reused', path: '/idempotencyKey' }] },
      { line: 3, answer: 'recorded' },
      { done: true, recorded: 1, replayed: 1, refused: 1 },
    ]);
  });

  it('sees a key that comes twice in its file, as the import then does', async () => {
    const file = [
      keyed(announced('early'), 'k'),
      keyed(registered('a'), 'k'),
      keyed(registered('a'), 'k'),
      keyed(registered('b'), 'k'),
    ];
    const told = [
      { line: 1, violations: [{ rule: 'unknown-party' }] },
      { line: 4, violations: [{ rule: 'key-reused' }] },
    ];
    const totals = { done: true, lines: 4, recorded: 1, replayed: 1, refused: 2 };
    const dry = await importLines(imports('?dryRun=true'), file);
    expect(dry.filter((line) => 'violations' in line || 'done' in line)).toMatchObject([...told, totals]);
    expect(await importLines(imports('?onError=skip'), file)).toMatchObject([...told, totals]);
  });
});
