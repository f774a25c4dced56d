import { readFileSync } from 'node:fs';
import path from 'node:path';
import { note } from '@offtake/access/audit';
import { Keys } from '@offtake/access/keys';
import { Members } from '@offtake/access/members';
import { grant as grantAccess, migrate as migrateAccess } from '@offtake/access/migrate';
import { Watches } from '@offtake/access/watches';
import { BookPools, type BookRole, EVERY_BOOK } from '@offtake/book-scope/book-pools';
import { grant as grantLedger, migrate as migrateLedger } from '@offtake/event-store/migrate';
import { connect } from '@offtake/event-store/store';
import { Malformed } from '@offtake/event-transport/event-headers';
import { type Postgres, startTemporaryPostgres } from '@offtake/local/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Projector } from '../src/ingest/projector.ts';
import { receive } from '../src/ingest/received.ts';
import { postingsWhere } from '../src/queries/posting-rows.ts';
import { Values } from '../src/queries/postings-at.ts';
import { prepareSchemas } from '../src/schema/prepare.ts';
import { ReadDatabase } from '../src/schema/read-database.ts';
import { announced, chain, idAt, messages } from './ingest/events.ts';

const BOOKS = ['mine', 'theirs'];
const SERVICES = ['offtake_command', 'offtake_projection'] as const;
const DISPUTED = { stream: 'deal/supply', version: 2, type: 'DisputeRaised', data: { event: idAt(1) } };
const ROLES: readonly BookRole[] = ['offtake_command_book', 'offtake_projection_book'];
let postgres: Postgres;
let admin: pg.Pool;
const urlOf = (role: string) => `postgres://${role}:x@127.0.0.1:${postgres.port}/postgres`;

/** A row of each book in every table that names one, written by the parts that write there. */
beforeAll(async () => {
  postgres = await startTemporaryPostgres({ durable: false });
  admin = new pg.Pool({ connectionString: postgres.url });
  admin.on('error', () => {});
  for (const role of SERVICES) await admin.query(`create role ${role} login password 'x'`);
  await admin.query('grant create on database postgres to offtake_projection');
  await migrateLedger(postgres.url);
  await migrateAccess(postgres.url);
  await grantLedger(postgres.url);
  await grantAccess(postgres.url);
  await prepareSchemas(urlOf('offtake_projection'));
  const config = { connectionString: urlOf('offtake_command') };
  const pools = new BookPools('offtake_command_book', config, config);
  const store = connect(config.connectionString);
  const projector = new Projector(urlOf('offtake_projection'), 'exposure_1', { stretch: 1, whole: 2 });
  const by = { principal: 'ana', via: 'none', requestId: 'r', address: '127.0.0.1' };
  for (const book of BOOKS) {
    await store.createBook({ book, name: book, partition: 0 });
    const events = chain(book, [announced('supply', '100'), DISPUTED]);
    const [event] = events;
    if (!event) throw new Error('there is no event');
    const key = { principal: 'ana', key: 'k', request: Buffer.from('r'), kept: 'day' } as const;
    const decided = { stream: event.stream, expectedVersion: 0, reads: [], writes: ['deal/supply'], idempotency: key };
    await store.append(book, 0, [{ kind: 'record', event, ...decided }]);
    await store.moveRelayCursors(0, { cluster: 'c', topic: 't' }, [{ book, position: 1, setAside: null }]);
    await projector.project(
      messages(events).flatMap((message) => {
        const received = receive(message);
        return received instanceof Malformed ? [] : [received];
      }),
    );
    await new Members(pools).set(book, { principal: 'ben', role: 'reader' }, by, true);
    for (const principal of ['ana', 'ben']) {
      await new Watches(pools).set({ book, principal }, { watch: `of-${principal}`, terms: {} });
    }
    const wanted = { principal: 'ben', name: null, book, platformOperator: false, expiresAt: null };
    await new Keys(pools).make(wanted, by, null);
    await note(pools.everyBook, by, { act: 'asked', book, subject: null, outcome: 'done' });
    await admin.query(`insert into exposure.book values ($1, $1, 0, 1, '', now())`, [book]);
  }
  await Promise.all([store.close(), pools.end(), projector.close()]);
});
afterAll(async () => {
  await admin.end();
  await postgres.stop();
});

/** What names a book in a schema of ours, as PostgreSQL says it, and whether rows of it are kept apart there. */
async function relations(kind: 'r' | 'v') {
  const { rows } = await admin.query<{ name: string; apart: boolean }>(
    `select c.oid::regclass::text as name, c.relrowsecurity and exists (
       select from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, c.oid) like '%offtake.book%'
     ) as apart
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'book' and not a.attisdropped
     where c.relkind = $1 and c.relnamespace::regnamespace::text ~ '^(ledger|access|exposure(_[0-9]+)?)$' order by 1`,
    [kind],
  );
  return rows;
}

/** The books that everything shows which this role may read, asked without a filter on a connection for these books. */
async function shown(role: BookRole, service: string, books: string | readonly string[]) {
  // What is a principal's own is shown to nobody who does not say who they are.
  const config = { connectionString: urlOf(service), max: 1, options: '-c offtake.principal=ana' };
  const pools = new BookPools(role, config, config);
  const found: Record<string, readonly string[]> = {};
  for (const { name } of [...(await relations('r')), ...(await relations('v'))]) {
    const may = `select has_table_privilege($1, $2::regclass, 'select') as may`;
    const { rows } = await admin.query<{ may: boolean }>(may, [role, name]);
    if (!rows[0]?.may) continue;
    const text = `select distinct book from ${name} order by book`;
    found[name] = (await pools.query<{ book: string }>(books, text, [])).map(({ book }) => book);
  }
  await pools.end();
  return found;
}

describe('every table that names a book', () => {
  it('keeps books apart by a policy', async () => {
    const tables = await relations('r');
    expect(tables.filter(({ apart }) => !apart)).toEqual([]);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['access.key', 'exposure_1.posting', 'ledger.event']),
    );
  });

  it('is found where it does not', async () => {
    await admin.query('create table exposure_1.forgotten (book text, word text)');
    expect((await relations('r')).filter(({ apart }) => !apart)).toEqual([
      { name: 'exposure_1.forgotten', apart: false },
    ]);
    await admin.query('drop table exposure_1.forgotten');
  });

  it('has rows of both books, so that there is something to be kept apart', async () => {
    for (const { name } of await relations('r')) {
      const { rows } = await admin.query(`select distinct book from ${name} where book is not null order by book`);
      expect([name, rows.map(({ book }) => book)]).toEqual([name, BOOKS]);
    }
  });
});

describe.each(SERVICES)('%s, asking without any filter', (service) => {
  const role: BookRole = `${service}_book`;
  const all = (books: readonly string[]) => (found: object) =>
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, books])));

  it('sees for a book nothing of another, in whatever it may read', async () => {
    const found = await shown(role, service, 'mine');
    all(['mine'])(found);
    expect(Object.keys(found).length).toBeGreaterThan(5);
    all(['theirs'])(await shown(role, service, 'theirs'));
  });

  it('sees nothing at all without a book', async () => {
    all([])(await shown(role, service, ''));
  });
});

describe.each(SERVICES)('%s, asking for what somebody watches without any filter', (service) => {
  const asking = async (options: string) => {
    const config = { connectionString: urlOf(service), max: 1, options };
    const pools = new BookPools(`${service}_book`, config, config);
    const rows = await pools.query<{ watch: string }>('mine', 'select watch from access.watch', []);
    await pools.end();
    return rows.map(({ watch }) => watch);
  };

  it('sees the watches of one principal', async () => {
    expect(await asking('-c offtake.principal=ana')).toEqual(['of-ana']);
    expect(await asking('-c offtake.principal=ben')).toEqual(['of-ben']);
  });

  it('sees none as nobody', async () => {
    expect(await asking('')).toEqual([]);
  });
});

it('is no right of the narrowed roles to see past the policies, nor to sign in', async () => {
  const text =
    'select rolname::text as role from pg_roles where rolname = any($1) and not (rolsuper or rolbypassrls or rolcanlogin) order by 1';
  const { rows } = await admin.query<{ role: string }>(text, [ROLES]);
  expect(rows.map(({ role }) => role)).toEqual(ROLES);
  const owned = `select from pg_class where pg_get_userbyid(relowner) = any($1)`;
  expect((await admin.query(owned, [ROLES])).rowCount).toBe(0);
});

describe('a query that has lost its filter', () => {
  it('shows the postings of the one book', async () => {
    const database = new ReadDatabase(urlOf('offtake_projection'));
    const found = await postingsWhere(database, { book: 'mine', schema: 'exposure_1' }, 'true', new Values());
    const text = 'select count(*)::int as n from exposure_1.posting';
    const counted = await database.query<{ n: number }>(EVERY_BOOK, text);
    expect(counted).toEqual([{ n: found.length * 2 }]);
    expect(found.length).toBeGreaterThan(0);
    await database.onApplicationShutdown();
  });

  it('reads the page of the one book', async () => {
    const file = path.join(import.meta.dirname, '../../../packages/event-store/sql/read.sql');
    const read = readFileSync(file, 'utf8').replace('where book = $1 and', 'where $1::text is not null and');
    const config = { connectionString: urlOf('offtake_command') };
    const pools = new BookPools('offtake_command_book', config, config);
    const page = await pools.query<{ book: string }>('mine', read, ['mine', 0, 100, 100, 1_000_000]);
    expect(page.map(({ book }) => book)).toEqual(['mine']);
    await pools.end();
  });

  it('changes nothing of another book', async () => {
    const config = { connectionString: urlOf('offtake_command') };
    const pools = new BookPools('offtake_command_book', config, config);
    await pools.query('mine', 'delete from access.member', []);
    await pools.query('mine', 'update ledger.book set head = head + 1', []);
    const forged = `insert into ledger.guard values ('theirs', 'deal/x', 1)`;
    await expect(pools.query('mine', forged, [])).rejects.toThrow('row-level security');
    const { rows } = await admin.query('select book from access.member');
    expect(rows).toEqual([{ book: 'theirs' }]);
    const heads = await admin.query('select book, head::int from ledger.book order by book');
    expect(heads.rows).toEqual([
      { book: 'mine', head: 2 },
      { book: 'theirs', head: 1 },
    ]);
    await pools.end();
  });
});
