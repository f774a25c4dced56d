import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BookPools, EVERY_BOOK, type Scope } from '../src/book-pools.ts';

let postgres: Postgres;
let pools: BookPools;
beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  const config = { connectionString: postgres.url, max: 1 };
  pools = new BookPools('offtake_command_book', config, config);
  await pools.everyBook.query(`
    create role offtake_command_book;
    create table said (book text not null, word text not null);
    insert into said values ('mine', 'a'), ('mine', 'b'), ('theirs', 'c');
    grant select, insert on said to offtake_command_book;
    alter table said enable row level security;
    create policy one_book on said using (book = any (string_to_array(current_setting('offtake.book', true), ',')))`);
});
afterAll(async () => {
  await pools.end();
  await postgres.stop();
});

const words = async (scope: Scope) =>
  (await pools.query<{ word: string }>(scope, 'select word from said order by word', [])).map(({ word }) => word);

describe('a connection', () => {
  it('sees the rows of the books alone that it is for, without a word of them in the statement', async () => {
    expect(await words('mine')).toEqual(['a', 'b']);
    expect(await words(['mine', 'theirs'])).toEqual(['a', 'b', 'c']);
    expect(await words(['theirs'])).toEqual(['c']);
    expect(await words(EVERY_BOOK)).toEqual(['a', 'b', 'c']);
  });

  it('sees nothing where no book is named, nor one that is not there', async () => {
    expect([await words(''), await words([]), await words('none')]).toEqual([[], [], []]);
  });

  it('is one and the same, narrowed anew for whom it serves next', async () => {
    const pid = async (book: string) => (await pools.query(book, 'select pg_backend_pid() as pid', []))[0];
    expect(await pid('mine')).toEqual(await pid('theirs'));
    expect(await words('mine')).toEqual(['a', 'b']);
  });

  it('goes on being good after a statement that was refused, for the same book and for the next', async () => {
    const write = (book: string) => pools.query(book, `insert into said values ('theirs', 'd')`, []);
    await expect(write('mine')).rejects.toThrow('row-level security');
    expect([await words('mine'), await words('theirs')]).toEqual([['a', 'b'], ['c']]);
  });

  it('is not given where it cannot be narrowed', async () => {
    const config = { connectionString: postgres.url, max: 1 };
    const other = new BookPools('offtake_projection_book', config, config);
    await expect(other.query('mine', 'select word from said', [])).rejects.toThrow('offtake_projection_book');
    await other.end();
  });
});
