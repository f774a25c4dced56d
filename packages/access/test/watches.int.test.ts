import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_WATCHES, Watches } from '../src/watches.ts';
import { type AccessDatabase, startAccessDatabase } from './database.ts';

let database: AccessDatabase;
let watches: Watches;
/** As the reading side sees them. */
let reading: Watches;
let book = '';
let books = 0;

beforeAll(async () => {
  database = await startAccessDatabase();
  watches = new Watches(database.pools('offtake_command'));
  reading = new Watches(database.pools('offtake_projection'));
});
afterAll(() => database.stop());
beforeEach(() => {
  books += 1;
  book = `book-${books}`;
});

const of = (principal: string, inBook = book) => ({ book: inBook, principal });
const watch = (name: string, threshold = '1') => ({ watch: name, terms: { threshold } });
const namesOf = async (principal: string, inBook = book) =>
  (await reading.list(of(principal, inBook))).map((each) => each.watch);

describe('the watches of a principal', () => {
  it('are kept in the order in which they were made, also where one is changed', async () => {
    await watches.set(of('ana'), watch('second'));
    await watches.set(of('ana'), watch('first'));
    await watches.set(of('ana'), watch('second', '2'));
    expect(await reading.list(of('ana'))).toEqual([watch('second', '2'), watch('first')]);
  });

  it('are the same after the same request again', async () => {
    for (const _ of [1, 2]) await watches.set(of('ana'), watch('one'));
    expect(await namesOf('ana')).toEqual(['one']);
    for (const _ of [1, 2]) await watches.remove(of('ana'), 'one');
    expect(await namesOf('ana')).toEqual([]);
  });

  it('are seen, changed and ended by nobody else, nor in another book', async () => {
    await watches.set(of('ana'), watch('one'));
    await watches.set(of('ben'), watch('one', '2'));
    await watches.remove(of('carla'), 'one');
    await watches.remove(of('ana', 'elsewhere'), 'one');
    expect(await reading.list(of('ana'))).toEqual([watch('one')]);
    expect(await namesOf('carla')).toEqual([]);
    expect(await namesOf('ana', 'elsewhere')).toEqual([]);
  });

  it('are at most so many, and those that are there may change', async () => {
    await database.pool.query(
      `insert into access.watch (book, principal, watch, terms) select $1, 'ana', 'w' || n, '{}' from generate_series(1, $2) n`,
      [book, MOST_WATCHES],
    );
    expect(await watches.set(of('ana'), watch('more'))).toBe('too many');
    expect(await watches.set(of('ana'), watch('w1', '2'))).toBeNull();
    expect(await watches.set(of('ben'), watch('more'))).toBeNull();
  });

  it('are at most so many, also where they are made at the same time', async () => {
    await database.pool.query(
      `insert into access.watch (book, principal, watch, terms) select $1, 'ana', 'w' || n, '{}' from generate_series(2, $2) n`,
      [book, MOST_WATCHES],
    );
    const made = await Promise.all(['a', 'b', 'c'].map((name) => watches.set(of('ana'), watch(name))));
    expect(made.filter((against) => against === null)).toHaveLength(1);
  });
});

describe('a statement that has lost its filter', () => {
  it('shows and changes nothing of another principal', async () => {
    await watches.set(of('ana'), watch('one'));
    await watches.set(of('ben'), watch('one'));
    const client = await database.pools('offtake_command').connect(book);
    await client.query(`begin; select set_config('offtake.principal', 'ana', true)`);
    expect((await client.query('select principal from access.watch')).rows).toEqual([{ principal: 'ana' }]);
    await client.query('delete from access.watch');
    await expect(
      client.query(`insert into access.watch (book, principal, watch, terms) values ($1, 'ben', 'forged', '{}')`, [
        book,
      ]),
    ).rejects.toThrow('row-level security');
    await client.query('rollback');
    expect((await client.query('select principal from access.watch')).rows).toEqual([]);
    client.release();
  });

  it('is refused to the reading side where it writes', async () => {
    await expect(reading.set(of('ana'), watch('one'))).rejects.toThrow('permission denied');
  });
});
