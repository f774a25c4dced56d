import type { BookPools } from '@offtake/book-scope/book-pools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAudit } from '../src/audit.ts';
import { Members, MOST_MEMBERS } from '../src/members.ts';
import { type AccessDatabase, by, startAccessDatabase } from './database.ts';

let database: AccessDatabase;
let members: Members;
let reading: BookPools;
let book = '';
let books = 0;

beforeAll(async () => {
  database = await startAccessDatabase();
  reading = database.pools('offtake_projection');
  members = new Members(database.pools('offtake_command'));
});
afterAll(() => database.stop());
beforeEach(() => {
  books += 1;
  book = `book-${books}`;
});

const ana = by('ana');
const trail = async () => {
  const asked = { books: [book], before: null, act: null, principal: null, limit: 100 };
  return (await readAudit(reading, asked)).map(({ act, subject, detail }) => [act, subject, detail]);
};

describe('the members of a book', () => {
  it('are given, changed and taken a role, and the trail says by whom', async () => {
    await members.set(book, { principal: 'ben', role: 'reader' }, ana, false);
    await members.set(book, { principal: 'ben', role: 'recorder' }, ana, false);
    expect(await members.list(book)).toEqual([{ principal: 'ben', role: 'recorder' }]);
    await members.remove(book, 'ben', ana, false);
    expect(await members.list(book)).toEqual([]);
    expect(await trail()).toEqual([
      ['member.removed', 'ben', { before: 'recorder' }],
      ['member.set', 'ben', { role: 'recorder', before: 'reader' }],
      ['member.set', 'ben', { role: 'reader', before: null }],
    ]);
  });

  it('stay as they are, and leave no trace, where nothing changes', async () => {
    await members.set(book, { principal: 'ben', role: 'reader' }, ana, false);
    await members.set(book, { principal: 'ben', role: 'reader' }, ana, false);
    expect(await members.remove(book, 'carla', ana, false)).toBeNull();
    expect(await trail()).toHaveLength(1);
  });

  it('are at most so many', async () => {
    await database.pool.query("insert into access.member select $1, 'p' || n, 'reader' from generate_series(1, $2) n", [
      book,
      MOST_MEMBERS,
    ]);
    expect(await members.set(book, { principal: 'ben', role: 'reader' }, ana, true)).toBe('too many');
    expect(await members.set(book, { principal: 'p1', role: 'recorder' }, ana, true)).toBeNull();
  });
});

describe('the last operator of a book', () => {
  const operators = (...principals: string[]) =>
    Promise.all(principals.map((principal) => members.set(book, { principal, role: 'operator' }, ana, false)));

  it('is neither removed nor made less, except by whoever may operate all books', async () => {
    await operators('ana');
    expect(await members.remove(book, 'ana', ana, false)).toBe('last operator');
    expect(await members.set(book, { principal: 'ana', role: 'reader' }, ana, false)).toBe('last operator');
    expect(await members.list(book)).toEqual([{ principal: 'ana', role: 'operator' }]);
    expect(await members.remove(book, 'ana', by('platform-operator'), true)).toBeNull();
  });

  it('is left where all of them go at the same time', async () => {
    const all = ['ana', 'ben', 'carla', 'dora', 'eli'];
    await operators(...all);
    const gone = await Promise.all(all.map((principal) => members.remove(book, principal, by(principal), false)));
    expect(gone.filter((against) => against === 'last operator')).toHaveLength(1);
    expect(await members.list(book)).toHaveLength(1);
  });
});
