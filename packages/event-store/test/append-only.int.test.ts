import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../src/store.ts';
import { type Ledger, record, sql, startLedger } from './ledger.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
  const store = connect(ledger.commandUrl);
  await store.createBook({ book: 'b', name: 'B', partition: 3 });
  await store.append('b', 0, [record('deal/a', 0), record('deal/a', 1)]);
  await store.close();
});
afterAll(() => ledger.close());

const changes = [
  `update ledger.event set body = '{}'`,
  'delete from ledger.event',
  'truncate ledger.event',
  // Touches no row at all.
  'delete from ledger.event where position = 99',
];

describe('a recorded event', () => {
  it.each(changes)('stands against the service that recorded it: %s', async (change) => {
    await expect(sql(ledger.commandUrl, change)).rejects.toThrow('permission denied for table event');
  });

  it.each(changes)('stands against the owner of the table: %s', async (change) => {
    await expect(sql(ledger.adminUrl, change)).rejects.toThrow('append-only');
  });

  it.each(changes)('stands in a session that replays changes of a replica: %s', async (change) => {
    await expect(sql(ledger.adminUrl, `set session_replication_role = replica; ${change}`)).rejects.toThrow(
      'append-only',
    );
  });

  it('is then still there', async () => {
    expect(await sql(ledger.adminUrl, 'select count(*)::int as n from ledger.event')).toEqual([{ n: 2 }]);
  });
});

describe('the service that records', () => {
  it.each([
    ['take the trigger away', 'drop trigger append_only on ledger.event'],
    ['disable the trigger', 'alter table ledger.event disable trigger append_only'],
    ['set triggers aside', 'set session_replication_role = replica'],
    ['delete a book', 'delete from ledger.book'],
    ['rename a book', `update ledger.book set name = 'C'`],
    ['move a book to another partition', 'update ledger.book set partition = 0'],
    ['forget a guard', 'delete from ledger.guard'],
    ['change what a key stands for', 'update ledger.idempotency set position = 1'],
  ])('cannot %s', async (_, change) => {
    await expect(sql(ledger.commandUrl, change)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('a row that is not well formed', () => {
  const event = (values: string) => `insert into ledger.event values ('b', ${values}, now(), sha256('x'))`;
  const key = (request: string, kept: string) =>
    `insert into ledger.idempotency values ('b', 'p', 'k', ${request}, 1, true, '${kept}', now())`;
  it.each([
    ['a book of another name', `insert into ledger.book (book, name, partition) values ('A b', 'A', 0)`],
    ['a partition below the first', `insert into ledger.book (book, name, partition) values ('c', 'C', -1)`],
    ['position 0', event(`0, 'deal/a', 3, uuidv7(), 'T', '{}'`)],
    ['version 0', event(`3, 'deal/a', 0, uuidv7(), 'T', '{}'`)],
    ['two lines in a stream', event(`3, E'deal/\na', 3, uuidv7(), 'T', '{}'`)],
    ['two lines in a type', event(`3, 'deal/a', 3, uuidv7(), E'T\n', '{}'`)],
    ['a body that is too large', event(`3, 'deal/a', 3, uuidv7(), 'T', repeat('x', 262145)`)],
    ['a hash of another length', event(`3, 'deal/a', 3, uuidv7(), 'T', '{}'`).replace(`sha256('x')`, `'x'`)],
    ['a hash of a request that is too long', key(`sha256('x') || 'x'`, 'day')],
    ['a key that is kept for another time', key(`sha256('x')`, 'week')],
  ])('is refused by the database, whoever writes it: %s', async (_, statement) => {
    await expect(sql(ledger.commandUrl, statement)).rejects.toMatchObject({ code: '23514' });
    await expect(sql(ledger.adminUrl, statement)).rejects.toMatchObject({ code: '23514' });
  });
});

describe('the service that reads', () => {
  it('sees what is published', async () => {
    const rows = await sql(ledger.projectionUrl, 'select * from ledger.published order by position');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ book: 'b', partition: 3, stream: 'deal/a', version: 1, prev_hash: '0'.repeat(64) });
    expect(rows[1]).toMatchObject({ prev_hash: rows[0]?.['hash'] });
    expect(rows[0]?.['recorded_at']).toMatch(/\.\d{6}Z$/);
  });

  it.each(['book', 'event', 'guard', 'idempotency', 'relay', 'relay_cursor', 'migration'])(
    'sees nothing of %s',
    async (table) => {
      await expect(sql(ledger.projectionUrl, `select from ledger.${table}`)).rejects.toThrow('permission denied');
    },
  );

  it('changes nothing', async () => {
    await expect(sql(ledger.projectionUrl, `update ledger.published set body = '{}'`)).rejects.toThrow(
      /denied|cannot update/,
    );
    const append = `select ledger.append_one('b', 2, 'deal/a', 2, gen_random_uuid(), 'T', '{}', null, null, null, null, '{}')`;
    await expect(sql(ledger.projectionUrl, append)).rejects.toThrow('permission denied');
  });
});
