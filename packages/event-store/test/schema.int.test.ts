import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../src/migrate.ts';
import { type Ledger, sql, startLedger } from './ledger.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.close());

/** What PostgreSQL itself says of the schema, object by object: there is no pg_dump among the binaries of npm. */
const DESCRIPTION = `
  with relation as (select c.* from pg_class c where c.relnamespace = 'ledger'::regnamespace and c.relname not like 'migration%'),
  part(kind, name, text) as (
    select 1, r.relname, 'create table ledger.' || r.relname || E' (\\n' || (
      select string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E',\\n' order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    ) || coalesce((
      select string_agg(E',\\n  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid), '' order by k.conname)
      from pg_constraint k where k.conrelid = r.oid and k.contype <> 'n'
    ), '') || E'\\n)' || coalesce(' with (' || array_to_string(r.reloptions, ', ') || ')', '')
    from relation r where r.relkind = 'r'
    union all
    select 2, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i join relation r on r.oid = i.indrelid
    where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
    union all
    select 3, p.proname, rtrim(pg_get_functiondef(p.oid), E'\\n') from pg_proc p where p.pronamespace = 'ledger'::regnamespace
    union all
    select 4, t.tgname, pg_get_triggerdef(t.oid) || ' -- enabled: ' || t.tgenabled::text
    from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
    union all
    select 5, r.relname, 'create view ledger.' || r.relname
      || coalesce(' with (' || array_to_string(r.reloptions, ', ') || ')', '') || E' as\\n' || rtrim(pg_get_viewdef(r.oid), ';')
    from relation r where r.relkind = 'v'
    union all
    select 6, r.relname, 'alter table ledger.' || r.relname || ' enable row level security' || (
      select string_agg(E';\\ncreate policy ' || p.policyname || ' on ledger.' || r.relname
        || case when p.permissive = 'RESTRICTIVE' then ' as restrictive' else '' end
        || ' for ' || lower(p.cmd) || ' to ' || array_to_string(p.roles, ', ')
        || coalesce(E'\\n  using (' || regexp_replace(p.qual, '\\s+', ' ', 'g') || ')', '')
        || coalesce(E'\\n  with check (' || regexp_replace(p.with_check, '\\s+', ' ', 'g') || ')', ''), '' order by p.policyname)
      from pg_policies p where p.schemaname = 'ledger' and p.tablename = r.relname
    )
    from relation r where r.relrowsecurity
  )
  select string_agg(text || E';\\n', E'\\n' order by kind, name) as description from part`;

it('is in schema.sql what the migrations make of an empty database (write it anew with vitest -u)', async () => {
  const [row] = await sql(ledger.adminUrl, DESCRIPTION);
  await expect(row?.['description']).toMatchFileSnapshot('../schema.sql');
});

it('stays as it is where the migrations have run, also several times at once', async () => {
  const migrations = 'select name, run_on::text from ledger.migration order by name';
  const before = await sql(ledger.adminUrl, migrations);
  await Promise.all([migrate(ledger.adminUrl), migrate(ledger.adminUrl)]);
  expect(await sql(ledger.adminUrl, migrations)).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});
